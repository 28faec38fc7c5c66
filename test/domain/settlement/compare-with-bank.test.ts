import {
  compareWithBank,
  type BankLine,
  type OurCollection,
  type OurInstruction,
} from '../../../src/modules/settlement/domain/compare-with-bank';

const payment: BankLine = {
  kind: 'payment',
  account: '1001',
  amount: '1.00',
  serial: 'S1',
  reference: 'R1',
  payeeAccount: '6222',
};
const instruction: OurInstruction = {
  reference: 'R1',
  state: 'paid',
  amountFen: 100n,
  bankSerial: 'S1',
  payeeAccount: '6222',
  account: '1001',
};
const differences = (
  ours: OurInstruction[],
  lines: BankLine[],
  receipts: { bankSerial: string; amountFen: bigint; account?: string }[] = [],
) =>
  compareWithBank(
    { instructions: ours, receipts: receipts.map((receipt) => ({ account: '1001', ...receipt })) },
    lines,
  ).map(({ difference }) => difference);

const collection: BankLine = {
  kind: 'collection',
  account: '1001',
  amount: '1.00',
  serial: 'S9',
  reference: 'C1',
  payerAccount: '6333',
};
const collected: OurCollection = {
  reference: 'C1',
  state: 'paid',
  collectedFen: 100n,
  bankSerial: 'S9',
  payerAccount: '6333',
  account: '1001',
};

describe('what was collected, against the bank’s books', () => {
  const found = (collections: OurCollection[], lines: BankLine[], receipts = [100n]) =>
    compareWithBank(
      {
        instructions: [],
        receipts: receipts.map((amountFen) => ({ account: '1001', bankSerial: 'S9', amountFen })),
        collections,
      },
      lines,
    ).map(({ difference }) => difference);

  it('agrees when every order is one line of the same amount, serial and payer', () => {
    expect(found([collected], [collection])).toEqual([]);
  });

  it.each(['created', 'sending', 'unknown', 'accepted'] as const)(
    'is in transit while the order is %s: taken or not, it is no difference',
    (state) => {
      const open = { ...collected, state, collectedFen: null, bankSerial: null };
      expect(found([open], [collection], [])).toEqual([]);
      expect(found([open], [], [])).toEqual([]);
    },
  );

  it.each<[string, OurCollection[], BankLine[]]>([
    ['collected without an order of ours', [], [collection]],
    ['the bank collected it more than once', [collected], [collection, collection]],
    ['another amount collected at the bank', [{ ...collected, collectedFen: 99n }], [collection]],
    ['another serial of the collection at the bank', [{ ...collected, bankSerial: 'S8' }], [collection]],
    ['another payer at the bank', [{ ...collected, payerAccount: '1' }], [collection]],
    ['collected into another account at the bank', [{ ...collected, account: '2' }], [collection]],
    ['collected at the bank, rejected here', [{ ...collected, state: 'rejected' }], [collection]],
  ])('%s', (difference, ours, lines) => {
    expect(found(ours, lines)).toEqual([difference]);
  });

  it('collected here, not at the bank', () => {
    expect(found([collected], [])).toEqual([
      'collected here, not at the bank',
      'a receipt here, no credit at the bank',
    ]);
  });
});

describe('our books against the bank’s', () => {
  it('agree when every payment is one instruction of the same amount, serial and card', () => {
    expect(differences([instruction], [payment])).toEqual([]);
  });

  it.each<[string, OurInstruction[], BankLine[]]>([
    ['the bank paid it more than once', [instruction], [payment, { ...payment, serial: 'S2' }]],
    ['the bank paid it without an instruction of ours', [], [payment]],
    ['paid here, not at the bank', [instruction], []],
    ['paid at the bank, rejected here', [{ ...instruction, state: 'rejected', bankSerial: null }], [payment]],
    ['another amount at the bank', [instruction], [{ ...payment, amount: '2.00' }]],
    ['another serial at the bank', [instruction], [{ ...payment, serial: 'S9' }]],
    ['paid from another account at the bank', [instruction], [{ ...payment, account: '1002' }]],
    ['another payee at the bank', [instruction], [{ ...payment, payeeAccount: '6223' }]],
    ['returned here, not at the bank', [{ ...instruction, state: 'returned' }], [payment]],
  ])('differ: %s', (difference, ours, lines) => {
    expect(differences(ours, lines)).toEqual([difference]);
  });

  it('do not differ by money in transit', () => {
    for (const state of ['sending', 'unknown', 'accepted', 'created'] as const) {
      const inTransit = { ...instruction, state, bankSerial: null };
      expect(differences([inTransit], [payment])).toEqual([]);
      expect(differences([inTransit], [])).toEqual([]);
    }
  });

  it('differ by a receipt the bank knows nothing of', () => {
    const deposit: BankLine = { kind: 'deposit', account: '1001', amount: '5.00', serial: 'D1' };
    expect(differences([], [deposit], [{ bankSerial: 'D1', amountFen: 500n }])).toEqual([]);
    expect(differences([], [deposit], [{ bankSerial: 'D1', amountFen: 501n }])).toHaveLength(1);
    expect(differences([], [deposit], [{ bankSerial: 'D1', amountFen: 500n, account: '1002' }])).toEqual([
      'a receipt on another account than the credit at the bank',
    ]);
    expect(differences([], [deposit], [{ bankSerial: 'D2', amountFen: 500n }])).toEqual([
      'a credit at the bank, no receipt here',
      'a receipt here, no credit at the bank',
    ]);
  });

  it('differ by money that came in or came back and was never told to us', () => {
    const deposit: BankLine = { kind: 'deposit', account: '1001', amount: '5.00', serial: 'D1' };
    expect(differences([], [deposit])).toEqual(['a credit at the bank, no receipt here']);
    const back: BankLine = { kind: 'return', account: '1001', amount: '1.00', serial: 'B1', reference: 'R1' };
    expect(differences([instruction], [payment, back], [{ bankSerial: 'B1', amountFen: 100n }])).toEqual([
      'returned at the bank, paid here',
    ]);
  });
});
