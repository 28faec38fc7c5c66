import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { RuleFinding } from '../../../src/kernel/decision';
import type { Fact, Json } from '../../../src/kernel/fact';
import { decide, parametersOn, type Rule, ruleReference } from '../../../src/modules/policy';

const TODAY = '2026-11-21';
const RULES = join(__dirname, '..', '..', '..', 'src', 'modules', 'contribution', 'domain', 'rules');

export type Facts = Readonly<Record<string, Json>>;

interface Circumstances {
  readonly input?: object;
  readonly lawDay?: string;
}

/** What differs: of a fact that is an object, the fields that do. */
export type Side = readonly [what: string, facts: Facts, circumstances?: Circumstances];

/** Both sides of one rule. Where nothing differs, it is met. */
export interface Sides extends Circumstances {
  /** What this rule needs the world to be besides. */
  readonly given?: Facts;
  readonly met?: readonly Side[];
  readonly unmet: readonly Side[];
  /** Facts without which it is decided all the same. */
  readonly decidedWithout?: readonly string[];
  /** Where one of those is needed after all: the fact, and what differs. */
  readonly waitsFor?: readonly (readonly [fact: string, facts: Facts])[];
}

/** All rules of the room, 'move-account-there@1' → rule. */
export function contributionRules(): ReadonlyMap<string, Rule> {
  const load = createRequire(__filename);
  const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.rule.ts'),
  );
  const rules = files.flatMap((file) => Object.values(load(join(RULES, file)) as Record<string, Rule>));
  return new Map(rules.map((rule) => [ruleReference(rule), rule]));
}

/** Judges one rule alone in a world; a fact that is undefined is silent. */
export function judgeIn(
  rule: Rule,
  world: Readonly<Record<string, Json | undefined>>,
  { input = {}, lawDay = TODAY }: Circumstances = {},
): RuleFinding {
  const of = { source: 'TEST', receiptNo: 'R1', asOf: `${TODAY}T01:00:00.000Z`, validUntil: null };
  const facts = new Map<string, Fact>();
  for (const name of rule.reads.facts) {
    const value = world[name];
    facts.set(
      name,
      value === undefined
        ? { name, state: 'unknown', reason: 'silent', source: 'TEST', askedAt: of.asOf }
        : { name, state: 'known', value, ...of },
    );
  }
  const parameters = parametersOn(lawDay);
  const { findings } = decide({
    item: 'GJ00',
    rules: [rule],
    facts,
    parameters,
    input,
    lawDay,
    today: TODAY,
  });
  return findings[0]!;
}

/** A world in which some facts differ. */
export function differing(world: Facts, facts: Facts): Record<string, Json | undefined> {
  const all: Record<string, Json | undefined> = { ...world };
  for (const [name, value] of Object.entries(facts)) {
    const before = world[name];
    all[name] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
  return all;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function named(sides: readonly Side[]) {
  return sides.map(([what, facts, more]) => ({ what, facts, more }));
}

const UNFILLED = /[{}]|undefined|\[object/;

/** The tests of a table of rules: both sides of each, and the silence of each fact. */
export function testSides(world: Facts, table: Readonly<Record<string, Sides>>): void {
  const rules = contributionRules();
  describe.each(Object.entries(table))('the rule %s', (reference, sides) => {
    const rule = rules.get(reference)!;
    const { given = {}, met = [], unmet, decidedWithout = [], waitsFor = [] } = sides;
    const clear = differing(world, given) as Facts;
    const around = (circumstances?: Circumstances): Circumstances => ({ ...sides, ...circumstances });

    it.each(named([['nothing stands in the way', {}], ...met]))('is met: $what', ({ facts, more }) => {
      const finding = judgeIn(rule, differing(clear, facts), around(more));
      expect(finding).toMatchObject({ truth: 'true', missing: [], fix: null, retryOn: null });
      expect(finding.text.zh + finding.text.en).not.toMatch(UNFILLED);
    });

    it.each(named(unmet))('is not met: $what', ({ facts, more }) => {
      const finding = judgeIn(rule, differing(clear, facts), around(more));
      expect(finding).toMatchObject({ truth: 'false', missing: [], reasonCode: rule.reasonCode });
      expect(finding.text.zh).toMatch(/\p{Script=Han}/u);
      expect(finding.text.zh + finding.text.en).not.toMatch(UNFILLED);
    });

    const silent: (readonly [string, Facts])[] = rule.reads.facts
      .filter((fact) => !decidedWithout.includes(fact))
      .map((fact) => [fact, {}]);
    const silences = [...silent, ...waitsFor];
    if (silences.length === 0) return;
    it.each(silences)('is neither while %s is unknown', (fact, facts) => {
      const finding = judgeIn(rule, { ...differing(clear, facts), [fact]: undefined }, around());
      expect(finding).toMatchObject({ truth: 'unknown', observed: null, required: null, missing: [fact] });
    });
  });
}
