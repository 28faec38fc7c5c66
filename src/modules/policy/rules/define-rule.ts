import { isDay } from '../../../kernel/calendar';
import type { BilingualText } from '../../../kernel/decision';
import type { ParameterBook } from '../parameters/parameter-book';
import { TAIYUAN_PARAMETERS } from '../parameters/parameters-on';
import { covers } from './declared-parameters';
import { isReasonCode } from './reason-codes';
import { ruleReference } from './rule';
import type { Rule, RuleTexts } from './rule';
import { placeholdersOf, readPlaceholder } from './rule-texts';

/** A rule that contradicts itself or the parameters; the process does not start with one. */
export class RuleFault extends Error {
  override readonly name = 'RuleFault';
  constructor(rule: Pick<Rule, 'id' | 'version'>, what: string) {
    super(`rule ${ruleReference(rule)}: ${what}`);
  }
}

/**
 * Checks a rule when its file is loaded and returns it.
 * @throws RuleFault on a malformed identity or day, an unknown reason code, a parameter missing from a row that
 *   overlaps the rule's days, a text missing in a language, or a placeholder the rule cannot fill.
 */
export function defineRule(rule: Rule, book: ParameterBook = TAIYUAN_PARAMETERS): Rule {
  checkIdentity(rule);
  checkParameters(rule, book);
  for (const [name, text] of Object.entries(rule.texts) as [keyof RuleTexts, BilingualText | null][]) {
    if (text !== null) checkText(rule, name, text);
  }
  return Object.freeze(rule);
}

function checkIdentity(rule: Rule): void {
  const { from, until } = rule.effective;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rule.id)) throw new RuleFault(rule, 'the id is not kebab-case');
  if (!Number.isSafeInteger(rule.version) || rule.version < 1)
    throw new RuleFault(rule, 'versions count from 1');
  if (!isDay(from) || (until !== null && (!isDay(until) || until < from)))
    throw new RuleFault(rule, 'effective days are not in order');
  if (!isReasonCode(rule.reasonCode))
    throw new RuleFault(rule, `unknown reason code ${String(rule.reasonCode)}`);
}

function checkParameters(rule: Rule, book: ParameterBook): void {
  const { from, until } = rule.effective;
  const applicable = book.sets.filter(
    (set) => (until === null || set.validFrom <= until) && (set.validTo === null || from <= set.validTo),
  );
  for (const path of rule.reads.parameters) {
    const lacking = applicable.find((set) => !set.has(path));
    if (lacking !== undefined) throw new RuleFault(rule, `parameters ${lacking.id} have no '${path}'`);
  }
}

function checkText(rule: Rule, name: keyof RuleTexts, text: BilingualText): void {
  if (text.zh.trim() === '' || text.en.trim() === '')
    throw new RuleFault(rule, `text '${name}' lacks a language`);
  for (const placeholder of placeholdersOf(text)) {
    const read = readPlaceholder(placeholder);
    if (read.kind === 'parameter' && !covers(rule.reads.parameters, read.path))
      throw new RuleFault(rule, `text '${name}' shows '${read.path}', which the rule does not read`);
    if (name !== 'condition') continue;
    if (read.kind === 'observed') throw new RuleFault(rule, 'a condition cannot show what was observed');
    if (read.kind === 'required' && rule.required === undefined)
      throw new RuleFault(rule, 'a condition that says {required} needs the function required()');
  }
}
