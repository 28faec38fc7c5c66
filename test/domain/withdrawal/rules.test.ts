import type { Json } from '../../../src/kernel/fact';
import type { Rule } from '../../../src/modules/policy';
import { rentWithdrawal } from '../../../src/modules/withdrawal/domain/items/rent-withdrawal';
import { cardFree } from '../../../src/modules/withdrawal/domain/rules/card-free.rule';
import { cardOwned } from '../../../src/modules/withdrawal/domain/rules/card-owned.rule';
import { cardPhoneOwn } from '../../../src/modules/withdrawal/domain/rules/card-phone-own.rule';
import { judge, married, type Situation } from './rent-facts';

interface Sides {
  readonly met: readonly (readonly [what: string, situation: Situation])[];
  readonly unmet: readonly (readonly [what: string, situation: Situation])[];
}

const known = (name: string, value: Json): Situation => ({ known: { [name]: value } });
const account = (state: string) => known('member.account', { state, unitState: '01', district: '140105' });
const standing = (change: object) => ({ overdue: false, borrowing: false, guaranteeing: false, ...change });
const loan = (change: object) => known('loan.standing', standing(change));
/** What the member's own part in loans is, and what the spouse's adds to it. */
const loans = (own: object, both: object): Situation => ({
  known: { 'loan.ownStanding': standing(own), 'loan.standing': standing(both) },
});
const changed = (today: string): Situation => ({
  known: { 'member.card': { cardId: 'c', bank: '104', changedOn: '2026-12-02' } },
  today,
});
const noCard = { cardId: null, bank: null, changedOn: null };
const stopped = (why: string) =>
  known('member.card', { ...noCard, stopped: { bank: '104', why, on: '2026-12-01' } });
const ban = (conductOn: string, until = '2028-03-01') => ({ kind: 'FRAUD_WITHDRAWAL', until, conductOn });
const owed = (outstanding: string, dueOn = '2026-12-31') => ({
  recoveryNo: 'TH2026120100000001',
  contractNo: 'YS(2026)0000001',
  outstanding,
  dueOn,
});
const balance = (posted: string, held = '0.00') => known('member.balance', { posted, held });
const taken = (amount: string, more: Situation = {}): Situation => ({
  ...more,
  known: { 'household.rentTaken': { taken: amount, potId: null }, ...more.known },
});
const children = (minorChildren: number) => ({
  'person.identity': { match: true, alive: true, minorChildren },
});
const county = { 'member.account': { state: '01', unitState: '01', district: '140121' } };

