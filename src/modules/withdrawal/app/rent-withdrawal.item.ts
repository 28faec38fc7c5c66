import { Injectable } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { parseYuan } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import { IsYuan } from '../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import { MemberAccounts } from '../../contribution';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { Settlement } from '../../settlement';
import type { CardFact, RentTakenFact } from '../domain/fact-values';
import { rentWithdrawal } from '../domain/items/rent-withdrawal';
import { WITHDRAWAL } from './withdrawal-settlement';

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

  constructor(
    private readonly accounts: MemberAccounts,
    private readonly ledger: Ledger,
    private readonly parties: Parties,
    private readonly settlement: Settlement,
  ) {}

  async subject(tx: Tx, actor: Actor): Promise<Subject> {
    if (!actor.identity) throw new Error('a withdrawal is applied for by a natural person');
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await this.accounts.openAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: personId };
  }

  /**
   * Account, then engagement; the pot follows when its fact is read. Whoever ends an engagement holds the account's
   * row, so under it the engagement is either ours or seen as another's: it cannot vanish in between.
   */
  async lock(tx: Tx, { accountId, caseId }: CaseContext<RentWithdrawalInput>): Promise<void> {
    if (accountId === null || caseId === null) return;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    await this.ledger.tryEngage(tx, { accountId, kind: 'withdrawal', caseId });
  }

  async unlock(tx: Tx, { accountId, caseId }: CaseContext<RentWithdrawalInput>): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  async carryOut(
    tx: Tx,
    context: CaseContext<RentWithdrawalInput> & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { accountId, caseId, personId } = context;
    const { cardId, bank } = valueOf<CardFact>(facts, 'member.card');
    const { potId } = valueOf<RentTakenFact>(facts, 'household.rentTaken');
    if (accountId === null || cardId === null || potId === null || decision.amount === null) {
      throw new Error('an approved rent withdrawal has an account, a card, a pot and an amount');
    }
    const amountFen = parseYuan(decision.amount);
    await this.ledger.placeHold(tx, { accountId, personId, amountFen, kind: 'withdrawal', caseId, potId });
    const instructionId = await this.settlement.instruct(tx, {
      purpose: WITHDRAWAL,
      sourceId: caseId,
      payeeCardId: cardId,
      amountFen,
      // 02 部分提取 (handbook 6.7)
      busType: '02',
      summary: '租房提取',
    });
    return {
      state: 'paying',
      instructionId,
      receipt: { amount: decision.amount, bank },
      event: { kind: 'payment-sent', body: { amount: decision.amount, bank } },
    };
  }
}

function valueOf<V>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.value as unknown as V;
}
