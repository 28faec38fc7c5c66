import { channel } from 'node:diagnostics_channel';
import type { RuleFinding } from '../../../kernel/decision';

/** One judgement, as it is told to whoever listens. */
export interface RuleJudged {
  /** 'rent-no-home@1' */
  readonly rule: string;
  readonly truth: RuleFinding['truth'];
  /** Whether a fact or the amount was read: a rule that reads none is never unknown. */
  readonly asked: boolean;
}

/** Where each judgement is told. `npm run coverage:rules` listens while tests run; nobody does in the service. */
export const RULE_JUDGED = 'zero-run.rule-judged';

const judged = channel(RULE_JUDGED);

export function tellJudged(told: RuleJudged): void {
  if (judged.hasSubscribers) judged.publish(told);
}