/** Both sides of every limit, rule by rule. */
const sides: Readonly<Record<string, Sides>> = {
  'identity-matches': {
    met: [['the police confirm name and number of somebody alive', {}]],
    unmet: [
      [
        'name and number do not belong together',
        known('person.identity', { match: false, alive: null, minorChildren: null }),
      ],
      ['the person has died', known('person.identity', { match: true, alive: false, minorChildren: 0 })],
    ],
  },
  'account-exists': {
    met: [
      ['an active account', account('01')],
      ['a closed account is an account', account('05')],
    ],
    unmet: [['no account', known('member.account', { state: 'none' })]],
  },
  'account-in-use': {
    met: [
      ['01 active', account('01')],
      ['02 sealed', account('02')],
      ['06 frozen is another rule’s to tell', account('06')],
      ['no account is another rule’s to tell', known('member.account', { state: 'none' })],
    ],
    unmet: [
      ['03 merged', account('03')],
      ['04 moved elsewhere', account('04')],
      ['05 closed', account('05')],
      ['a state the standard does not have', account('99')],
    ],
  },
  'account-not-frozen': { met: [['01', account('01')]], unmet: [['06 frozen by a court', account('06')]] },
  'no-business-in-progress': {
    met: [['nothing open', {}]],
    unmet: [
      ['another withdrawal is open', known('account.engagement', { engaged: true, item: 'withdrawal' })],
    ],
  },
  'no-fraud-ban': {
    met: [['no ban', {}]],
    unmet: [
      ['a ban for a withdrawal', known('person.restrictions', [ban('2026-09-20')])],
      ['a ban whose last day is today', known('person.restrictions', [ban('2026-09-20', '2026-11-21')])],
    ],
  },
  'no-fraud-ban@2': {
    met: [
      ['no ban', {}],
      ['a ban for conduct before Order 844', known('person.restrictions', [ban('2026-09-19')])],
    ],
    unmet: [
      ['conduct on its first day', known('person.restrictions', [ban('2026-09-20')])],
      ['a ban whose last day is today', known('person.restrictions', [ban('2026-09-20', '2026-12-01')])],
    ],
  },
  'nothing-owed-back': {
    met: [
      ['nothing to give back', {}],
      ['a ban for fraud is another rule’s to tell', known('person.restrictions', [ban('2026-09-20')])],
    ],
    unmet: [
      ['the whole of it', known('person.owedBack', [owed('5000.00')])],
      ['a fen that is left', known('person.owedBack', [owed('0.01')])],
      ['its last day has passed', known('person.owedBack', [owed('5000.00', '2026-10-01')])],
    ],
  },
  'no-overdue-loan': {
    met: [
      ['no loan', {}],
      ['a loan that is paid in time', loan({ borrowing: true })],
    ],
    unmet: [['an instalment is overdue', loan({ overdue: true, borrowing: true })]],
  },
  'no-overdue-loan@2': {
    met: [
      ['no loan', {}],
      ['a loan that is paid in time', loans({ borrowing: true }, { borrowing: true })],
      ['one that the spouse alone borrows or guarantees', loans({}, { overdue: true, guaranteeing: true })],
    ],
    unmet: [
      ['one’s own', loans({ overdue: true, borrowing: true }, { overdue: true, borrowing: true })],
      ['one that the member guarantees', loans({ overdue: true, guaranteeing: true }, {})],
      [
        'one’s own, whoever the spouse is',
        {
          known: { 'loan.ownStanding': standing({ overdue: true, borrowing: true }) },
          unknown: { 'loan.standing': 'depends-on-unknown' },
        },
      ],
    ],
  },
  'no-active-loan@2': {
    met: [
      ['no loan', {}],
      ['a guarantee of the spouse', loans({}, { guaranteeing: true })],
    ],
    unmet: [
      ['the member borrows', loans({ borrowing: true }, { borrowing: true })],
      ['the member guarantees', loans({ guaranteeing: true }, { guaranteeing: true })],
      ['the spouse borrows', loans({}, { borrowing: true })],
      [
        'the member borrows, whoever the spouse is',
        {
          known: { 'loan.ownStanding': standing({ borrowing: true }) },
          unknown: { 'loan.standing': 'depends-on-unknown' },
        },
      ],
    ],
  },
  'no-active-loan': {
    met: [['no loan', {}]],
    unmet: [
      ['borrows', loan({ borrowing: true })],
      ['guarantees for somebody', loan({ guaranteeing: true })],
    ],
  },
  'rent-three-months': {
    met: [
      ['3 months in a row', known('contribution.monthsInARow', 3)],
      ['4 months', known('contribution.monthsInARow', 4)],
    ],
    unmet: [
      ['2 months', known('contribution.monthsInARow', 2)],
      ['none', known('contribution.monthsInARow', 0)],
    ],
  },
  'rent-no-home': {
    met: [
      ['a single person without a home', {}],
      ['a couple without a home', { known: married }],
    ],
    unmet: [
      ['the member owns one', known('household.homes', { member: 1, spouse: null })],
      ['the spouse owns one', { known: { ...married, 'household.homes': { member: 0, spouse: 1 } } }],
      [
        'the member owns one, whoever the spouse is',
        {
          ...known('household.homes', { member: 1, spouse: null }),
          unknown: { 'household.marriage': 'silent' },
        },
      ],
    ],
  },
  'rent-room-left': {
    met: [
      ['a fen below 25000.00 in the city', taken('24999.99')],
      ['a fen below 10000.00 in the counties', taken('9999.99', { known: county })],
      ['a fen below 26000.00 with two children', taken('25999.99', { known: children(2) })],
      [
        'a fen below 11000.00 with three in the counties',
        taken('10999.99', { known: { ...county, ...children(3) } }),
      ],
      ['no account, which another rule tells', taken('0.00', known('member.account', { state: 'none' }))],
    ],
    unmet: [
      ['25000.00 in the city', taken('25000.00')],
      ['25000.00 with one child', taken('25000.00', { known: children(1) })],
      ['10000.00 in the counties', taken('10000.00', { known: county })],
      ['26000.00 with two children', taken('26000.00', { known: children(2) })],
      ['more than a cap that was lowered', taken('30000.00')],
    ],
  },
  'rent-room-left@2': {
    met: [
      ['a fen below 25000.00 in the city', taken('24999.99')],
      ['a fen below 10000.00 in the counties', taken('9999.99', { known: county })],
      ['a fen below 26000.00 with two children', taken('25999.99', { known: children(2) })],
      [
        'a fen below 11000.00 with three in the counties',
        taken('10999.99', { known: { ...county, ...children(3) } }),
      ],
      ['no account, which another rule tells', taken('0.00', known('member.account', { state: 'none' }))],
    ],
    unmet: [
      ['25000.00 in the city', taken('25000.00')],
      ['25000.00 with one child', taken('25000.00', { known: children(1) })],
      ['10000.00 in the counties', taken('10000.00', { known: county })],
      ['26000.00 with two children', taken('26000.00', { known: children(2) })],
      ['more than a cap that was lowered', taken('30000.00')],
    ],
  },
  'balance-above-retained': {
    met: [
      ['10.01', balance('10.01')],
      ['10.01 beside what is held', balance('100.01', '90.00')],
    ],
    unmet: [
      ['10.00, which remain', balance('10.00')],
      ['10.00 beside what is held', balance('100.00', '90.00')],
      ['nothing', balance('0.00')],
    ],
  },
  'rent-amount-within-room': {
    met: [
      ['no amount was named', {}],
      ['all that is available', { input: { amount: '17990.00' } }],
      ['all the room that is left', taken('20000.00', { input: { amount: '5000.00' } })],
      ['a fen', { input: { amount: '0.01' } }],
    ],
    unmet: [
      ['a fen more than is available', { input: { amount: '17990.01' } }],
      ['a fen more than the room', taken('20000.00', { input: { amount: '5000.01' } })],
    ],
  },
  'card-bound': {
    met: [['a card of one’s own', {}]],
    unmet: [['no card', known('member.card', { cardId: null, bank: null, changedOn: null })]],
  },
  'card-bound@2': {
    met: [
      ['a card of one’s own', {}],
      ['one that its bank has stopped was bound', stopped('NAME_MISMATCH')],
    ],
    unmet: [
      ['no card', known('member.card', { cardId: null, bank: null, changedOn: null })],
      ['no card and none stopped', known('member.card', { ...noCard, stopped: null })],
    ],
  },
  'card-not-stopped': {
    met: [
      ['a card of one’s own', {}],
      ['no card at all', known('member.card', { ...noCard, stopped: null })],
      ['a fact that does not say', known('member.card', noCard)],
    ],
    unmet: [
      ['another name', stopped('NAME_MISMATCH')],
      ['closed', stopped('CARD_CLOSED')],
      ['no such account', stopped('ACCOUNT_NOT_FOUND')],
    ],
  },
  'card-cooled-off': {
    met: [
      ['a first card', {}],
      ['the last day is over', changed('2026-12-05')],
    ],
    unmet: [
      ['the last day', changed('2026-12-04')],
      ['changed today', changed('2026-12-02')],
    ],
  },
  'card-owned': {
    met: [
      [
        'four factors and class I',
        known('card.owner', { match: true, cardClass: 'I', bankCode: '104', evidenceId: 'e' }),
      ],
    ],
    unmet: [
      ['class II', known('card.owner', { match: true, cardClass: 'II', bankCode: '104', evidenceId: 'e' })],
      ['somebody else’s', known('card.owner', { match: false, evidenceId: 'e' })],
    ],
  },
  'card-phone-own': {
    met: [
      ['nobody has to look whose it is', known('card.phone', { own: null })],
      ['a desk has seen that it is one’s own', known('card.phone', { own: true })],
    ],
    unmet: [['a desk has seen that it is another’s', known('card.phone', { own: false })]],
  },
  'card-free': {
    met: [
      ['nobody else is paid to it', known('card.free', { free: true })],
      ['a card that is not one’s own, which another rule tells', known('card.free', { free: null })],
    ],
    unmet: [['another person is paid to it', known('card.free', { free: false })]],
  },
};

