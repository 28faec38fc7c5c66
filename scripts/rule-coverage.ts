import type { Rule } from '../src/modules/policy';
import { ruleReference } from '../src/modules/policy';

/** Where the run of the tests leaves what it saw, a file a test file; relative to the project's root. */
export const JUDGEMENTS = 'var/rule-coverage/judgements';

export const TRUTHS = ['true', 'false', 'unknown'] as const;
export type Truth = (typeof TRUTHS)[number];

/** That a rule came to this in that test. */
export interface JudgedBy {
  /** 'rent-no-home@1' */
  readonly rule: string;
  readonly truth: Truth;
  /** Whether a fact or the amount was read. */
  readonly asked: boolean;
  /** Full name of the test. */
  readonly test: string;
  readonly file: string;
}

export interface RuleCoverage {
  readonly rule: string;
  /** Tests that made the rule come to it, the ones that ask for fewest rules first. */
  readonly by: Readonly<Record<Truth, readonly { readonly file: string; readonly test: string }[]>>;
  /** It was judged and read nothing each time: what is there to be unknown? */
  readonly asksNothing: boolean;
  /** Outcomes that no test has shown. */
  readonly missing: readonly Truth[];
}

/** What the tests have shown of each rule of the tree, in the order of their references. */
export function ruleCoverage(
  rules: readonly Pick<Rule, 'id' | 'version'>[],
  judged: readonly JudgedBy[],
): readonly RuleCoverage[] {
  const breadth = rulesOfTests(judged);
  const byRule = new Map<string, JudgedBy[]>();
  for (const one of judged) byRule.set(one.rule, [...(byRule.get(one.rule) ?? []), one]);
  return rules
    .map(ruleReference)
    .sort()
    .map((rule) => coverageOf(rule, byRule.get(rule) ?? [], breadth));
}

function coverageOf(
  rule: string,
  judged: readonly JudgedBy[],
  breadth: ReadonlyMap<string, ReadonlySet<string>>,
): RuleCoverage {
  const width = (one: JudgedBy): number => breadth.get(testOf(one))?.size ?? 0;
  const showing = (truth: Truth) => {
    const found = judged.filter((one) => one.truth === truth).sort((a, b) => width(a) - width(b));
    return [...new Map(found.map(({ file, test }) => [testOf({ file, test }), { file, test }])).values()];
  };
  const by = { true: showing('true'), false: showing('false'), unknown: showing('unknown') };
  const asksNothing = judged.length > 0 && judged.every(({ asked }) => !asked);
  const missing = TRUTHS.filter((truth) => by[truth].length === 0 && !(truth === 'unknown' && asksNothing));
  return { rule, by, asksNothing, missing };
}

function rulesOfTests(judged: readonly JudgedBy[]): ReadonlyMap<string, ReadonlySet<string>> {
  const rules = new Map<string, Set<string>>();
  for (const one of judged) {
    const seen = rules.get(testOf(one)) ?? new Set<string>();
    rules.set(testOf(one), seen.add(one.rule));
  }
  return rules;
}

function testOf({ file, test }: Pick<JudgedBy, 'file' | 'test'>): string {
  return `${file} › ${test}`;
}

/** One rule as it is printed: how many tests show each outcome, and the closest of them; or all of them. */
export function coverageLines({ rule, by, asksNothing }: RuleCoverage, all: boolean): readonly string[] {
  return [
    rule,
    ...TRUTHS.flatMap((truth) => {
      const tests = by[truth];
      const [first] = tests;
      const head = `  ${truth.padEnd(7)} ${String(tests.length).padStart(4)}`;
      if (first === undefined)
        return [`${head}  ${truth === 'unknown' && asksNothing ? 'asks for no fact' : 'NO TEST'}`];
      if (!all) return [`${head}  ${testOf(first)}`];
      return [head, ...tests.map((test) => `          ${testOf(test)}`)];
    }),
  ];
}
