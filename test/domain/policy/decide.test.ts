import type { Decision, RuleFinding } from '../../../src/kernel/decision';
import {
  decide,
  decisionBytes,
  defineRule,
  officerText,
  parametersOn,
  takenUpFrom,
} from '../../../src/modules/policy';
import {
  accountNotFrozen,
  known,
  monthsInARow,
  noHome,
  requestWith,
  someRoom,
  unknown,
} from './example-item';

function findingOf(decision: Decision, reasonCode: string): RuleFinding {
  const finding = decision.findings.find((candidate) => candidate.reasonCode === reasonCode);
  if (finding === undefined) throw new Error(`no finding ${reasonCode}`);
  return finding;
}

describe('a case is decided by every rule, in three values', () => {
  it('approves when every rule is met, and says what was checked and granted', () => {
    const decision = decide(requestWith());
    expect(decision).toMatchObject({ outcome: 'approved', headline: null, amount: '16000.00' });
    expect(decision.findings.map(({ truth }) => truth)).toEqual(['true', 'true', 'true', 'true', 'true']);
    expect(findingOf(decision, 'CONTINUOUS_MONTHS_LT_3').text.zh).toBe('已连续足额缴存36个月');
    expect(decision.amountTrace).toEqual([
      { label: { zh: '年度额度', en: 'cap of the year' }, value: '25000.00' },
    ]);
  });

  it('lists the findings in legal order, whatever the order of the list', () => {
    expect(decide(requestWith()).findings.map(({ reasonCode }) => reasonCode)).toEqual([
      'ACCOUNT_FROZEN',
      'RESTRICTED_FRAUD',
      'CONTINUOUS_MONTHS_LT_3',
      'HAS_HOME_IN_CITY',
      'ROOM_EXHAUSTED',
    ]);
  });

  it('gives all reasons of a refusal at once; the first in legal order is the headline', () => {
    const decision = decide(requestWith([known('home.spouse', 1), known('contribution.monthsInARow', 2)]));
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'CONTINUOUS_MONTHS_LT_3' });
    const unmet = decision.findings.filter(({ truth }) => truth === 'false');
    expect(unmet.map(({ reasonCode }) => reasonCode)).toEqual(['CONTINUOUS_MONTHS_LT_3', 'HAS_HOME_IN_CITY']);
  });

  it('a reason carries what was seen, what is needed, where it comes from, how to mend it', () => {
    const finding = findingOf(
      decide(requestWith([known('contribution.monthsInARow', 2)])),
      'CONTINUOUS_MONTHS_LT_3',
    );
    expect(finding).toMatchObject({
      rule: 'example-months-in-a-row@1',
      observed: 2,
      required: 3,
      text: { zh: '您已连续足额缴存2个月，需满3个月' },
      fix: { zh: '缴满3个月后即可再次申请' },
      missing: [],
      sources: [
        { fact: 'contribution.monthsInARow', source: 'REA', receiptNo: 'R-contribution.monthsInARow' },
      ],
    });
  });

  it('three months are enough and two are not', () => {
    const outcome = (months: number) =>
      decide(requestWith([known('contribution.monthsInARow', months)])).outcome;
    expect([outcome(2), outcome(3)]).toEqual(['refused', 'approved']);
  });

  it('a refusal that time mends says from which day', () => {
    const decision = decide(requestWith([known('party.restriction', '2027-01-31')]));
    expect(findingOf(decision, 'RESTRICTED_FRAUD')).toMatchObject({ retryOn: '2027-01-31', fix: null });
  });

  it('refuses on one false rule, however many are unknown, and names what is unknown', () => {
    const decision = decide(
      requestWith([
        known('ledger.account', { state: 'frozen' }),
        unknown('home.member'),
        unknown('contribution.monthsInARow'),
      ]),
    );
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'ACCOUNT_FROZEN' });
    expect(decision.findings.flatMap(({ missing }) => missing)).toEqual([
      'contribution.monthsInARow',
      'home.member',
    ]);
  });

  it('waits when something is unknown and nothing is false, and shows no value for it', () => {
    const decision = decide(requestWith([unknown('home.spouse', 'breaker-open')]));
    expect(decision).toMatchObject({ outcome: 'waiting', headline: null, amount: '16000.00' });
    const finding = findingOf(decision, 'HAS_HOME_IN_CITY');
    expect(finding).toMatchObject({
      truth: 'unknown',
      observed: null,
      required: null,
      missing: ['home.spouse'],
    });
    expect(finding.text.zh).toContain('尚未核实');
    expect(finding.sources).toContainEqual({
      fact: 'home.spouse',
      source: 'REA',
      receiptNo: null,
      asOf: null,
    });
  });

  it('an owned home refuses although the other answer is missing', () => {
    const decision = decide(requestWith([known('home.member', 1), unknown('home.spouse')]));
    expect(decision).toMatchObject({ outcome: 'refused', headline: 'HAS_HOME_IN_CITY' });
  });

  it('goes to a counter when the only way to the fact is a visit', () => {
    expect(decide(requestWith([unknown('home.spouse', 'denied')])).outcome).toBe('counter');
    const dependent = [unknown('home.spouse', 'depends-on-unknown')];
    expect(decide(requestWith(dependent)).outcome).toBe('waiting');
    expect(decide(requestWith([...dependent, unknown('civ.marriage', 'denied')])).outcome).toBe('counter');
  });

  it.each([
    'silent',
    'unreachable',
    'breaker-open',
    'busy',
    'garbage',
    'drift',
    'stale',
    'other-person',
  ] as const)('a registry that is %s neither approves nor refuses', (reason) => {
    expect(decide(requestWith([unknown('home.member', reason)])).outcome).toBe('waiting');
  });
});

