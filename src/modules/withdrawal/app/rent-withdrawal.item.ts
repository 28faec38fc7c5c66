import { Injectable } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';
import { IsYuan } from '../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import type { RentTakenFact } from '../domain/fact-values';
import { rentWithdrawal } from '../domain/items/rent-withdrawal';
import { knownValue } from './known-value';
import { PartialWithdrawal } from './partial-withdrawal';

/** Input of TQ12: nothing needs to be filled in. */
export class RentWithdrawalInput {
  /** Yuan to withdraw; left out, the most that is possible. */
  @IsOptional()
  @IsYuan({ min: '0.01' })
  amount?: string;
}

/** TQ12 租赁商品住房提取. */
@Injectable()
export class RentWithdrawalItem implements Item<RentWithdrawalInput> {
  readonly code = rentWithdrawal.code;
  readonly facts = rentWithdrawal.facts;
  readonly grants = rentWithdrawal.grants;
  readonly rules = rentWithdrawal.rules;
  readonly amount = rentWithdrawal.amount;
  readonly amountRule = rentWithdrawal.amountRule;
  readonly input = RentWithdrawalInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example = { amount: '3000.00' };

  constructor(private readonly withdrawal: PartialWithdrawal) {}

  subject(tx: Tx, actor: Actor): Promise<Subject> {
    return this.withdrawal.subject(tx, actor);
  }

  lock(tx: Tx, context: CaseContext): Promise<void> {
    return this.withdrawal.lock(tx, context);
  }

  unlock(tx: Tx, context: CaseContext): Promise<void> {
    return this.withdrawal.unlock(tx, context);
  }

  carryOut(
    tx: Tx,
    context: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { potId } = knownValue<RentTakenFact>(facts, 'household.rentTaken');
    return this.withdrawal.pay(tx, context, decision, facts, { potId, summary: '租房提取' });
  }
}
