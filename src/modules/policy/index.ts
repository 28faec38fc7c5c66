export { parameterBook, ParameterFault } from './parameters/parameter-book';
export type { ParameterBook } from './parameters/parameter-book';
export { NoParametersForDay } from './parameters/no-parameters-for-day';
export { parametersOn, supposeParameters, TAIYUAN_PARAMETERS } from './parameters/parameters-on';
export type { ParameterRow, ParameterTree } from './parameters/parameter-row';
export { UnknownParameter, WrongParameterKind } from './parameters/parameter-set';
export type { ParameterSet } from './parameters/parameter-set';
export { PARAMETER_MARK_TEXT, ParameterValue } from './parameters/parameter-value';
export type { ParameterBasis, ParameterKind, ParameterMark } from './parameters/parameter-value';
export { TAIYUAN_ROWS } from './parameters/taiyuan';
export { AmountFault } from './rules/amount-state';
export {
  assumedClause,
  bansFor,
  nationalClause,
  ORDER_844_CLAUSE,
  practiceClause,
  regulationsClause,
  TAIYUAN_CLAUSE,
} from './rules/clauses';
export { clauseMarkText, clauseText, isVerified } from './rules/clause-text';
export { decide, decisionBytes, DecisionFault, rulesInForce } from './rules/decide';
export type { DecisionRequest } from './rules/decide';
export { defineRule, RuleFault } from './rules/define-rule';
export { conditionOf } from './rules/evaluate-rule';
export { officerText } from './rules/officer-text';
export { isReasonCode, REASON_CODES } from './rules/reason-codes';
export type { ReasonCode } from './rules/reason-codes';
export { isInForce, ruleReference, takenUpFrom } from './rules/rule';
export type {
  AmountReader,
  DecidedAmount,
  FactReader,
  Judgement,
  Rule,
  RuleInput,
  RuleTexts,
} from './rules/rule';
export { fillText, parametersShown, TextFault } from './rules/rule-texts';
export type { TextOperands } from './rules/rule-texts';
export { FactNotGathered } from './rules/tracked-facts';
export { UndeclaredRead } from './rules/undeclared-read';
export { UnknownFactSignal, unlessUnknown } from './rules/unknown-fact-signal';