describe('the amount is never guessed', () => {
  it('an unknown operand leaves no amount and holds the approval back', () => {
    const decision = decide(requestWith([unknown('withdrawal.takenThisYear')]));
    expect(decision).toMatchObject({ outcome: 'waiting', amount: null, amountTrace: [] });
    expect(findingOf(decision, 'ROOM_EXHAUSTED').missing).toEqual(['withdrawal.takenThisYear']);
  });

  it('holds the approval back even when no rule looks at the amount', () => {
    const rules = [accountNotFrozen];
    const missing = [unknown('withdrawal.takenThisYear')];
    expect(decide(requestWith(missing, { rules }))).toMatchObject({ outcome: 'waiting', amount: null });
    expect(decide(requestWith([], { rules })).outcome).toBe('approved');
  });

  it('an item that answers null because it met an unknown operand has no amount yet', () => {
    const granted = { granted: '1.00', trace: [] };
    expect(decide(requestWith([], { rules: [accountNotFrozen], amount: () => null })).outcome).toBe(
      'approved',
    );
    const decision = decide(
      requestWith([unknown('withdrawal.takenThisYear')], {
        rules: [accountNotFrozen],
        amount: ({ facts }) => (facts.get('withdrawal.takenThisYear')?.state === 'known' ? granted : null),
      }),
    );
    expect(decision.outcome).toBe('waiting');
  });

  it('a used-up room refuses with 0.00, and the room is shown beside other refusals', () => {
    const spent = decide(requestWith([known('withdrawal.takenThisYear', '25000.00')]));
    expect(spent).toMatchObject({ outcome: 'refused', headline: 'ROOM_EXHAUSTED', amount: '0.00' });
    const frozen = decide(requestWith([known('ledger.account', { state: 'frozen' })]));
    expect(frozen).toMatchObject({ outcome: 'refused', amount: '16000.00' });
  });

  it('an amount below zero is a fault of the item, not a decision', () => {
    expect(() => decide(requestWith([], { amount: () => ({ granted: '-0.01', trace: [] }) }))).toThrow(
      /below zero/,
    );
  });
});

