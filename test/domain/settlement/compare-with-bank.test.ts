import {
  compareWithBank,
  type BankLine,
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
