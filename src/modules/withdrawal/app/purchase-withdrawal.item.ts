import { Injectable } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import { IsYuan } from '../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import { identityIn } from '../../loan';
import { Parties } from '../../party';
import type { MarriageFact, PurchaseContractFact, PurchaseHomeFact } from '../domain/fact-values';
import { purchaseWithdrawal } from '../domain/items/purchase-withdrawal';
import { insertFoundingSale } from '../store/purchase-store';
import { insertWatch } from '../store/recovery/purchase-watch-store';
import { knownValue } from './known-value';
import { PartialWithdrawal } from './partial-withdrawal';

/** Input of TQ01: nothing needs to be filled in. */
export class PurchaseWithdrawalInput {
  /** Which contract, for somebody who has several; left out, the valid one filed last. */
  @IsOptional()
  @Matches(/^[0-9A-Za-z()（）〔〕\-—号第]{4,40}$/)
  contractNo?: string;

  /** Yuan to withdraw; left out, the most that is possible. */
  @IsOptional()
  @IsYuan({ min: '0.01' })
  amount?: string;
}

/** TQ01 购买新建商品房提取. */
@Injectable()
export class PurchaseWithdrawalItem implements Item<PurchaseWithdrawalInput> {
  readonly code = purchaseWithdrawal.code;
  readonly facts = purchaseWithdrawal.facts;
  readonly grants = purchaseWithdrawal.grants;
  readonly rules = purchaseWithdrawal.rules;
  readonly amount = purchaseWithdrawal.amount;
  readonly amountRule = purchaseWithdrawal.amountRule;
  readonly input = PurchaseWithdrawalInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example = { amount: '50000.00' };

  constructor(
    private readonly withdrawal: PartialWithdrawal,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
  ) {}

  /** One at a time: which home it is, and so whose pot, is known only once the bureau has answered. */
  subject(tx: Tx, actor: Actor): Promise<Subject> {
    return this.withdrawal.subject(tx, actor);
  }

  lock(tx: Tx, context: CaseContext): Promise<void> {
    return this.withdrawal.lock(tx, context);
  }

  unlock(tx: Tx, context: CaseContext): Promise<void> {
    return this.withdrawal.unlock(tx, context);
  }

  async carryOut(
    tx: Tx,
    context: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { potId } = knownValue<PurchaseHomeFact>(facts, 'purchase.home');
    const { contract } = knownValue<PurchaseContractFact>(facts, 'purchase.contract');
    if (contract === null) throw new Error('an approved purchase has a contract');
    await insertFoundingSale(tx, context, contract);
    const { caseId, personId } = context;
    const { contractNo, unitKey } = contract;
    const spousePersonId = await this.spouseOf(tx, facts);
    await insertWatch(tx, { caseId, personId, spousePersonId, contractNo, unitKey });
    const paying = await this.withdrawal.pay(tx, context, decision, facts, { potId, summary: '购房提取' });
    return { ...paying, receipt: { ...paying.receipt, contractNo } };
  }

  /** Kept by name and number: the bureau is asked about the contract again, and the spouse may be its buyer. */
  private async spouseOf(tx: Tx, facts: ReadonlyMap<string, Fact>): Promise<string | null> {
    const { spouse } = knownValue<MarriageFact>(facts, 'household.marriage');
    if (spouse === null) return null;
    return this.parties.ensurePerson(tx, identityIn({ sealer: this.sealer }, spouse.sealed));
  }
}