describe('rules hold from day to day', () => {
  it('the ban for fraud is no rule on 19 September 2026 and one on 20 September', () => {
    const banned = [known('party.restriction', '2029-01-01')];
    const before = decide(requestWith(banned, { lawDay: '2026-09-19' }));
    expect(before).toMatchObject({ outcome: 'approved', parameters: 'TY-2026-07' });
    expect(before.findings.map(({ reasonCode }) => reasonCode)).not.toContain('RESTRICTED_FRAUD');
    const after = decide(requestWith(banned, { lawDay: '2026-09-20' }));
    expect(after).toMatchObject({
      outcome: 'refused',
      headline: 'RESTRICTED_FRAUD',
      parameters: 'TY-2026-09',
    });
    expect(findingOf(after, 'RESTRICTED_FRAUD').text.zh).toBe('您因违规提取被限制提取3年，至2029-01-01止');
  });

  it('a new version replaces the old one on its first day', () => {
    const until = defineRule({ ...monthsInARow, effective: { from: '2026-07-01', until: '2026-12-31' } });
    const next = defineRule({ ...monthsInARow, version: 2, effective: { from: '2027-01-01', until: null } });
    const ruleOn = (lawDay: string) =>
      decide(requestWith([], { rules: [next, until], lawDay })).findings.map(({ rule }) => rule);
    expect(ruleOn('2026-12-31')).toEqual(['example-months-in-a-row@1']);
    expect(ruleOn('2027-01-01')).toEqual(['example-months-in-a-row@2']);
  });

  it('a later version counts from its first day on beside one that was released without an end', () => {
    const first = defineRule({ ...monthsInARow, effective: { from: '2026-07-01', until: null } });
    const next = defineRule({ ...monthsInARow, version: 2, effective: { from: '2027-01-01', until: null } });
    const ruleOn = (lawDay: string, rules = [first, next]) =>
      decide(requestWith([], { rules, lawDay })).findings.map(({ rule }) => rule);
    expect(ruleOn('2026-12-31')).toEqual(['example-months-in-a-row@1']);
    for (const rules of [
      [first, next],
      [next, first],
    ])
      expect(ruleOn('2027-01-01', rules)).toEqual(['example-months-in-a-row@2']);
    const older = defineRule({ ...next, version: 2, effective: { from: '2026-01-01', until: null } });
    expect(() => ruleOn('2026-12-31', [first, older])).toThrow(/both in force/);
  });

  it('a released rule that an item takes up later counts from that day on, under its own name', () => {
    const rules = [monthsInARow, takenUpFrom('2026-12-01', noHome)];
    const ruleOn = (lawDay: string) =>
      decide(requestWith([], { rules, lawDay })).findings.map(({ rule }) => rule);
    expect(ruleOn('2026-11-30')).toEqual(['example-months-in-a-row@1']);
    expect(ruleOn('2026-12-01')).toEqual(['example-months-in-a-row@1', `${noHome.id}@1`]);
  });

  it('nothing is decided on two versions of a rule, on none, or on parameters of another day', () => {
    const twice = [monthsInARow, defineRule({ ...monthsInARow, version: 2 })];
    expect(() => decide(requestWith([], { rules: twice }))).toThrow(/both in force/);
    const ended = [defineRule({ ...noHome, effective: { from: '2026-07-01', until: '2026-07-31' } })];
    expect(() => decide(requestWith([], { rules: ended }))).toThrow(/no rule of TQ12 is in force/);
    const parameters = parametersOn('2026-07-01');
    expect(() => decide(requestWith([], { parameters }))).toThrow(/do not hold on the law day 2026-11-21/);
  });
});

describe('a decision can be replayed', () => {
  it('the same facts in another order give the same bytes', () => {
    const request = requestWith();
    const again = {
      ...request,
      facts: new Map([...request.facts].reverse()),
      rules: [...request.rules].reverse(),
    };
    expect(decisionBytes(decide(again))).toBe(decisionBytes(decide(request)));
  });

  it('changing any one fact changes the bytes', () => {
    const bytes = decisionBytes(decide(requestWith()));
    const changes = [
      known('ledger.account', { state: 'sealed' }),
      known('party.restriction', '2020-01-01'),
      known('contribution.monthsInARow', 35),
      known('home.member', 1),
      unknown('home.spouse'),
      known('withdrawal.takenThisYear', '9000.01'),
    ];
    const changed = changes.map((fact) => decisionBytes(decide(requestWith([fact]))));
    expect(new Set([bytes, ...changed]).size).toBe(changes.length + 1);
  });

  it('a stored decision read back gives the same bytes', () => {
    const decision = decide(requestWith([unknown('home.spouse')]));
    const bytes = decisionBytes(decision);
    expect(decisionBytes(JSON.parse(bytes) as Decision)).toBe(bytes);
  });
});

describe('every sentence is complete', () => {
  it('no placeholder is left and both languages are there, whatever the outcome', () => {
    const cases = [
      decide(requestWith()),
      decide(requestWith([unknown('home.spouse'), unknown('party.restriction', 'denied')])),
      decide(
        requestWith([
          known('ledger.account', { state: 'frozen' }),
          known('party.restriction', '2029-01-01'),
          known('contribution.monthsInARow', 0),
          known('home.member', 2),
          known('withdrawal.takenThisYear', '25000.00'),
        ]),
      ),
    ];
    const texts = cases.flatMap(({ findings }) =>
      findings.flatMap(({ text, fix }) => [text, ...(fix === null ? [] : [fix])]),
    );
    expect(texts).toHaveLength(5 + 5 + 5 + 3);
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
      expect(zh + en).not.toMatch(/[{}]/);
    }
  });

  it('an officer reads the short sentence of a refusal, filled from what the decision stored', () => {
    const refused = decide(requestWith([known('contribution.monthsInARow', 2)]));
    const finding = findingOf(refused, 'CONTINUOUS_MONTHS_LT_3');
    expect(officerText(monthsInARow, finding, parametersOn(refused.lawDay)).zh).toBe('连续缴存2/3个月');
    const met = findingOf(refused, 'ROOM_EXHAUSTED');
    expect(officerText(someRoom, met, parametersOn(refused.lawDay))).toEqual(met.text);
  });
});
