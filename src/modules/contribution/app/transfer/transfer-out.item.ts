import { Injectable } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { parseDay } from '../../../../kernel/calendar';
import { parseYuan, plus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { type ClosingTerms, Ledger, TRANSFERRED } from '../../../ledger';
import type { Grants } from '../../../registry';
import { Settlement } from '../../../settlement';
import { centreName } from '../../domain/transfer/centre-codes';
import type { Letter } from '../../domain/transfer/letter-message';
import { loansTold } from '../../domain/transfer/loans-told';
import { transferOutAmount } from '../../domain/transfer/transfer-out-amount';
import type { LoanRecordFact } from '../../domain/transfer/transfer-facts';
import { transferOutAccountSealed } from '../../domain/rules/transfer/transfer-out-account-sealed.rule';
import { transferOutLetterOpen } from '../../domain/rules/transfer/transfer-out-letter-open.rule';
import { transferOutHolder } from '../../domain/rules/transfer/transfer-out-holder.rule';
import { transferOutNoLoan } from '../../domain/rules/transfer/transfer-out-no-loan.rule';
import { transferOutNothingHeld } from '../../domain/rules/transfer/transfer-out-nothing-held.rule';
import { transferOutNotEngaged } from '../../domain/rules/transfer/transfer-out-not-engaged.rule';
import { transferOutNotFrozen } from '../../domain/rules/transfer/transfer-out-not-frozen.rule';
import { transferOutSomethingToPay } from '../../domain/rules/transfer/transfer-out-something-to-pay.rule';
import { selectCarriedOf } from '../../store/carried-months-store';
import {
  changeLetter,
  lockLetter,
  selectLetter,
  type TransferLetter,
} from '../../store/transfer-letter-store';
import { MemberAccounts } from '../member/member-accounts';
import { AccountTime } from './account-time';
import { PlatformMail } from './platform-mail';
import { TRANSFER } from './transfer-out-settlement';

/** Input of GJ28: the letter that came through the national platform. */
export class TransferOutInput {
  /** 我方对该联系函的登记号 / our own id of the letter. */
  @IsUUID()
  letterId!: string;
}

/** GJ28 异地转出: begun by the other centre's letter, decided by the out-check, paid with interest, account closed (04). */
@Injectable()
export class TransferOutItem implements Item<TransferOutInput> {
  readonly code = 'GJ28';
  readonly input = TransferOutInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['system'] as const;
  readonly facts = [
    {
      name: 'transfer.letter',
      replaces: { zh: '纸质转移接续联系函', en: 'letter of transfer on paper' },
    },
    { name: 'transfer.holder', replaces: { zh: '身份证', en: 'identity card' } },
    { name: 'member.account' },
    { name: 'account.engagement' },
    { name: 'loan.ownRecord', replaces: { zh: '贷款情况证明', en: 'statement of loans' } },
    { name: 'member.closing' },
  ];
  readonly grants: Grants = {};
  readonly rules = [
    transferOutLetterOpen,
    transferOutHolder,
    transferOutAccountSealed,
    transferOutNotFrozen,
    transferOutNotEngaged,
    transferOutNothingHeld,
    transferOutNoLoan,
    transferOutSomethingToPay,
  ];
  readonly amount = transferOutAmount;
  readonly amountRule = {
    zh: '账户全部余额，加计至付款前一日的利息，账户随之转出销户',
    en: 'the whole balance with interest to the day before it is paid; the account closes as transferred out',
  };
  readonly example: TransferOutInput = { letterId: '0193a1c0-0000-7000-8000-000000000001' };

  constructor(
    private readonly accounts: MemberAccounts,
    private readonly times: AccountTime,
    private readonly ledger: Ledger,
    private readonly settlement: Settlement,
    private readonly mail: PlatformMail,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, _actor: Actor, { letterId }: TransferOutInput): Promise<Subject> {
    const letter = await selectLetter(tx, letterId);
    if (letter?.direction !== 'out') throw notFound();
    const { personId } = letter;
    const accountId = await this.accounts.latestAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: letterId };
  }

  /** Account, engagement, letter: a transfer, a withdrawal and a closing exclude each other. */
  async lock(tx: Tx, { accountId, caseId, input }: CaseContext<TransferOutInput>): Promise<void> {
    if (caseId === null) return;
    if (accountId !== null) {
      await this.ledger.balanceOf(tx, accountId, { lock: true });
      await this.ledger.tryEngage(tx, { accountId, kind: TRANSFER, caseId });
    }
    await lockLetter(tx, input.letterId);
  }

  async unlock(tx: Tx, { accountId, caseId }: CaseContext<TransferOutInput>): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  /** Fixes principal, interest and value date on the hold and instructs the payment of both in one order. */
  async carryOut(
    tx: Tx,
    context: CaseContext<TransferOutInput> & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { accountId, caseId, personId, input } = context;
    const letter = await selectLetter(tx, input.letterId);
    const today = this.clock.today();
    const terms =
      accountId === null
        ? null
        : await this.ledger.closingTermsOf(tx, accountId, today, await this.ledger.interestRates(tx));
    if (letter === null || accountId === null || terms === null || decision.amount === null)
      throw new Error('an approved transfer has a letter, an account and terms');
    const amountFen = plus(terms.principalFen, terms.interestFen);
    if (amountFen !== parseYuan(decision.amount)) throw new Error(`the terms of case ${caseId} have changed`);
    await this.ledger.placeClosing(tx, {
      accountId,
      personId,
      caseId,
      // A.7 knows no transfer; the state 04 says what it was.
      reason: TRANSFERRED,
      terms,
    });
    const instructionId = await this.instruct(tx, { letter, caseId, amountFen, terms });
    await this.noteTerms(tx, { letter, caseId, accountId, amountFen, terms, facts });
    await this.mail.queue(tx, letter, { what: 'accepted' });
    return resultOf(letter, terms, decision.amount, instructionId);
  }

  private instruct(
    tx: Tx,
    paid: { letter: TransferLetter; caseId: string; amountFen: bigint; terms: ClosingTerms },
  ): Promise<string> {
    const { letter, caseId, amountFen, terms } = paid;
    const { payTo } = JSON.parse(this.sealer.open(letter.letterSealed)) as Letter;
    return this.settlement.instruct(tx, {
      purpose: TRANSFER,
      sourceId: caseId,
      payeeAccount: payTo,
      amountFen,
      interestFen: terms.interestFen,
      // 07 外部转出 (handbook 6.7)
      busType: '07',
      // The letter's number joins the money with the information at the other centre.
      summary: `住房公积金异地转移 ${letter.letterNo}`,
    });
  }

  /** What will be told when the money has left, as it is true now. */
  private async noteTerms(
    tx: Tx,
    paid: {
      letter: TransferLetter;
      caseId: string;
      accountId: bigint;
      amountFen: bigint;
      terms: ClosingTerms;
      facts: ReadonlyMap<string, Fact>;
    },
  ): Promise<void> {
    const { letter, caseId, accountId, amountFen, terms, facts } = paid;
    const record = facts.get('loan.ownRecord');
    if (record?.state !== 'known') throw new Error('the loans must be known when a transfer is approved');
    const loans = loansTold(
      record.value as unknown as LoanRecordFact,
      await selectCarriedOf(tx, letter.personId),
    );
    const told = { ...(await this.times.of(tx, accountId)), ...loans, paidFrom: null };
    await changeLetter(tx, letter.id, {
      caseId,
      accountId,
      told: { totalFen: amountFen, interestFen: terms.interestFen, terms: told },
    });
  }
}

function resultOf(
  { id, letterNo, counterpart }: TransferLetter,
  { principalFen, interestFen, valueDate }: ClosingTerms,
  amount: string,
  instructionId: string,
): CarryOutResult {
  const paid: Record<string, Json> = { amount, principal: yuan(principalFen), interest: yuan(interestFen) };
  const to = centreName(counterpart);
  return {
    state: 'paying',
    instructionId,
    receipt: { ...paid, letterId: id, letterNo, to, closesOn: parseDay(valueDate) },
    event: { kind: 'payment-sent', body: { ...paid, letterNo, to } },
  };
}
