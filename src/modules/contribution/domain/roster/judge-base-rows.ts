import type { Json } from '../../../../kernel/fact';
import type { RuleInput } from '../../../policy';
import type { WageWord } from '../base/base-facts';
import { BASES_HOLD_FROM } from '../base/bases-hold';
import { correctionAgreesWithTax } from '../rules/base/correction-agrees-with-tax.rule';
import { correctionNeeded } from '../rules/base/correction-needed.rule';
import type { RosterMemberWord, RosterVerdict } from './judge-roster-row';
import { rosterRowsOf } from './roster-request';
import type { RosterRefusalCode } from './roster-row-refusal';

/** The rules of GJ09 about the base itself, with the code that a row is refused with, in their order. */
const CORRECTION = [
  { rule: correctionNeeded, code: 'BASE_AGREES_WITH_TAX' },
  { rule: correctionAgreesWithTax, code: 'BASE_DIFFERS_FROM_TAX' },
] as const satisfies readonly { code: RosterRefusalCode; rule: unknown }[];

type Known = (name: string) => Json | null;

/**
 * What stands in the way of each change of a base among the rows: each is judged by the rules of GJ09, on its own facts.
 * null of other rows, and of members whom the row is refused for anyway. `known` gives a fact's value, null while unknown.
 */
export function judgeBaseRows(
  known: Known,
  of: Pick<RuleInput, 'parameters' | 'input' | 'lawDay' | 'today'>,
): RosterVerdict[] {
  const rows = rosterRowsOf(of.input);
  if (of.lawDay < BASES_HOLD_FROM) return rows.map(() => null);
  const members = known('roster.members') as RosterMemberWord[] | null;
  const wages = known('roster.wages') as (WageWord | null)[] | null;
  const unit = known('unit.account');
  return rows.map(({ kind }, place) => {
    if (kind !== 'base') return null;
    const member = members?.[place];
    if (!member || wages === null || unit === null) return 'unknown';
    const wage = wages[place] ?? null;
    if (wage === null || member.account !== 'here') return null;
    const facts = new Map<string, Json>([
      ['base.member', { base: member.base }],
      ['base.wage', wage],
      ['unit.account', unit],
    ]);
    return refusalOf(facts, of);
  });
}

function refusalOf(
  facts: ReadonlyMap<string, Json>,
  of: Pick<RuleInput, 'parameters' | 'input' | 'lawDay' | 'today'>,
): RosterVerdict {
  const input: RuleInput = {
    ...of,
    fact: <V extends Json>(name: string) => facts.get(name) as V,
    isKnown: (name) => facts.has(name),
    amount: () => null,
  };
  const broken = CORRECTION.find(({ rule }) => rule.judge(input).truth === 'false');
  return broken ? { field: 'base', code: broken.code } : null;
}
