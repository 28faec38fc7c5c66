import type { BilingualText, RuleFinding } from '../../../kernel/decision';
import type { ParameterSet } from '../parameters/parameter-set';
import type { Rule } from './rule';
import { fillText } from './rule-texts';

/**
 * What an officer reads of a finding: the officer's sentence of a false rule, otherwise the finding's own text.
 * `parameters` are those the decision names.
 */
export function officerText(rule: Rule, finding: RuleFinding, parameters: ParameterSet): BilingualText {
  if (finding.truth !== 'false') return finding.text;
  const { observed, required } = finding;
  return fillText(rule.texts.officer, { observed, required, parameters });
}
