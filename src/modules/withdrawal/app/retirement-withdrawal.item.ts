import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import { retirementWithdrawal } from '../domain/items/retirement-withdrawal';
import { AccountClosing } from './account-closing';

/** Input of TQ14: the whole account is paid, there is nothing to say. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a DTO without fields refuses every field
export class RetirementWithdrawalInput {}

/** TQ14 离休退休提取, which closes the account. */
@Injectable()
export class RetirementWithdrawalItem implements Item<RetirementWithdrawalInput> {
  readonly code = retirementWithdrawal.code;
  readonly facts = retirementWithdrawal.facts;
  readonly grants = retirementWithdrawal.grants;
  readonly rules = retirementWithdrawal.rules;
  readonly amount = retirementWithdrawal.amount;
  readonly amountRule = retirementWithdrawal.amountRule;
  readonly input = RetirementWithdrawalInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example = {};

  constructor(private readonly closing: AccountClosing) {}

  subject(tx: Tx, actor: Actor): Promise<Subject> {
    return this.closing.subject(tx, actor);
  }

  lock(tx: Tx, context: CaseContext): Promise<void> {
    return this.closing.lock(tx, context);
  }

  unlock(tx: Tx, context: CaseContext): Promise<void> {
    return this.closing.unlock(tx, context);
  }

  carryOut(
    tx: Tx,
    context: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const reason = retirementWithdrawal.closingReason;
    return this.closing.pay(tx, context, decision, facts, { reason, summary: '离退休提取销户' });
  }
}