const rules: readonly Rule[] = [...rentWithdrawal.rules, cardOwned, cardFree, cardPhoneOwn];

/** A later version stands in the table beside the first. */
const called = ({ id, version }: Rule) => (version === 1 ? id : `${id}@${version}`);

it('every rule of the withdrawals stands in the table', () => {
  expect(rules.map(called).sort()).toEqual(Object.keys(sides).sort());
});

describe.each(rules.map((rule) => [called(rule), rule] as const))('the rule %s', (id, rule) => {
  const { met, unmet } = sides[id]!;

  it.each(met)('is met: %s', (_what, situation) => {
    expect(judge(rule, situation)).toMatchObject({ truth: 'true', missing: [], fix: null, retryOn: null });
  });

  it.each(unmet)('is not met: %s', (_what, situation) => {
    const finding = judge(rule, situation);
    expect(finding).toMatchObject({ truth: 'false', reasonCode: rule.reasonCode, missing: [] });
    expect(finding.text.zh + finding.text.en).not.toMatch(/[{}]|undefined|null|object/);
    expect(finding.fix).not.toBeNull();
    for (const { receiptNo } of finding.sources) if (receiptNo !== null) expect(receiptNo).toMatch(/^R-/);
  });

  // The homes answer for themselves while the marriage is only looked at where there is no spouse among them.
  it.each(rule.reads.facts)('is neither while %s is unknown', (fact) => {
    const cardFacts = known('card.owner', {
      match: true,
      cardClass: 'I',
      bankCode: '104',
      evidenceId: 'e',
    }).known;
    const finding = judge(rule, {
      known: { ...cardFacts },
      unknown: { [fact]: 'silent' },
      input: { amount: '1.00' },
    });
    expect(finding).toMatchObject({
      truth: 'unknown',
      observed: null,
      required: null,
      missing: [fact],
      fix: null,
    });
    expect(finding.text.zh).toContain('尚未核实');
  });
});

