import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { SignaturesRequest } from '../../../src/modules/loan/http/signing/signing.dto';
import { termsDifferences, termsText } from '../../../src/modules/loan/domain/loan-terms';
import { askAgainMs, isOurs } from '../../../src/modules/loan/domain/mortgage/mortgage-told';
import { HEDGING_DRAWS, type HedgingDraw } from '../../../src/modules/loan/domain/hedging/hedging-draw';
import { contractBody, hedgingBody } from '../../../src/modules/loan/domain/signing/contract-body';
import { custodyAgreement } from '../../../src/modules/loan/domain/signing/custody-agreement.kind';
import { hedgingAgreement } from '../../../src/modules/loan/domain/signing/hedging-agreement.kind';
import { loanContract } from '../../../src/modules/loan/domain/signing/loan-contract.kind';
import { mortgageContract } from '../../../src/modules/loan/domain/signing/mortgage-contract.kind';
import { paperKinds, signs } from '../../../src/modules/loan/domain/signing/paper-kind';
import { signingPeople } from '../../../src/modules/loan/domain/signing/signing-people';
import { isOver, minuteOf, timeOf } from '../../../src/modules/loan/domain/signing/signing-state';

const borrowerId = '00000000-0000-7000-8000-000000000001';
const guarantorId = '00000000-0000-7000-8000-000000000002';
const terms = {
  amount: '500000.00',
  termMonths: 120,
  method: '01',
  dueMode: 'fixed-day',
  dueDay: 20,
  purpose: 'new-home',
  unitKey: '140199001001GB00099F00090001',
  value: '1000000.00',
  bankPart: '0.00',
  homeOrder: 'first',
  downRatio: '0.20',
  rateRule: 'disbursement-day',
  parties: [
    { personId: borrowerId, role: 'borrower' },
    { personId: guarantorId, role: 'guarantor' },
  ],
  penaltyFactor: '1.5',
  parametersId: 'planted',
  decisionHash: '0'.repeat(64),
  payeeKind: 'supervised',
} as const;
const details = {
  address: '太原市虚构区样板路99号',
  area: '89.50',
  contractNo: 'YS(2027)2000001',
  projectNo: 'XS140199-0099',
  payee: { bankCode: '104', accountNo: '104014019900000099', name: '监管专户' },
  parties: [
    { personId: borrowerId, role: 'borrower', name: '测之一', idNo: '11010519491231002X' },
    { personId: guarantorId, role: 'guarantor', name: '测之二', idNo: '140199198611120410' },
  ],
} as const;
const early = { afterInstalments: 1, least: '10000.00', step: '1000.00' };
const loan = { loanNo: 'DK2027031000000001', ...termsText(terms) } as never;

/** A document of a kind as it is issued, its content alone. */
const printed = (kind: typeof loanContract): string =>
  JSON.stringify(kind.sheet({ body: contractBody(loan, details, early) } as never, null));

