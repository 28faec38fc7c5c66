import { Injectable } from '@nestjs/common';
import type { Day } from '../../../kernel/calendar';
import { CrashPoint } from '../../../platform/crash-point';
import type { Tx } from '../../../platform/database/tx';
import { closingTerms, type ClosingTerms } from '../domain/closing';
import { InterestRateTable } from '../domain/interest-rate-table';
import {
  difference,
  type Line,
  type MemberCredits,
  type NewJournal,
  PostingRefused,
} from '../domain/journal';
import {
  insertAccounts,
  lockBalances,
  type MemberBalance,
  type NewAccount,
  selectBalance,
  selectLeaf,
} from '../store/account-store';
import {
  type ClosingHold,
  insertClosingHold,
  type NewClosing,
  selectClosingAccount,
  selectClosingOfCase,
  selectLastClosing,
  shiftAccumulation,
} from '../store/closing-store';
import { type AccountMerge, joinAccounts, joinPots, takeHolds } from '../store/account-merge-store';
import {
  type CourtHold,
  drawOnCourtHold,
  insertCourtHold,
  type NewCourtHold,
  putBackOnCourtHold,
  releaseCourtHolds,
  selectCourtHolds,
  topUpCourtHolds,
} from '../store/court-hold-store';
import {
  deleteEngagement,
  deleteEngagements,
  type Engagement,
  selectEngagement,
  tryInsertEngagement,
} from '../store/engagement-store';
import {
  endActiveHold,
  type Hold,
  insertHold,
  type NewHold,
  returnSettledHold,
  selectHoldOfCase,
} from '../store/hold-store';
import { selectPosition, type InterestPosition } from '../store/interest-position-store';
import { type AnnouncedRate, insertRate, selectRates } from '../store/interest-rate-store';
import { type KeyedPot, type KeyedPotWanted, lockKeyedPot, selectKeyedPot } from '../store/keyed-pot-store';
import { closeMonth } from '../store/period-store';
import { insertMemberCredits, insertPosting, selectCarried } from '../store/posting-store';
import { moveToUnit } from '../store/unit-move-store';
import { lockPot, type Pot, type PotWanted, selectTaken } from '../store/pot-store';

/** The books of a centre. Everything takes the caller's transaction; amounts are bigint fen. */
@Injectable()
export class Ledger {
  /** Opens accounts in the order given; a member starts with a zero balance accumulated to `openedOn`. */
  openAccounts(tx: Tx, accounts: readonly NewAccount[], openedOn: string): Promise<bigint[]> {
    return insertAccounts(tx, accounts, openedOn);
  }

  /** Account id of a leaf of the chart, e.g. '10101'. */
  leafOf(tx: Tx, code: string): Promise<bigint> {
    return selectLeaf(tx, code);
  }

  /**
   * Posts one voucher and moves the balances of the members on it, in one statement. Returns the journal's id.
   * A second voucher of the same kind and source violates `journal_centre_id_kind_source_id_key`.
   */
  @CrashPoint('voucher')
  async post(tx: Tx, journal: NewJournal, lines: readonly Line[]): Promise<string> {
    const off = difference(lines);
    if (off !== 0n) throw new PostingRefused(`debits and credits differ by ${off} fen`);
    return insertPosting(tx, journal, lines);
  }

  /** Credits many members against debit lines in one statement (V1); the sums must agree. */
  @CrashPoint('members-voucher')
  postMemberCredits(
    tx: Tx,
    journal: NewJournal,
    credits: MemberCredits,
    debits: readonly Line[],
  ): Promise<{ journalId: string; members: number }> {
    if (debits.some((line) => line.side !== 'D'))
      throw new PostingRefused('a credit stands among the debits');
    return insertMemberCredits(tx, journal, credits, debits);
  }

  /** What part of a posted line was carried-over money, so that a return can restore it as it was. */
  carriedOf(tx: Tx, posting: { kind: string; sourceId: string; accountId: bigint }): Promise<bigint | null> {
    return selectCarried(tx, posting);
  }

  /** The member's balance, locked for the transaction when asked; null when there is no such account. */
  balanceOf(tx: Tx, accountId: bigint, options: { lock: boolean }): Promise<MemberBalance | null> {
    return selectBalance(tx, accountId, options.lock);
  }