describe('what a refused member is told', () => {
  const rule = (name: string) => rules.find((each) => called(each) === name)!;

  it('of a ban: until when, and the first day to come again', () => {
    const bans = [ban('2026-09-20', '2027-12-31'), ban('2026-09-20', '2028-02-28')];
    const last = { observed: '2028-02-28', retryOn: '2028-02-29' };
    expect(judge(rule('no-fraud-ban'), known('person.restrictions', bans))).toMatchObject(last);
    const told = judge(rule('no-fraud-ban@2'), known('person.restrictions', bans));
    expect(told).toMatchObject(last);
    expect(told.text.zh).toBe('因骗取住房公积金，您至 2028-02-28（含当日）不能提取');
  });

  it('of money to give back: on which contract, how much, and until when', () => {
    const finding = judge(rule('nothing-owed-back'), known('person.owedBack', [owed('3000.01')]));
    expect(finding.text.zh).toBe(
      '您凭合同 YS(2026)0000001 提取后该合同备案已撤销，尚有 3000.01 元须在 2026-12-31 前退回，退清前不能提取',
    );
    expect(finding.retryOn).toBeNull();
  });

  it('of a cap used up: how much of how much, and that the next year begins anew', () => {
    const finding = judge(rule('rent-room-left'), taken('25000.00'));
    expect(finding).toMatchObject({
      observed: { taken: '25000.00', cap: '25000.00', room: '0.00' },
      retryOn: '2027-01-01',
      text: { zh: '您的家庭本年租房提取 25000.00 元，已达限额 25000.00 元' },
    });
    expect(judge(rule('rent-room-left'), taken('25000.00', { today: '2026-12-31' })).retryOn).toBe(
      '2027-01-01',
    );
    // Accepted on the last day of a year and decided in the next: the year that begins has a quota of its own.
    const late = { lawDay: '2026-12-31', today: '2027-01-01' };
    expect(judge(rule('rent-room-left@2'), taken('25000.00', late)).retryOn).toBe('2027-01-01');
  });

  it('of an amount: what was asked and what is the most', () => {
    const finding = judge(
      rule('rent-amount-within-room'),
      taken('20000.00', { input: { amount: '5000.01' } }),
    );
    expect(finding.text.zh).toBe('您申请 5000.01 元，本次最多可提取 5000.00 元');
  });

  it('of a card that is not the applicant’s own: nothing about who is paid to it', () => {
    expect(judge(cardFree, known('card.free', { free: null })).text.zh).toContain('未作查询');
    expect(judge(cardFree, known('card.free', { free: true })).text.zh).toContain('未被他人绑定');
  });

  it.each(['rent-room-left', 'rent-amount-within-room'])(
    'of children the police did not tell of: %s is unknown, not judged as if there were none',
    (id) => {
      const identity = known('person.identity', { match: false, alive: null, minorChildren: null });
      const finding = judge(rule(id), { ...identity, input: { amount: '1.00' } });
      expect(finding).toMatchObject({ truth: 'unknown', missing: ['person.identity'], observed: null });
    },
  );

  it('of a card that its bank has stopped: why and since when, and not that there is none', () => {
    const finding = judge(rule('card-not-stopped'), stopped('NAME_MISMATCH'));
    expect(finding.text).toEqual({
      zh: '您的收款卡因银行退回（户名不符）已于 2026-12-01 停用，请重新核验绑定',
      en: 'Your card was stopped on 2026-12-01, for its bank says that it has another name; have it verified and bound anew',
    });
  });

  it('of months: how many and how many are needed', () => {
    expect(judge(rule('rent-three-months'), known('contribution.monthsInARow', 2)).text.zh).toBe(
      '您连续足额缴存 2 个月，需满 3 个月',
    );
  });
});
