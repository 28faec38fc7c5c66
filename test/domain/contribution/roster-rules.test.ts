import type { Fact, Json } from '../../../src/kernel/fact';
import { rosterMemberNamed } from '../../../src/modules/contribution/domain/rules/roster/roster-member-named.rule';
import { rosterMemberOfEmployer } from '../../../src/modules/contribution/domain/rules/roster/roster-member-of-employer.rule';
import { rosterMonthInOrder } from '../../../src/modules/contribution/domain/rules/roster/roster-month-in-order.rule';
import { rosterMonthOpen } from '../../../src/modules/contribution/domain/rules/roster/roster-month-open.rule';
import { rosterRowsCanBeMade } from '../../../src/modules/contribution/domain/rules/roster/roster-rows-can-be-made.rule';
import { rosterRowsCanBeMade3 } from '../../../src/modules/contribution/domain/rules/roster/roster-rows-can-be-made-3.rule';
import { sealAccountActive } from '../../../src/modules/contribution/domain/rules/member/seal-account-active.rule';
import { sealEmploymentEnded } from '../../../src/modules/contribution/domain/rules/member/seal-employment-ended.rule';
import { unitRosterOpen } from '../../../src/modules/contribution/domain/rules/employer/unit-roster-open.rule';
import { unsealAccountSealed } from '../../../src/modules/contribution/domain/rules/member/unseal-account-sealed.rule';
import { unsealEmployedHere } from '../../../src/modules/contribution/domain/rules/member/unseal-employed-here.rule';
import { decide, parametersOn, type Rule } from '../../../src/modules/policy';

const lawDay = '2026-11-21';
const UNKNOWN = undefined;

function judge(rule: Rule, facts: Record<string, Json | undefined>, input: object = {}, day = lawDay) {
  const at = '2026-11-21T00:00:00Z';
  const made = Object.entries(facts).map(([name, value]): [string, Fact] => [
    name,
    value === UNKNOWN
      ? { name, state: 'unknown', reason: 'silent', source: 'SOC', askedAt: at }
      : { name, state: 'known', value, source: 'x', receiptNo: '1', asOf: at, validUntil: null },
  ]);
  const parameters = parametersOn(day);
  const [finding] = decide({
    item: 'GJ10',
    rules: [rule],
    facts: new Map(made),
    parameters,
    input,
    lawDay: day,
    today: day,
  }).findings;
  return finding!;
}

const member = (more: object = {}) => ({
  'roster.members': [{ account: 'here', state: '01', nameAgrees: true, latestChange: null, ...more }] as Json,
});
const month = (more: object = {}) => ({
  'roster.month': { month: '2026-11', open: '2026-11', latest: '2026-12', parameters: true, ...more } as Json,
});
const who = { name: '王小明', idNo: '11010519491231002X' };
const seal = { ...who, reason: 'terminated' };

describe('rules of roster changes', () => {
  it.each([
    ['01', 'true'],
    ['02', 'true'],
    ['03', 'true'],
    ['04', 'false'],
    ['05', 'false'],
    ['none', 'false'],
  ])('the roster of a unit in state %s changes: %s', (state, truth) => {
    expect(judge(unitRosterOpen, { 'unit.account': { state } }).truth).toBe(truth);
  });

  it.each([
    ['2026-10', 'false'],
    ['2026-11', 'true'],
    ['2026-12', 'true'],
    ['2027-01', 'false'],
  ])('from the month %s: %s', (wanted, truth) => {
    expect(judge(rosterMonthOpen, month({ month: wanted })).truth).toBe(truth);
  });

  it('a month without parameters is not changed with those of another', () => {
    expect(judge(rosterMonthOpen, month({ parameters: false })).truth).toBe('false');
  });

  it('speaks of name and state only where there is an account of this employer', () => {
    const none = member({ account: 'elsewhere', state: null, nameAgrees: false });
    expect(judge(rosterMemberOfEmployer, none).truth).toBe('false');
    expect(judge(rosterMemberNamed, none).truth).toBe('true');
    expect(judge(sealAccountActive, none)).toMatchObject({
      truth: 'true',
      text: { zh: expect.stringContaining('未作比对') },
    });
    expect(judge(rosterMemberNamed, member({ nameAgrees: false })).truth).toBe('false');
  });

  it.each([
    ['01', 'true', 'false'],
    ['02', 'false', 'true'],
    ['06', 'false', 'false'],
  ])('an account in state %s can be sealed: %s, unsealed: %s', (state, sealed, unsealed) => {
    expect(judge(sealAccountActive, member({ state })).truth).toBe(sealed);
    expect(judge(unsealAccountSealed, member({ state })).truth).toBe(unsealed);
  });

  it.each([
    [null, 'true'],
    ['2026-11', 'true'],
    ['2026-12', 'false'],
  ])('after a change from %s: %s', (latestChange, truth) => {
    expect(judge(rosterMonthInOrder, { ...member({ latestChange }), ...month() }).truth).toBe(truth);
  });

  it.each<[Json | undefined, Json | undefined, string]>([
    [['ended'], true, 'true'],
    [['lasting'], true, 'false'],
    [['unsure'], UNKNOWN, 'unknown'],
    [UNKNOWN, UNKNOWN, 'unknown'],
  ])('social insurance says %p: %s %s', (employment, end, truth) => {
    const facts = { 'roster.employment': employment, 'roster.employmentEnd': end };
    expect(judge(sealEmploymentEnded, facts, seal).truth).toBe(truth);
    expect(judge(sealEmploymentEnded, facts, { ...who, reason: 'study' }).truth).toBe('true');
  });

  it.each<[Json | undefined, string]>([
    [['here'], 'true'],
    [['elsewhere'], 'false'],
    [['none'], 'false'],
    [UNKNOWN, 'unknown'],
  ])('who is unsealed is insured here: %p %s', (employment, truth) => {
    expect(judge(unsealEmployedHere, { 'roster.employment': employment }).truth).toBe(truth);
  });
});

