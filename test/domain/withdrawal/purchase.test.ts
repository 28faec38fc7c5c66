import type { Json } from '../../../src/kernel/fact';
import { chooseContract } from '../../../src/modules/withdrawal/domain/choose-contract';
import { purchaseWithdrawal } from '../../../src/modules/withdrawal/domain/items/purchase-withdrawal';
import { ItemUnderTest, silences, type Situation, TODAY } from './item-under-test';

/** First day of the second versions of the rules on loans and bans. */
const SECOND_VERSIONS = '2026-12-01';
const SECOND = { lawDay: SECOND_VERSIONS, today: SECOND_VERSIONS };

const contract = {
  contractNo: 'YS(2026)0000001',
  unitKey: 'home',
  price: '1200000.00',
  filedOn: '2026-03-02',
  cancelled: false,
  loan: '700000.00',
};

const purchase = new ItemUnderTest(purchaseWithdrawal, {
  'person.identity': { match: true, alive: true, minorChildren: 0 },
  'household.marriage': { status: 'married', spouse: { personId: 'spouse', sealed: 'sealed' } },
  'purchase.contract': { contract, filed: 1 },
  'household.marriageChanges': { most: 1 },
  'purchase.payments': { byHousehold: null },
  'member.account': { state: '01', unitState: '01', district: '140105' },
  'account.engagement': { engaged: false, item: null },
  'person.restrictions': [],
  'person.owedBack': [],
  'loan.standing': { overdue: false, borrowing: false, guaranteeing: false },
  'loan.ownStanding': { overdue: false, borrowing: false, guaranteeing: false },
  'loan.homes': [],
  'purchase.home': { potId: 'pot', taken: '0.00', ownDraw: false, soldBefore: null },
  'member.balance': { posted: '350000.00', held: '0.00' },
  'member.card': { cardId: 'card', bank: '104', changedOn: null },
});

const known = (name: string, value: Json): Situation => ({ known: { [name]: value } });
const of = (change: object) => known('purchase.contract', { contract: { ...contract, ...change }, filed: 1 });
const none = (filed = 0) => known('purchase.contract', { contract: null, filed });
const home = (change: object) =>
  known('purchase.home', { potId: 'pot', taken: '0.00', ownDraw: false, soldBefore: null, ...change });
const married = (most: number, byHousehold: boolean): Situation => ({
  known: { 'household.marriageChanges': { most }, 'purchase.payments': { byHousehold } },
  lawDay: SECOND_VERSIONS,
  today: SECOND_VERSIONS,
});
const loans = (...list: object[]) => known('loan.homes', list as unknown as Json);
const guarantee = { overdue: false, borrowing: false, guaranteeing: true };
const running = { unitKey: 'home', granted: '700000.00', settled: false };

const sides: Readonly<
  Record<
    string,
    { met: readonly (readonly [string, Situation])[]; unmet: readonly (readonly [string, Situation])[] }
  >
