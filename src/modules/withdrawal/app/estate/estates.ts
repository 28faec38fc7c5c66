import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { plus } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { MemberAccounts } from '../../../contribution';
import { type ClosingHold, Ledger, type Line } from '../../../ledger';
import { GainsCash, type TransferFollower } from '../../../settlement';
import {
  type Estate,
  insertEstate,
  selectEstate,
  selectEstateAccount,
  storeEstateDecision,
  storeEstateEnd,
} from '../../store/estate-store';
import { notToTheGains } from './estate-problems';

export const ESTATE = 'estate';
/** 死亡, JGJ/T 320 A.7. */
const DEATH = '08';
const CLOSING = 'closing';
const interestOwed = '21101';
const memberInterest = '41101';
const otherIncome = '40105';

/**
 * A member died, and nobody inherits: what is on the account falls to the gains of the fund (条例24条3款, V12). One
 * proposes it upon the court's ruling, another person decides; then the money moves from the fund's account to that of
 * gains, and only when it is there the account is booked and closed.
 */
@Injectable()
export class Estates implements TransferFollower {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly cash: GainsCash,
    private readonly clock: Clock,
  ) {}

  /** Problems: 409. */
  async propose(
    tx: Tx,
    of: {
      accountId: bigint;
      personId: string;
      diedOn: string;
      deathNo: string;
      rulingNo: string;
      by: string;
    },
  ): Promise<string> {
    const { by: proposedBy, ...told } = of;
    await this.assertFree(tx, of.accountId);
    const id = newId();
    if (!(await insertEstate(tx, { ...told, id, proposedBy, proposedAt: this.clock.now() })))
      throw notToTheGains('ESTATE_PROPOSED');
    return id;
  }

  /** Problems: 409. */
  async decide(tx: Tx, found: Estate, of: { by: string; agreed: boolean }): Promise<void> {
    await this.ledger.balanceOf(tx, found.accountId, { lock: true });
    const estate = await selectEstate(tx, found.id, { lock: true });
    if (estate?.state !== 'proposed') throw notToTheGains('ESTATE_NOT_PROPOSED');
    if (estate.proposedBy === of.by) throw notToTheGains('SECOND_PERSON_WANTED');
    const decided = { id: estate.id, by: of.by, at: this.clock.now() };
    if (!of.agreed) return storeEstateDecision(tx, { ...decided, terms: null });
    await this.assertFree(tx, estate.accountId);
    const terms = await this.setAside(tx, estate);
    await storeEstateDecision(tx, { ...decided, terms });
    const amountFen = plus(terms.principalFen, terms.interestFen);
    if (!(await this.cash.beginWhole(tx, { amountFen, sourceId: estate.id, reason: ESTATE })))
      throw new Error('the centre has no gains account to which the money could move');
  }

  /** Terms are fixed as those of a closing are; nothing is booked. */
  private async setAside(tx: Tx, { id: caseId, accountId, personId }: Estate) {
    if (!(await this.ledger.tryEngage(tx, { accountId, kind: CLOSING, caseId })))
      throw notToTheGains('BUSINESS_IN_PROGRESS');
    const rates = await this.ledger.interestRates(tx);
    const terms = await this.ledger.closingTermsOf(tx, accountId, this.clock.today(), rates);
    if (terms === null) throw notToTheGains('ACCOUNT_NOT_FOUND');
    if (terms.heldFen > 0n) throw notToTheGains('ACCOUNT_FROZEN');
    if (terms.principalFen <= 0n) throw notToTheGains('BALANCE_TOO_LOW');
    await this.ledger.placeClosing(tx, { accountId, personId, caseId, reason: DEATH, terms });
    return terms;
  }

  /** V12: D201 principal, D21101 and D41101 interest / C40105; the transfer has booked D102 / C101. */
  async onArrived(tx: Tx, id: string): Promise<void> {
    const closing = await this.closingOf(tx, id);
    const { accountId, amountFen, interestFen, valueDate } = closing;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    await this.ledger.endHold(tx, closing.id, 'settled');
    const journal = { kind: ESTATE, sourceId: id, businessDate: this.clock.today(), valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId, side: 'D', amountFen },
      ...(await this.interestLines(tx, closing)),
      {
        accountId: await this.ledger.leafOf(tx, otherIncome),
        side: 'C',
        amountFen: amountFen + interestFen,
      },
    ]);
    const left = await this.ledger.takePaidAccumulation(tx, closing);
    await this.ledger.disengage(tx, accountId, id);
    await storeEstateEnd(tx, { id, journalId, at: this.clock.now() });
    // What came meanwhile keeps the account open: it is proposed anew, or somebody is found.
    if (left === 0n) await this.accounts.close(tx, accountId, { on: this.clock.today(), reason: DEATH });
  }

  /** The bank refused, or gave the money back before it arrived: nothing was booked, and the account is free. */
  async onFailed(tx: Tx, id: string): Promise<void> {
    const closing = await this.closingOf(tx, id);
    await this.ledger.endHold(tx, closing.id, 'released');
    await this.ledger.disengage(tx, closing.accountId, id);
    await storeEstateEnd(tx, { id, journalId: null, at: this.clock.now() });
  }

  private async assertFree(tx: Tx, accountId: bigint): Promise<void> {
    const account = await selectEstateAccount(tx, accountId);
    if (!account) throw notToTheGains('ACCOUNT_NOT_FOUND');
    if (account.state === '06') throw notToTheGains('ACCOUNT_FROZEN');
    if (account.state !== '01' && account.state !== '02') throw notToTheGains('ACCOUNT_STATE');
    if (account.loans > 0) throw notToTheGains('SETTLE_LOAN_FIRST');
    const balance = await this.ledger.balanceOf(tx, accountId, { lock: false });
    if ((balance?.postedFen ?? 0n) <= 0n) throw notToTheGains('BALANCE_TOO_LOW');
  }

  private async interestLines(tx: Tx, { interestFen, accruedFen }: ClosingHold): Promise<Line[]> {
    const lines: Line[] = [];
    for (const [leaf, amountFen] of [
      [interestOwed, accruedFen],
      [memberInterest, interestFen - accruedFen],
    ] as const)
      if (amountFen !== 0n)
        lines.push({ accountId: await this.ledger.leafOf(tx, leaf), side: 'D', amountFen });
    return lines;
  }

  private async closingOf(tx: Tx, id: string): Promise<ClosingHold> {
    const closing = await this.ledger.closingOfCase(tx, id);
    if (!closing) throw new Error(`estate ${id} has no closing`);
    return closing;
  }
}