describe('a contract', () => {
  test('says the terms word for word, and everybody who stands in them', () => {
    const text = printed(loanContract);
    for (const part of [
      '500,000.00 元',
      '120 个月',
      '等额本息',
      '每月 20 日',
      '测之一',
      '测之二',
      '1.5 倍',
      '监管专户',
    ])
      expect(text).toContain(part);
    expect(text).toContain((loan as { termsHash: string }).termsHash);
  });

  test('says of early repayment what the rules want; one that was signed before is printed as it was', () => {
    const printedOf = (body: object) => JSON.stringify(loanContract.sheet({ body } as never, null));
    const body = contractBody(loan, details, early);
    const said = printedOf(body);
    for (const part of ['至少 1 期', '无逾期', '10000.00 元', '1000.00 元的整数倍'])
      expect(said).toContain(part);
    // By the parameters, not by what they were when this was written.
    const other = { afterInstalments: 6, least: '20000.00', step: '5000.00' };
    const changed = printedOf(contractBody(loan, details, other));
    for (const part of ['至少 6 期', '20000.00 元', '5000.00 元的整数倍']) expect(changed).toContain(part);
    const second = printedOf({ ...body, wording: 2 });
    for (const part of ['至少一期', '一万元', '一千元的整数倍']) expect(second).toContain(part);
    const before = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'wording'));
    expect(printedOf(before)).toContain('可随时提前归还部分或全部贷款');
  });

  test('on the home, or on repaying from the accounts, is not the guarantor’s', () => {
    for (const kind of [mortgageContract, hedgingAgreement]) expect(printed(kind)).not.toContain('测之二');
    expect(paperKinds({ hedging: true, sold: true }).map((kind) => [kind, signs(kind, 'guarantor')])).toEqual(
      [
        ['loan-contract', true],
        ['mortgage-contract', false],
        ['hedging-agreement', false],
        ['custody-agreement', false],
      ],
    );
    expect(paperKinds({ hedging: false, sold: false })).toHaveLength(2);
  });

  test('on repaying from the accounts says how it was chosen, and whose accounts in which order', () => {
    const body = contractBody(loan, details, early);
    const printedOf = (draw: HedgingDraw) =>
      JSON.stringify(
        hedgingAgreement.sheet(
          { body: hedgingBody(body, details, { draw, holders: [borrowerId] }) } as never,
          null,
        ),
      );
    const said = {
      'accounts-first': ['每月　当期应还款', '先按上列顺序扣划公积金账户，不足部分由还款卡扣收'],
      'accounts-only': ['每月　当期应还款', '不从还款卡扣收', '未还部分为逾期'],
      'card-first': ['每月　当期应还款', '先由还款卡扣收，不足部分按上列顺序从公积金账户扣划'],
      yearly: ['每年　账户可用余额', '每满一年', '还款期限不变'],
    } as const;
    for (const [draw, parts] of Object.entries(said)) {
      const text = printedOf(draw as HedgingDraw);
      for (const part of [...parts, HEDGING_DRAWS[draw as HedgingDraw].text.zh, '扣划顺序 1', '测之一'])
        expect(text).toContain(part);
    }
    // One that was signed before it could be chosen is printed as it was.
    expect(printed(hedgingAgreement)).toContain(
      '先扣借款人账户，再依次扣共同借款人账户，不足部分由还款卡扣收',
    );
    expect(printed(hedgingAgreement)).not.toContain('扣划顺序');
    expect(() => hedgingBody(body, details, { draw: 'yearly', holders: ['nobody'] })).toThrow(
      /stands in the loan/,
    );
  });

  test('made after a policy has changed says what was decided before it, and nothing of the new one', () => {
    const before = { ...terms, parametersId: 'TY-2026-07', penaltyFactor: '1.3' } as never;
    const decided = { loanNo: 'DK2026091000000001', ...termsText(before) } as never;
    expect(contractBody(decided, details, early)).toMatchObject({
      penaltyFactor: '1.3',
      termsHash: termsText(before).termsHash,
    });
    // The same loan with the terms of the new policy is another text: its hash says so, and nobody signs it.
    const { terms: newer } = termsText({ ...terms, parametersId: 'TY-2026-09' });
    const swapped = { ...(decided as object), terms: newer } as never;
    expect(termsDifferences(swapped)).toEqual([expect.objectContaining({ term: 'termsHash' })]);
  });

  test('of a second-hand home names its sellers, and where and when the price goes', () => {
    const seller = { name: '测卖方', idNo: '14019919800101001X' };
    const body = contractBody(loan, { ...details, seller: [seller] }, early);
    const text = JSON.stringify(custodyAgreement.sheet({ body } as never, null));
    for (const part of ['测卖方', '测之一', '监管专户', '首付款退回买方']) expect(text).toContain(part);
    expect(text).not.toContain('测之二');
    expect(JSON.stringify(mortgageContract.sheet({ body } as never, null))).not.toContain('测卖方');
    expect(paperKinds({ hedging: true, sold: true }).filter((kind) => signs(kind, 'seller'))).toEqual([
      'custody-agreement',
    ]);
  });

  test('at whose signing sellers are there, who are known to the joint case', () => {
    const sellers = [
      { name: '测卖方', idNo: '14019919800101001X' },
      { name: '测旁人', idNo: '140199198611120410' },
    ];
    const there = signingPeople(
      { ...details, seller: sellers },
      ['id-14019919800101001X'],
      (idNo) => `id-${idNo}`,
    );
    expect(there.map(({ role, name }) => [role, name])).toEqual([
      ['borrower', '测之一'],
      ['guarantor', '测之二'],
      ['seller', '测卖方'],
    ]);
    expect(signingPeople(details, [], (idNo) => idNo)).toHaveLength(2);
  });

  test('is not made where the details do not name somebody in the terms', () => {
    expect(() => contractBody(loan, { ...details, parties: [details.parties[0]] }, early)).toThrow(
      /name everybody/,
    );
  });
});

describe('a half hour', () => {
  test.each([
    ['09:00', 540],
    ['09:30', 570],
    ['00:00', 0],
    ['23:30', 1410],
  ])('%s is minute %i of the day, and back', (time, minute) => {
    expect([minuteOf(time), timeOf(minute)]).toEqual([minute, time]);
  });

  test.each(['9:00', '09:15', '24:00', ''])('%p is none', (time) => {
    expect(minuteOf(time)).toBeNull();
  });
});

describe('what the title registry tells', () => {
  const told = {
    status: 'registered',
    seq: 2,
    certNo: '晋(2027)太原市不动产证明第0000001号',
    mortgagee: '本中心',
    registeredOn: '2027-03-10',
    reason: null,
  } as const;

  test('is a mortgage of ours with certificate, day and our name, and nothing less', () => {
    expect(isOurs(told, '本中心')).toBe(true);
    for (const change of [
      { status: 'accepted' },
      { status: 'cancelled' },
      { certNo: null },
      { registeredOn: null },
      { mortgagee: null },
      { mortgagee: '某银行' },
    ] as const)
      expect([change, isOurs({ ...told, ...change }, '本中心')]).toEqual([change, false]);
  });

  test('is asked for again after a second, later ever more rarely', () => {
    expect([0, 1, 2, 5, 8, 99].map(askAgainMs)).toEqual([1000, 1000, 2000, 30_000, 900_000, 900_000]);
  });
});

test('whoever has every contract of a loan to sign signs them in one step', () => {
  const texts = paperKinds({ hedging: true, sold: true }).map((kind) => ({ kind, hash: 'a'.repeat(64) }));
  const faults = (given: typeof texts) =>
    validateSync(plainToInstance(SignaturesRequest, { personId: borrowerId, texts: given }));
  expect(texts).toHaveLength(4);
  expect(faults(texts)).toEqual([]);
  expect(faults([...texts, texts[0]!])).toHaveLength(1);
});

describe('a half hour at a branch', () => {
  const slot = { day: '2026-12-01', minute: 570 };
  test.each([
    ['the day before', '2026-11-30', 1439, false],
    ['before it begins', '2026-12-01', 360, false],
    ['while it runs', '2026-12-01', 599, false],
    ['at its end', '2026-12-01', 600, true],
    ['the day after', '2026-12-02', 0, true],
  ])('%s: over or not', (_when, today, minute, over) => {
    expect(isOver(slot, { today, minute })).toBe(over);
  });
});