> = {
  'purchase-is-buyer': {
    met: [['a contract is filed for one of them', {}]],
    unmet: [
      ['nothing is filed', none()],
      ['something is filed, but not under the number given', none(2)],
    ],
  },
  'purchase-contract-valid': {
    met: [
      ['the filing is valid', {}],
      ['no contract is another rule’s to tell', none()],
    ],
    unmet: [['the filing was cancelled', of({ cancelled: true })]],
  },
  'purchase-within-window': {
    met: [
      ['on the last day of twelve calendar months', { ...of({ filedOn: '2025-11-21' }) }],
      ['clipped at the end of the month', { ...of({ filedOn: '2026-08-31' }), lawDay: '2026-11-21' }],
      [
        'applied for in time and decided later, for a registry was silent',
        { ...of({ filedOn: '2025-11-20' }), lawDay: '2026-11-20', today: '2026-11-25' },
      ],
      ['filed today, by the second version', { ...of({ filedOn: SECOND_VERSIONS }), ...SECOND }],
      ['on the last day, by the second version', { ...of({ filedOn: '2025-12-01' }), ...SECOND }],
      ['no contract is another rule’s to tell, by the second version', { ...none(), ...SECOND }],
    ],
    unmet: [
      ['the day after', of({ filedOn: '2025-11-20' })],
      ['the day after, by the second version', { ...of({ filedOn: '2025-11-30' }), ...SECOND }],
      [
        'filed on a day that has not come, by the second version',
        { ...of({ filedOn: '2026-12-02' }), ...SECOND },
      ],
    ],
  },
  'purchase-once-per-home': {
    met: [['others drew on the home', home({ taken: '100.00' })]],
    unmet: [['the member drew on it before', home({ taken: '100.00', ownDraw: true })]],
  },
  'purchase-not-resold': {
    met: [
      ['twelve months after the sale before', home({ soldBefore: '2025-03-02' })],
      ['never sold on before', {}],
    ],
    unmet: [['a day short of twelve months', home({ soldBefore: '2025-03-03' })]],
  },
  'purchase-marriages-lasting': {
    met: [
      ['one marriage within two years', { lawDay: SECOND_VERSIONS }],
      ['three, and vouchers that the household paid', married(3, true)],
    ],
    unmet: [['two, and vouchers that others paid', married(2, false)]],
  },
  'purchase-room-left': {
    met: [
      ['a fen is left', home({ taken: '499999.99' })],
      ['no contract is another rule’s to tell', none()],
    ],
    unmet: [
      ['all is taken', home({ taken: '500000.00' })],
      ['the loan is as high as the price', of({ loan: '1200000.00' })],
      [
        'our own loan is, though the filing notes none',
        { known: { ...of({ loan: null }).known, ...loans({ ...running, granted: '1200000.00' }).known } },
      ],
    ],
  },
  'purchase-amount-within-room': {
    met: [
      ['nothing is asked for', {}],
      ['as much as there is', { input: { amount: '349990.00' } }],
      ['without a contract another rule speaks', { ...none(), input: { amount: '1.00' } }],
    ],
    unmet: [
      ['a fen more than is available', { input: { amount: '349990.01' } }],
      [
        'a fen more than the home has room for',
        { ...home({ taken: '300000.00' }), input: { amount: '200000.01' } },
      ],
    ],
  },
  'purchase-no-other-loan': {
    met: [
      [
        'a guarantee, by the version that asks for loans alone',
        {
          known: { 'loan.standing': guarantee, 'loan.ownStanding': guarantee },
          lawDay: SECOND_VERSIONS,
          today: SECOND_VERSIONS,
        },
      ],
      ['no loan', {}],
      ['a loan on this very home', loans(running)],
      ['a settled loan on another', loans({ ...running, unitKey: 'other', settled: true })],
      ['none, while the contract is not known', { unknown: { 'purchase.contract': 'silent' } }],
    ],
    unmet: [
      ['a loan on another home', loans(running, { ...running, unitKey: 'other' })],
      ['a loan that names no home', loans({ ...running, unitKey: null })],
      ['a loan, and no contract', { known: { ...loans(running).known, ...none().known } }],
      [
        'a loan on another home, by that version',
        {
          ...loans({ ...running, unitKey: 'other' }),
          lawDay: SECOND_VERSIONS,
          today: SECOND_VERSIONS,
        },
      ],
      [
        'a guarantee, whatever the contract is, by the first version',
        {
          ...known('loan.standing', guarantee),
          unknown: { 'purchase.contract': 'silent' },
        },
      ],
    ],
  },
};

