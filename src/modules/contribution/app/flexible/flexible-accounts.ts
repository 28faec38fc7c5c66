import { Injectable } from '@nestjs/common';
import { monthOf } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { type Fen, fen, parseYuan, yuan } from '../../../../kernel/money';
import { type Month, nextMonth, previousMonth } from '../../../../kernel/month';
import { applyRate, parseRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { type Identity, Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { memberAccountNo } from '../../domain/member/account-numbers';
import { contributionLimits } from '../../domain/member/contribution-limits';
import { paymentNo } from '../../domain/remittance/payment-number';
import { tellJoined } from '../../store/account-move-store';
import {
  type FlexibleAccount,
  insertFlexiblePayment,
  putTerms,
  selectFlexible,
} from '../../store/flexible-store';
import { putDebit } from '../../store/flexible-debit-store';
import { insertMemberAccounts } from '../../store/member-account-store';
import { nextPaymentSequence } from '../../store/remittance-list-store';
import { type CarriedChange, carryChanges } from '../../store/roster-store';
import { AccountMoves } from '../move/account-moves';
import { VirtualUnits } from '../move/virtual-units';

interface Terms {
  readonly base: string;
  readonly ratio: string;
}

/** Accounts of those who contribute for themselves: joining, paying, stopping, changing. Locks are the caller's. */
@Injectable()
export class FlexibleAccounts {
  constructor(
    private readonly ledger: Ledger,
    private readonly parties: Parties,
    private readonly units: VirtualUnits,
    private readonly moves: AccountMoves,
    private readonly clock: Clock,
  ) {}

  /** Opens an account at the branch, or takes the person's sealed one over with all that is on it. */
  async join(
    tx: Tx,
    wanted: Terms & { accountId: bigint | null; person: Identity; district: string; caseId: string },
  ): Promise<{ accountNo: string; monthly: string; firstMonth: string }> {
    const { accountId, district, caseId, ratio } = wanted;
    const unitId = await this.units.of(tx, 'flexible', district);
    const amounts = this.amountsOf(wanted, district);
    const present = monthOf(this.clock.today());
    const firstMonth = accountId === null ? present : await this.moves.firstFree(tx, accountId, present);
    const made =
      accountId === null
        ? await this.open(tx, { ...wanted, unitId, amounts })
        : await this.moves.joinFlexible(tx, { accountId, unitId, amounts, caseId });
    const [on, at] = [this.clock.today(), this.clock.now()];
    const told = {
      accountId: made.accountId,
      unitId,
      from: firstMonth,
      baseFen: amounts.base,
      caseId,
      on,
      at,
    };
    await tellJoined(tx, told);
    await putTerms(tx, { accountId: made.accountId, ratio, firstMonth });
    return { accountNo: made.accountNo, monthly: yuan(amounts.employee), firstMonth };
  }

  /** The next month, to be paid by transfer under a number of its own. */
  async pay(
    tx: Tx,
    account: FlexibleAccount,
    { month, caseId }: { month: Month; caseId: string },
  ): Promise<{ paymentNo: string; amount: string; month: string }> {
    const number = paymentNo(this.clock.today(), await nextPaymentSequence(tx), 'LH');
    const { accountId, baseFen, monthlyFen: amountFen } = account;
    await insertFlexiblePayment(tx, {
      id: newId(),
      accountId,
      month,
      baseFen,
      amountFen,
      paymentNo: number,
      caseId,
    });
    return { paymentNo: number, amount: yuan(amountFen), month };
  }

  /** Each month from the next time that day comes; whatever is agreed takes the place of what was. */
  async agreeDebit(
    tx: Tx,
    { accountId }: FlexibleAccount,
    day: number,
    caseId: string,
  ): Promise<{ debitDay: number; from: string }> {
    const today = this.clock.today();
    const present = monthOf(today);
    const isAhead = day > Number(today.slice(8));
    await putDebit(tx, accountId, { day, caseId, from: isAhead ? previousMonth(present) : present });
    return { debitDay: day, from: isAhead ? present : nextMonth(present) };
  }

  endDebit(tx: Tx, { accountId }: FlexibleAccount): Promise<void> {
    return putDebit(tx, accountId, null);
  }

  /** Sealed from the month after the last one paid: no month is owed, for nobody has to pay. */
  stop(tx: Tx, account: FlexibleAccount, caseId: string): Promise<void> {
    return this.change(tx, account, { kind: 'seal', reason: 'other', amounts: null }, caseId);
  }

  /** Other terms from the next unpaid month on; a stopped contribution begins again with the present month. */
  async retermed(
    tx: Tx,
    account: FlexibleAccount,
    terms: Partial<Terms>,
    caseId: string,
  ): Promise<{ base: string; ratio: string; monthly: string }> {
    const ratio = terms.ratio ?? account.ratio;
    const base = terms.base ?? yuan(account.baseFen);
    const amounts = this.amountsOf({ base, ratio }, account.district);
    const resumed = account.state === '02';
    await this.change(tx, account, { kind: resumed ? 'unseal' : 'base', reason: null, amounts }, caseId);
    const present = monthOf(this.clock.today());
    await putTerms(tx, {
      accountId: account.accountId,
      ratio,
      firstMonth: resumed && present > account.firstMonth ? present : account.firstMonth,
    });
    return { base, ratio, monthly: yuan(amounts.employee) };
  }

  find(tx: Tx, accountId: bigint): Promise<FlexibleAccount | null> {
    return selectFlexible(tx, accountId);
  }

  private async change(
    tx: Tx,
    account: FlexibleAccount,
    change: Omit<CarriedChange, 'accountId'>,
    caseId: string,
  ): Promise<void> {
    const { accountId, unitId, lastMonth, firstMonth } = account;
    const from = lastMonth === null ? firstMonth : nextMonth(lastMonth);
    const of = { unitId, from, caseId, on: this.clock.today(), at: this.clock.now() };
    await carryChanges(tx, of, [{ ...change, accountId }]);
  }

  private async open(
    tx: Tx,
    wanted: { person: Identity; unitId: bigint; amounts: Amounts },
  ): Promise<{ accountId: bigint; accountNo: string }> {
    const { person, unitId, amounts } = wanted;
    const openedOn = this.clock.today();
    const personId = await this.parties.ensurePerson(tx, person);
    const [accountId] = await this.ledger.openAccounts(
      tx,
      [{ kind: 'member', subject: '201', unitId }],
      openedOn,
    );
    if (accountId === undefined) throw new Error('the ledger opened no account');
    const accountNo = memberAccountNo(openedOn, accountId);
    await insertMemberAccounts(tx, { unitId, openedOn }, [{ accountId, accountNo, personId, ...amounts }]);
    return { accountId, accountNo };
  }

  /** Base as declared, within the limits that the rules have judged; the whole ratio is the person's side. */
  private amountsOf({ base, ratio }: Terms, district: string): Amounts {
    const { roundingUnit } = contributionLimits(parametersOn(this.clock.today()), district);
    const baseFen = parseYuan(base);
    return { base: baseFen, employer: fen(0n), employee: applyRate(baseFen, parseRate(ratio), roundingUnit) };
  }
}

interface Amounts {
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}