  /** Locks the balances of many, in the order of their ids. */
  lockBalances(tx: Tx, accountIds: readonly bigint[]): Promise<void> {
    return lockBalances(tx, accountIds);
  }

  /** Sets money aside; the account and pot are locked by the caller. Returns the hold's id. */
  @CrashPoint('hold')
  placeHold(tx: Tx, hold: NewHold): Promise<string> {
    return insertHold(tx, hold);
  }

  /** The hold of a case, locked. */
  @CrashPoint('hold-lock')
  holdOfCase(tx: Tx, caseId: string): Promise<Hold | null> {
    return selectHoldOfCase(tx, caseId);
  }

  /** Ends a hold once; false when it had ended before. 'returned' is for 退票 after it was settled. */
  @CrashPoint('hold-end')
  endHold(tx: Tx, holdId: string, as: 'settled' | 'released' | 'returned'): Promise<boolean> {
    return as === 'returned' ? returnSettledHold(tx, holdId) : endActiveHold(tx, holdId, as);
  }

  /** Freezes an account for a court up to what its order says, with what is there and what comes. Returns the hold's id. */
  async freezeForCourt(tx: Tx, hold: NewCourtHold): Promise<string> {
    const id = await insertCourtHold(tx, hold);
    await topUpCourtHolds(tx, [hold.accountId]);
    return id;
  }

  /** Freezes what is free on the accounts for the courts that wait for it; the accounts are locked by the caller. */
  topUpCourts(tx: Tx, accountIds: readonly bigint[]): Promise<void> {
    return topUpCourtHolds(tx, accountIds);
  }

  courtHoldsOf(tx: Tx, accountId: bigint): Promise<CourtHold[]> {
    return selectCourtHolds(tx, accountId);
  }

  /** Frees what courts froze, many holds at once; the accounts are locked by the caller. */
  releaseCourts(tx: Tx, holdIds: readonly string[]): Promise<void> {
    return releaseCourtHolds(tx, holdIds);
  }

  /** Takes an amount out of a court's hold; false when it has less. */
  drawOnCourt(tx: Tx, draw: { holdId: string; amountFen: bigint }): Promise<boolean> {
    return drawOnCourtHold(tx, draw);
  }

  /** The order wants again what was drawn and came back; false when its hold has ended. */
  putBackOnCourt(tx: Tx, back: { holdId: string; amountFen: bigint }): Promise<boolean> {
    return putBackOnCourtHold(tx, back);
  }

  /** V7: all that is on one account, holds of courts too, goes to another of its holder; both locked. In fen. */
  async mergeAccounts(tx: Tx, merge: AccountMerge): Promise<bigint> {
    const { fromId, toId, caseId, on } = merge;
    const from = await selectBalance(tx, fromId, true);
    if (!from) throw new PostingRefused('an account that is merged does not exist');
    const held = await takeHolds(tx, merge);
    const { postedFen: amountFen, carriedFen } = from;
    if (amountFen > 0n) {
      const journal = { kind: 'merge', sourceId: caseId, businessDate: on, valueDate: on };
      await this.post(tx, journal, [
        { accountId: fromId, side: 'D', amountFen, carriedFen },
        { accountId: toId, side: 'C', amountFen, carriedFen },
      ]);
    }
    await joinAccounts(tx, merge, held);
    return amountFen;
  }

  /** What one person drew from shared quotas counts as drawn by another: they are one. */
  mergePots(tx: Tx, fromPerson: string, toPerson: string): Promise<void> {
    return joinPots(tx, fromPerson, toPerson);
  }

  /** Frees every account that the case has. */
  disengageAll(tx: Tx, caseId: string): Promise<void> {
    return deleteEngagements(tx, caseId);
  }

  /** V7: moves members to another unit with all they have, in one voucher. Accounts that are there already stay out. */
  moveToUnit(
    tx: Tx,
    journal: NewJournal,
    accountIds: readonly bigint[],
    unitId: bigint,
  ): Promise<{ journalId: string | null; movedFen: bigint; accounts: number }> {
    return moveToUnit(tx, journal, accountIds, unitId);
  }

