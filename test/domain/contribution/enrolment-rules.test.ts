import type { Fact, Json } from '../../../src/kernel/fact';
import { backPaymentAfterFirstMonth } from '../../../src/modules/contribution/domain/rules/back-payment/back-payment-after-first-month.rule';
import { offerOfOpened, offerOfRefused } from '../../../src/modules/contribution/domain/remittance/row-offer';
import { someRowCanBeOpened4 } from '../../../src/modules/contribution/domain/rules/member/some-row-can-be-opened-4.rule';
import { someRowCanBeOpened5 } from '../../../src/modules/contribution/domain/rules/member/some-row-can-be-opened-5.rule';
import { someRowCanBeOpened3 } from '../../../src/modules/contribution/domain/rules/member/some-row-can-be-opened-3.rule';
import { unsealMonthOfLaw } from '../../../src/modules/contribution/domain/rules/member/unseal-month-of-law.rule';
import { unsealWageDeclared } from '../../../src/modules/contribution/domain/rules/member/unseal-wage-declared.rule';
import { moveMonthOfLaw } from '../../../src/modules/contribution/domain/rules/move/move-month-of-law.rule';
import { moveWageDeclared } from '../../../src/modules/contribution/domain/rules/move/move-wage-declared.rule';
import { rosterRowsCanBeMade2 } from '../../../src/modules/contribution/domain/rules/roster/roster-rows-can-be-made-2.rule';
import { decide, parametersOn, type Rule } from '../../../src/modules/policy';

const lawDay = '2026-11-21';

/** The finding of one rule; a fact that is undefined was not told. */
function judge(rule: Rule, facts: Record<string, Json | undefined>, input: object = {}, day = lawDay) {
  const at = '2026-11-21T00:00:00Z';
  const made = Object.entries(facts).map(([name, value]): [string, Fact] => [
    name,
    value === undefined
      ? { name, state: 'unknown', reason: 'silent', source: 'SOC', askedAt: at }
      : { name, state: 'known', value, source: 'x', receiptNo: '1', asOf: at, validUntil: null },
  ]);
  const parameters = parametersOn(day);
  const of = {
    item: 'GJ10',
    rules: [rule],
    facts: new Map(made),
    parameters,
    input,
    lawDay: day,
    today: day,
  };
  return decide(of).findings[0]!;
}

const month: Json = { month: '2026-11', open: '2026-10', latest: '2026-12', parameters: true };
const named = { month: '2026-11' };
const first: Json = { since: '2026-11-03', first: true };
const moved: Json = { since: '2026-11-03', first: false };
const here = (employedSince: string): Json => [
  { account: 'here', state: '02', nameAgrees: true, latestChange: null, employedSince },
];

describe('the month from which somebody is contributed for (article 17)', () => {
  it.each<[string, object, Json | undefined, string]>([
    ['a first job named for its first month', named, first, 'false'],
    ['a first job whose month nobody named', {}, first, 'true'],
    ['a hire of the month itself', named, moved, 'true'],
    ['a hire of a later month', { month: '2026-10' }, moved, 'false'],
    ['nobody employed there, which another rule tells', named, null, 'true'],
    ['social insurance is silent', named, undefined, 'unknown'],
  ])('of a transfer: %s', (_, input, start, truth) => {
    const of = (input as { month?: string }).month ?? '2026-11';
    const wanted = { ...(month as object), month: of } as Json;
    const finding = judge(moveMonthOfLaw, { 'move.start': start, 'roster.month': wanted }, input);
    expect([finding.truth, finding.clause.article]).toEqual([truth, '17']);
  });

  it.each<[string, Json | undefined, Json, string]>([
    ['a leave that ended', [moved], here('2026-11-03'), 'true'],
    ['somebody hired anew in the month', [moved], here('2026-01-01'), 'true'],
    ['somebody in a first job', [first], here('2026-01-01'), 'false'],
    ['social insurance is silent', undefined, here('2026-01-01'), 'unknown'],
  ])('of an unsealing: %s', (_, starts, members, truth) => {
    const facts = { 'roster.start': starts, 'roster.members': members, 'roster.month': month };
    const finding = judge(unsealMonthOfLaw, facts, named);
    expect(finding.truth).toBe(truth);
    if (truth === 'false') expect(finding.text.zh).toContain('2026-12');
  });

  it.each<[Json | undefined, string]>([
    [{ asked: 3, notEmployed: 1, firstMonths: 0 }, 'true'],
    [{ asked: 3, notEmployed: 0, firstMonths: 1 }, 'false'],
    [undefined, 'unknown'],
  ])('of a back payment: %j is %s', (value, truth) => {
    expect(judge(backPaymentAfterFirstMonth, { 'backPayment.employment': value }).truth).toBe(truth);
  });
});