describe.each(Object.entries(sides))('%s', (id, { met, unmet }) => {
  it.each(met)('is met: %s', (_what, situation) => {
    expect(purchase.judge(id, situation)).toMatchObject({ truth: 'true', retryOn: null });
  });

  it.each(unmet)('is not met: %s', (_what, situation) => {
    const finding = purchase.judge(id, situation);
    expect(finding.truth).toBe('false');
    expect(finding.text.zh + finding.text.en).not.toMatch(/[{}]|undefined|\[object/);
  });
});

it('the refusal for a window that has passed names the last day', () => {
  const { text, required } = purchase.judge('purchase-within-window', of({ filedOn: '2025-02-28' }));
  expect(required).toBe('2026-02-28');
  expect(text.zh).toContain('2026-02-28');
  expect(purchase.judge('purchase-within-window', of({ filedOn: '2025-08-31' })).required).toBe('2026-08-31');
  expect(purchase.judge('purchase-within-window', of({ filedOn: '2024-02-29' })).required).toBe('2025-02-28');
});

it('while the housing bureau is silent, the second version decides nothing', () => {
  const situation = { unknown: { 'purchase.contract': 'silent' }, ...SECOND } as const;
  expect(purchase.judge('purchase-within-window', situation)).toMatchObject({
    rule: 'purchase-within-window@2',
    truth: 'unknown',
  });
});

it('the refusal of a filing on a day that has not come says so, and when to come again', () => {
  const finding = purchase.judge('purchase-within-window', { ...of({ filedOn: '2026-12-31' }), ...SECOND });
  expect(finding).toMatchObject({ rule: 'purchase-within-window@2', truth: 'false', retryOn: '2026-12-31' });
  expect(finding.text.zh).toContain('该日尚未到来');
});

describe('the amount', () => {
  it.each<[string, Situation, string]>([
    ['what is available, when the home has room for more', {}, '349990.00'],
    ['the room of the home, when it is less', home({ taken: '300000.00' }), '200000.00'],
    ['what is asked for, when it is within both', { input: { amount: '0.01' } }, '0.01'],
    [
      'the price is the cap where no loan is noted',
      { known: { ...of({ loan: null, price: '100.00' }).known } },
      '100.00',
    ],
    [
      'one loan does not count twice',
      { known: { ...loans(running).known, ...home({ taken: '400000.00' }).known } },
      '100000.00',
    ],
    [
      'the greater loan counts',
      { known: { ...loans({ ...running, granted: '900000.00' }).known } },
      '300000.00',
    ],
    [
      'a settled loan on the home counts too',
      { known: { ...loans({ ...running, granted: '900000.00', settled: true }).known } },
      '300000.00',
    ],
  ])('%s', (_what, situation, amount) => {
    expect(purchase.decide(situation)).toMatchObject({ outcome: 'approved', amount });
  });
});

it.each([
  ['running', { ...running, granted: null }],
  ['settled', { ...running, granted: null, settled: true }],
])(
  'a %s loan on the home whose amount is not told leaves the cap unknown, never the whole price',
  (_what, loan) => {
    const decision = purchase.decide(loans(running, loan));
    expect(decision).toMatchObject({ outcome: 'waiting', headline: null, amount: null });
    expect(purchase.judge('purchase-room-left', loans(loan))).toMatchObject({
      truth: 'unknown',
      missing: ['loan.homes'],
    });
    expect(purchase.decide(loans({ ...loan, unitKey: 'other', settled: true }))).toMatchObject({
      outcome: 'approved',
    });
  },
);

const read = purchase.factNames.filter((name) => name !== 'household.marriage');

describe.each(read)('while %s is unknown', (name) => {
  it.each(silences)('(%s) the case waits: it is neither approved nor refused', (reason) => {
    // What these tell decides nothing before.
    const later = ['loan.ownStanding', 'person.owedBack', 'household.marriageChanges', 'purchase.payments'];
    const day = later.includes(name) ? SECOND_VERSIONS : TODAY;
    // Who paid is asked of those alone whose marriages change.
    const known = name === 'purchase.payments' ? { 'household.marriageChanges': { most: 2 } } : {};
    const decision = purchase.decide({ known, unknown: { [name]: reason }, lawDay: day, today: day });
    expect(decision).toMatchObject({ outcome: 'waiting', headline: null });
    expect(decision.findings.map(({ truth }) => truth)).not.toContain('false');
  });
});

it.each([
  [1, 'approved'],
  [2, 'counter'],
])('%i marriages and divorces in two years, of which no desk has seen who paid: %s', (most, outcome) => {
  const decision = purchase.decide({
    known: { 'household.marriageChanges': { most } },
    unknown: { 'purchase.payments': 'denied' },
    lawDay: SECOND_VERSIONS,
    today: SECOND_VERSIONS,
  });
  expect(decision).toMatchObject({ outcome, headline: null });
});

it.each([TODAY, SECOND_VERSIONS])(
  'by the law of %s, loans that are not known are not taken for none',
  (day) => {
    const finding = purchase.judge('purchase-no-other-loan', {
      unknown: { 'loan.homes': 'silent' },
      lawDay: day,
      today: day,
    });
    expect(finding).toMatchObject({ truth: 'unknown', missing: ['loan.homes'] });
  },
);

it('while civil affairs is silent, all that rests on who the spouse is waits with it', () => {
  const rest = ['household.marriage', 'purchase.contract', 'loan.standing', 'loan.homes', 'purchase.home'];
  const unknown = Object.fromEntries(rest.map((name) => [name, 'depends-on-unknown' as const]));
  expect(purchase.decide({ unknown })).toMatchObject({ outcome: 'waiting', headline: null, amount: null });
});

it('a refusal names every reason at once, in legal order', () => {
  const situation: Situation = {
    known: {
      ...of({ cancelled: true, filedOn: '2025-01-01' }).known,
      ...home({ taken: '500000.00', ownDraw: true, soldBefore: '2024-12-01' }).known,
      ...loans({ ...running, unitKey: 'other' }).known,
      'loan.standing': { overdue: true, borrowing: true, guaranteeing: false },
      'member.balance': { posted: '10.00', held: '0.00' },
      'member.card': { cardId: null, bank: null, changedOn: null },
    },
    input: { amount: '5.00' },
  };
  expect(purchase.reasons(situation)).toEqual([
    'LOAN_OVERDUE',
    'ACTIVE_LOAN_ONLY_REPAY',
    'CONTRACT_CANCELLED',
    'WINDOW_EXPIRED',
    'ROOM_EXHAUSTED',
    'PROPERTY_RESOLD',
    'ROOM_EXHAUSTED',
    'BALANCE_TOO_LOW',
    'AMOUNT_OVER_ROOM',
    'CARD_NOT_BOUND',
  ]);
});

describe('the contract that a purchase rests on', () => {
  const filed = (contractNo: string, filedOn: string, status: 'valid' | 'cancelled' = 'valid') => ({
    contractNo,
    filedOn,
    status,
  });
  const list = [
    filed('A', '2026-01-01'),
    filed('B', '2026-03-01', 'cancelled'),
    filed('C', '2026-02-01'),
    filed('D', '2026-02-01'),
  ];

  it('is the one named', () => {
    expect(chooseContract(list, 'A')?.contractNo).toBe('A');
    expect(chooseContract(list, 'B')?.contractNo).toBe('B');
    expect(chooseContract(list, 'E')).toBeNull();
  });

  it('is else the valid one filed last, whatever the order in which they came', () => {
    expect(chooseContract(list, undefined)?.contractNo).toBe('D');
    expect(chooseContract([...list].reverse(), undefined)?.contractNo).toBe('D');
  });

  it('is else the cancelled one, so that a refusal can say so; of none there is none', () => {
    expect(chooseContract([list[1]!], undefined)?.contractNo).toBe('B');
    expect(chooseContract([], undefined)).toBeNull();
  });
});

it.each(['purchase.contract', 'loan.homes', 'purchase.home', 'member.balance'])(
  'whether the amount is within the room waits while %s is silent',
  (name) => {
    const situation = { input: { amount: '1.00' }, unknown: { [name]: 'silent' } } as const;
    expect(purchase.judge('purchase-amount-within-room', situation)).toMatchObject({
      truth: 'unknown',
      missing: [name],
    });
  },
);