  /** Takes the account if it is free; false when another case, or this one, has it: `engagementOf` tells. */
  @CrashPoint('engagement')
  tryEngage(tx: Tx, engagement: Engagement): Promise<boolean> {
    return tryInsertEngagement(tx, engagement);
  }

  @CrashPoint('account-freed')
  disengage(tx: Tx, accountId: bigint, caseId: string): Promise<void> {
    return deleteEngagement(tx, accountId, caseId);
  }

  engagementOf(tx: Tx, accountId: bigint): Promise<Engagement | null> {
    return selectEngagement(tx, accountId);
  }

  /** The pot these people share: locked (and made or merged) for a carry-out, only looked at for a pre-check. */
  @CrashPoint('pot')
  async potFor(tx: Tx, wanted: PotWanted, options: { lock: boolean }): Promise<Pot> {
    if (options.lock) return lockPot(tx, wanted);
    return { potId: null, takenFen: await selectTaken(tx, wanted) };
  }

  /** The pot of a key of its own, such as a home: locked (and made) for a carry-out, only looked at for a pre-check. */
  keyedPot(tx: Tx, wanted: KeyedPotWanted, options: { lock: boolean }): Promise<KeyedPot> {
    return options.lock ? lockKeyedPot(tx, wanted) : selectKeyedPot(tx, wanted);
  }

  /**
   * What closing the account on `today` pays, and what is held on it for others; null when there is no such account.
   * Under the account's lock the terms stay true until the end of the transaction.
   */
  async closingTermsOf(
    tx: Tx,
    accountId: bigint,
    today: Day,
    rates: InterestRateTable,
  ): Promise<(ClosingTerms & { heldFen: bigint }) | null> {
    const account = await selectClosingAccount(tx, accountId);
    return account && { ...closingTerms(account, today, rates), heldFen: account.heldFen };
  }

  /** Sets the principal of a closing aside and fixes its terms; the account is locked by the caller. */
  placeClosing(tx: Tx, closing: NewClosing): Promise<string> {
    return insertClosingHold(tx, closing);
  }

  /** The closing of a case, its hold locked. */
  closingOfCase(tx: Tx, caseId: string): Promise<ClosingHold | null> {
    return selectClosingOfCase(tx, caseId);
  }

  /** Case of the last closing of an account that was paid and did not come back; null when there is none. */
  lastClosingOf(tx: Tx, accountId: bigint): Promise<string | null> {
    return selectLastClosing(tx, accountId);
  }

  /** After the voucher of a closing: its interest is paid, what came since keeps its days. Returns the balance left. */
  takePaidAccumulation(tx: Tx, closing: ClosingHold): Promise<bigint> {
    return shiftAccumulation(tx, closing, -1n);
  }

  /** After a closing came back: the days it had paid for are to be paid again. Returns the balance. */
  putBackAccumulation(tx: Tx, closing: ClosingHold): Promise<bigint> {
    return shiftAccumulation(tx, closing, 1n);
  }

  /** The dated rates of members' balances, with what set them, earliest first. */
  announcedRates(tx: Tx): Promise<AnnouncedRate[]> {
    return selectRates(tx);
  }

  /** The dated rates as interest is reckoned with. */
  async interestRates(tx: Tx): Promise<InterestRateTable> {
    return new InterestRateTable(await selectRates(tx));
  }

  /** Stores a rate from a day on. Returns the day that an account has reached when it is not earlier, else null. */
  announceRate(tx: Tx, rate: AnnouncedRate): Promise<Day | null> {
    return insertRate(tx, rate);
  }

  /** What a member's row and entries say of its interest; null when there is no such account. */
  interestPosition(tx: Tx, accountId: bigint, yearFrom: Day): Promise<InterestPosition | null> {
    return selectPosition(tx, accountId, yearFrom);
  }

  /** Closes a month for good: waits for postings under way, then no voucher of that month is taken any more. */
  closePeriod(tx: Tx, month: number): Promise<void> {
    return closeMonth(tx, month);
  }

  /** Makes the partitions of a year and the next, so that a posting never meets a missing one. */
  async preparePartitions(tx: Tx, year: number): Promise<void> {
    await tx.query('SELECT ensure_entry_partition($1), ensure_entry_partition($1 + 1)', [year]);
  }
}
