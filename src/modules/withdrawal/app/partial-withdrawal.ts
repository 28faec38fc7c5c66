import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import { parseYuan } from '../../../kernel/money';
import { CrashPoint } from '../../../platform/crash-point';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Subject } from '../../casework';
import { MemberAccounts } from '../../contribution';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { Settlement } from '../../settlement';
import type { CardFact } from '../domain/fact-values';
import { knownValue } from './known-value';
import { WITHDRAWAL } from './withdrawal-settlement';

/** What all withdrawals do that leave the account open: whose account, its locks, and the payment of part of it. */
@Injectable()
export class PartialWithdrawal {
  constructor(
    private readonly accounts: MemberAccounts,
    private readonly ledger: Ledger,
    private readonly parties: Parties,
    private readonly settlement: Settlement,
  ) {}

  /** A member has one open withdrawal of an item at most. */
  @CrashPoint('applicant-known')
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
  @CrashPoint('account-lock')
  async lock(tx: Tx, { accountId, caseId }: CaseContext): Promise<void> {
    if (accountId === null || caseId === null) return;
    await together([
      this.ledger.balanceOf(tx, accountId, { lock: true }),
      this.ledger.tryEngage(tx, { accountId, kind: 'withdrawal', caseId }),
    ]);
  }

  async unlock(tx: Tx, { accountId, caseId }: CaseContext): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  /** Holds the decided amount, draws it from the pot and instructs its payment to the member's card. */
  @CrashPoint('carry-out')
  async pay(
    tx: Tx,
    { accountId, caseId, personId }: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
    of: { potId: string | null; summary: string },
  ): Promise<CarryOutResult> {
    const { cardId, bank } = knownValue<CardFact>(facts, 'member.card');
    const { potId, summary } = of;
    if (accountId === null || cardId === null || potId === null || decision.amount === null) {
      throw new Error('an approved withdrawal has an account, a card, a pot and an amount');
    }
    const amountFen = parseYuan(decision.amount);
    const [, instructionId] = await together([
      this.ledger.placeHold(tx, { accountId, personId, amountFen, kind: 'withdrawal', caseId, potId }),
      this.settlement.instruct(tx, {
        purpose: WITHDRAWAL,
        sourceId: caseId,
        payeeCardId: cardId,
        amountFen,
        // 02 部分提取 (handbook 6.7)
        busType: '02',
        summary,
      }),
    ]);
    return {
      state: 'paying',
      instructionId,
      receipt: { amount: decision.amount, bank },
      event: { kind: 'payment-sent', body: { amount: decision.amount, bank } },
    };
  }
}