describe('the wage on which somebody newly hired contributes (article 17)', () => {
  it.each<[string, object, Json | undefined, string]>([
    ['the employer gives it', { employerId: 'e', base: '7000.00' }, moved, 'true'],
    ['the employer does not', { employerId: 'e' }, moved, 'false'],
    ['a member applies and need not know it', {}, moved, 'true'],
    ['social insurance is silent', { employerId: 'e' }, undefined, 'unknown'],
  ])('transfer: %s', (_, input, start, truth) => {
    expect(judge(moveWageDeclared, { 'move.start': start }, input).truth).toBe(truth);
  });

  it.each<[string, object, Json | undefined, string, string]>([
    ['given', { base: '7000.00' }, [moved], '2026-01-01', 'true'],
    ['not given by somebody hired anew', {}, [moved], '2026-01-01', 'false'],
    ['not needed after a leave', {}, [moved], '2026-11-03', 'true'],
    ['not known to be needed', {}, undefined, '2026-01-01', 'unknown'],
  ])('unsealing: %s', (_, input, starts, since, truth) => {
    const facts = { 'roster.start': starts, 'roster.members': here(since) };
    expect(judge(unsealWageDeclared, facts, input).truth).toBe(truth);
  });
});

describe('lists of who starts to work', () => {
  const who = { name: '王小明', idNo: '11010519491231002X', base: '8000.00' };
  const none: Json = [
    { account: 'none', state: null, nameAgrees: null, latestChange: null, employedSince: null },
  ];
  const changes = (start: Json | undefined) => ({
    'roster.police': ['alive'],
    'roster.employment': ['here'],
    'roster.start': start,
    'roster.employmentEnd': true,
    'roster.month': month,
    'roster.members': none,
    'roster.transfers': [null],
  });

  it.each<[string, object, Json | undefined, string]>([
    ['a lawful month', {}, [first], 'true'],
    ['the first month of a first job, named', named, [first], 'false'],
    ['how it began is not told', {}, undefined, 'unknown'],
  ])('changes: %s', (_, input, start, truth) => {
    const wanted = { ...input, changes: [{ kind: 'new', ...who }] };
    const finding = judge(rosterRowsCanBeMade2, changes(start), wanted);
    expect(finding.truth).toBe(truth);
    if (truth === 'false')
      expect(finding.observed).toMatchObject({ results: [{ code: 'FIRST_JOB_MONTH', earliest: '2026-12' }] });
  });

  describe.each([
    ['3', someRowCanBeOpened3, lawDay, first],
    ['4', someRowCanBeOpened4, '2026-12-01', { since: '2026-12-01', first: true }],
    ['5', someRowCanBeOpened5, '2026-12-02', { since: '2026-12-01', first: true }],
  ] as const)('openings by version %s', (_version, rule, day, begun) => {
    it.each<[string, Json, Json | undefined, string]>([
      ['one to open', ['here'], [begun], 'true'],
      ['none to open', ['none'], [null], 'false'],
      ['how it began is not told', ['here'], undefined, 'unknown'],
    ])('%s', (_, employment, start, truth) => {
      const facts = {
        'people.police': ['alive'],
        'people.employment': employment,
        'people.start': start,
        'members.accounts': ['none'],
      };
      const finding = judge(rule, facts, { members: [who] }, day);
      expect(finding.truth).toBe(truth);
      if (truth === 'true') expect(finding.text.zh).toContain('1 人本月新参加工作');
    });
  });

  it.each<[string, string]>([
    ['elsewhere-sealed', '直接办理同城转移'],
    ['elsewhere-active', '先封存（GJ23）'],
    ['elsewhere-frozen', '解除冻结后'],
    ['elsewhere', '封存后办理'],
  ])(
    'openings: who has an account in the city (%s) is offered its transfer, not refused alone',
    (account, words) => {
      const facts = {
        'people.police': ['alive'],
        'people.employment': ['here'],
        'people.start': [first],
        'members.accounts': [account],
      };
      const finding = judge(someRowCanBeOpened4, facts, { members: [who] }, '2026-12-01');
      expect(finding.truth).toBe('false');
      expect(finding.observed).toMatchObject({
        results: [
          {
            code: 'ACCOUNT_ELSEWHERE',
            offer: {
              item: 'GJ25',
              by: 'employer-agent',
              text: { zh: expect.stringContaining(words) as string },
            },
          },
        ],
      });
    },
  );

  it.each<[string, string, object, string, string]>([
    [
      'another name',
      'mismatch',
      {},
      'NAME_MISMATCH',
      '第 1 行 name：公安机关核验：姓名与身份证号不匹配；请与证件核对后改正。',
    ],
    [
      'a base that is none',
      'alive',
      { base: '8千' },
      'LIST_NOT_CONFIRMED',
      '第 1 行 base：缴存基数应为大于零的金额',
    ],
  ])(
    'openings: a list with no row to open is refused for what is wrong: %s',
    (_, police, more, code, words) => {
      const facts = {
        'people.police': [police],
        'people.employment': ['here'],
        'people.start': [first],
        'members.accounts': ['none'],
      };
      const finding = judge(someRowCanBeOpened5, facts, { members: [{ ...who, ...more }] }, '2026-12-02');
      expect(finding).toMatchObject({ truth: 'false', reasonCode: code });
      expect(finding.text.zh).toContain(words);
    },
  );

  it('openings: who worked for others before may have more in another city, and no employer is told whether', () => {
    expect(offerOfOpened({ since: '2026-11-02', first: false })).toMatchObject({
      offer: { item: 'GJ27', by: 'member' },
    });
    expect(offerOfOpened({ since: '2026-11-02', first: true })).toEqual({});
    expect(offerOfRefused('NAME_MISMATCH', 'elsewhere-sealed')).toEqual({});
    expect(offerOfRefused('ACCOUNT_STATE', 'here')).toEqual({});
  });
});
