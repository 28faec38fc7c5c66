import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { parseYuan, plus, yuan } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Subject } from '../../casework';
import { MemberAccounts } from '../../contribution';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { Settlement } from '../../settlement';
import type { CardFact } from '../domain/fact-values';
import { CLOSING } from './closing-settlement';
import { knownValue } from './known-value';

/** What all withdrawals do that close the account: whose account, its locks, and the payment of all of it. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly accounts: MemberAccounts,
    private readonly ledger: Ledger,
    private readonly parties: Parties,
    private readonly settlement: Settlement,
    private readonly clock: Clock,
  ) {}

  /** The open account, else the one closed last, so that its holder is told that it is closed. */
  async subject(tx: Tx, actor: Actor): Promise<Subject> {
    if (!actor.identity) throw new Error('a closing is applied for by a natural person');
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await this.accounts.latestAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: personId };
  }

  /** Account, then engagement: withdrawal and closing exclude each other, whoever comes second is told. */
  async lock(tx: Tx, { accountId, caseId }: CaseContext): Promise<void> {
    if (accountId === null || caseId === null) return;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    await this.ledger.tryEngage(tx, { accountId, kind: 'closing', caseId });
  }

  async unlock(tx: Tx, { accountId, caseId }: CaseContext): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  /**
   * Fixes principal, interest and value date on the hold and instructs the payment of both in one order. The terms are
   * worked out again under the same lock and must be those decided upon.
   * @param reason why the account closes, JGJ/T 320 A.7.
   */
  async pay(
    tx: Tx,
    { accountId, caseId, personId }: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
    of: { reason: string; summary: string },
  ): Promise<CarryOutResult> {
    const { cardId, bank } = knownValue<CardFact>(facts, 'member.card');
    const today = this.clock.today();
    const terms =
      accountId === null
        ? null
        : await this.ledger.closingTermsOf(tx, accountId, today, await this.ledger.interestRates(tx));
    if (accountId === null || cardId === null || terms === null || decision.amount === null)
      throw new Error('an approved closing has an account, a card and terms');
    const { principalFen, interestFen, valueDate } = terms;
    const amountFen = plus(principalFen, interestFen);
    if (amountFen !== parseYuan(decision.amount)) throw new Error(`the terms of case ${caseId} have changed`);
    const { reason, summary } = of;
    await this.ledger.placeClosing(tx, { accountId, personId, caseId, reason, terms });
    const instructionId = await this.settlement.instruct(tx, {
      purpose: CLOSING,
      sourceId: caseId,
      payeeCardId: cardId,
      amountFen,
      interestFen,
      // 03 销户提取 (handbook 6.7)
      busType: '03',
      summary,
    });
    const paid = { amount: decision.amount, principal: yuan(principalFen), interest: yuan(interestFen) };
    return {
      state: 'paying',
      instructionId,
      receipt: { ...paid, bank, closesOn: valueDate },
      event: { kind: 'payment-sent', body: { ...paid, bank } },
    };
  }
}