describe('a list of changes', () => {
  const rows = [
    { kind: 'seal', ...seal },
    { kind: 'base', name: '李小红', idNo: '140199199001011238', base: '9000.00' },
  ];
  const here = { account: 'here', state: '01', nameAgrees: true, latestChange: null };
  const facts = (employment: Json | undefined, end: Json | undefined, second: object = here) => ({
    ...month(),
    'roster.police': [null, null],
    'roster.employment': employment,
    'roster.employmentEnd': end,
    'roster.members': [here, second] as Json,
  });
  const truth = (given: ReturnType<typeof facts>, partial?: boolean) =>
    judge(rosterRowsCanBeMade, given, { changes: rows, ...(partial === undefined ? {} : { partial }) }).truth;

  it('is made whole or not at all', () => {
    expect(truth(facts(['ended', null], true))).toBe('true');
    expect(truth(facts(['lasting', null], true))).toBe('false');
  });

  it('waits while one row is unknown and none is false, and is refused when one is false', () => {
    expect(truth(facts(['unsure', null], UNKNOWN))).toBe('unknown');
    expect(truth(facts(UNKNOWN, UNKNOWN))).toBe('unknown');
    expect(truth(facts(['unsure', null], UNKNOWN, { ...here, state: '02' }))).toBe('false');
    expect(truth(facts(UNKNOWN, UNKNOWN, { ...here, state: '02' }))).toBe('false');
  });

  it('in part: what can be made is, lagging rows are left; a silent registry is waited for', () => {
    expect(truth(facts(['unsure', null], UNKNOWN), true)).toBe('true');
    expect(truth(facts(['unsure', null], UNKNOWN, { ...here, state: '02' }), true)).toBe('unknown');
    expect(truth(facts(['lasting', null], true, { ...here, state: '02' }), true)).toBe('false');
    expect(truth(facts(UNKNOWN, UNKNOWN), true)).toBe('unknown');
  });
});

describe('a base among the changes (from 2026-12-01)', () => {
  const here = {
    account: 'here',
    state: '01',
    nameAgrees: true,
    latestChange: null,
    employedSince: '2020-01-01',
    base: '8000.00',
  };
  const told = (average: string, wage: string) => ({ row: 1, wage, amount: average, months: 1 });
  const world = (wages: Json | undefined, second: object = here): Record<string, Json | undefined> => ({
    ...month({ month: '2026-12' }),
    'unit.account': { district: '140105' },
    'roster.police': [null, null],
    'roster.employment': [null, null],
    'roster.start': [null, null],
    'roster.employmentEnd': true,
    'roster.transfers': [null, null],
    'roster.members': [here, second] as Json,
    'roster.wages': wages,
  });
  const changes = (base: string) => [
    { kind: 'seal', ...who, reason: 'study' },
    { kind: 'base', name: '李小红', idNo: '140199199001011238', base },
  ];
  const made = (base: string, facts: Record<string, Json | undefined>, more: object = {}) =>
    judge(rosterRowsCanBeMade3, facts, { changes: changes(base), ...more }, '2026-12-01');

  it.each<[string, string, string, string | null]>([
    ['is changed to what was declared for tax', '9000.00', '9000.00', null],
    ['stays while it is within 5 % of it', '16000.00', '8400.00', 'BASE_AGREES_WITH_TAX'],
    ['is changed to nothing else', '16000.00', '9000.00', 'BASE_DIFFERS_FROM_TAX'],
    ['over the limit is changed to what comes to the same base', '50000.00', '40000.00', null],
  ])('%s: %s beside %s', (_, base, average, code) => {
    const finding = made(base, world([null, told(average, base)]));
    expect(finding.truth).toBe(code === null ? 'true' : 'false');
    const results = (finding.observed as { results: object[] }).results;
    expect(results).toMatchObject(code === null ? [] : [{ row: 2, field: 'base', value: base, code }]);
  });

  it('of whom nothing was declared stays', () => {
    const nothing = { row: 2, wage: '9000.00', amount: '0.00', months: 0 };
    expect(made('9000.00', world([null, nothing])).truth).toBe('false');
  });

  it('waits for the tax authority, unless another row is refused; a part does not leave it out', () => {
    expect(made('9000.00', world(UNKNOWN)).truth).toBe('unknown');
    expect(made('9000.00', world(UNKNOWN), { partial: true }).truth).toBe('unknown');
    expect(made('9000.00', world(UNKNOWN, { ...here, state: '02' })).truth).toBe('false');
  });

  it('of a member who is not here is refused for that alone, in part the rest is made', () => {
    const elsewhere = world([null, told('9000.00', '9000.00')], {
      ...here,
      account: 'elsewhere',
      base: null,
    });
    expect(made('9000.00', elsewhere)).toMatchObject({
      truth: 'false',
      observed: { results: [{ row: 2, code: 'ACCOUNT_NOT_FOUND' }] },
    });
    expect(made('9000.00', elsewhere, { partial: true }).truth).toBe('true');
  });
});
