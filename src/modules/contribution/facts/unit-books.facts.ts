import { monthOf, parseDay } from '../../../kernel/calendar';
import { yuan } from '../../../kernel/money';
import {
  compareMonths,
  type Month,
  monthFromNumber,
  nextMonth,
  parseMonth,
  previousMonth,
} from '../../../kernel/month';
import { parseRate } from '../../../kernel/rate';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { type CaseContext, type FactProvider, internalFact } from '../../casework';
import { parametersOn } from '../../policy';
import type { ObligationsFact, RatiosFact, ReliefFact } from '../domain/employer/change-facts';
import { fundYearOf } from '../domain/employer/fund-year';
import { hasParametersFor } from '../domain/member/contribution-limits';
import { selectOpenDeferredOf } from '../store/deferred-month-store';
import { selectOpenRelief } from '../store/relief-store';
import { selectMonthDue, selectUnlistedMonth } from '../store/roster-store';
import { selectUnitOfEmployer, type UnitAccount } from '../store/unit-account-store';
import { selectObligations } from '../store/unit-closing-store';
import { inMonth, selectRatioChange } from '../store/unit-ratio-store';

/** What our own books say of an employer that changes. */
export function unitBooksFacts(clock: Clock): FactProvider[] {
  return [obligationsFact(clock), ratiosFact(clock), reliefFact(clock)];
}

async function unitOf(tx: Tx, { employerId }: CaseContext): Promise<UnitAccount> {
  const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
  if (!unit) throw new Error('the case is about an employer with an account');
  return unit;
}

const laterOf = (one: Month, other: Month): Month => (compareMonths(one, other) > 0 ? one : other);
const earlierOf = (one: Month, other: Month): Month => (compareMonths(one, other) < 0 ? one : other);

/** `unit.obligations`: what still hangs on the account. */
function obligationsFact(clock: Clock): FactProvider {
  const name = 'unit.obligations';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const unit = await unitOf(tx, context);
      const found = await selectObligations(tx, unit.unitId);
      const { suspenseFen, backPaymentsAwaiting, ...counts } = found;
      const open = await selectUnlistedMonth(tx, unit);
      const unpaid = await countMonthsDue(tx, unit, { from: open, before: monthOf(parseDay(context.today)) });
      const deferred = await selectOpenDeferredOf(tx, unit.unitId);
      const value: ObligationsFact = {
        ...counts,
        // Only who closes has to wait for a back payment: nobody could pay it in afterwards.
        awaiting: counts.awaiting + (context.item === 'GJ05' ? backPaymentsAwaiting : 0),
        deferred: deferred.months,
        deferredPayable: deferred.payableMonths,
        lapsed: deferred.lapsedLines,
        lapsedAmount: yuan(deferred.lapsedFen),
        unpaid,
        suspense: yuan(suspenseFen),
      };
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

/** Months of a period in which somebody stood on the unit's list. */
async function countMonthsDue(
  tx: Tx,
  { unitId }: UnitAccount,
  { from, before }: { from: Month; before: Month },
): Promise<number> {
  let months = 0;
  let due = await selectMonthDue(tx, unitId, previousMonth(from));
  for (; due !== null && compareMonths(due, before) < 0; months += 1)
    due = await selectMonthDue(tx, unitId, due);
  return months;
}

interface RatiosInput {
  readonly fromMonth: string;
  readonly ratioEmployer: string;
  readonly ratioEmployee: string;
}

/** `unit.ratios`: the ratios of the month from which others are applied for, and whether they may change then. */
function ratiosFact(clock: Clock): FactProvider {
  const name = 'unit.ratios';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const unit = await unitOf(tx, context);
      const { fromMonth, ratioEmployer, ratioEmployee } = context.input as RatiosInput;
      const from = parseMonth(fromMonth);
      const open = await selectUnlistedMonth(tx, unit);
      const now = await inMonth(tx, unit, from);
      const start = parametersOn(context.lawDay).raw('contribution.fundYearStart');
      if (typeof start !== 'string') throw new Error('the fund year begins on a day of the year');
      const year = fundYearOf(from, start);
      const changed = await selectRatioChange(tx, unit.unitId, year);
      const differs =
        parseRate(now.ratioEmployer) !== parseRate(ratioEmployer) ||
        parseRate(now.ratioEmployee) !== parseRate(ratioEmployee);
      const value: RatiosFact = {
        employer: now.ratioEmployer,
        employee: now.ratioEmployee,
        from,
        open,
        latest: laterOf(open, nextMonth(monthOf(parseDay(context.today)))),
        parameters: hasParametersFor(from),
        differs,
        changedFrom: changed === null ? null : monthFromNumber(changed),
        yearEnds: `${nextMonth(year.until)}-01`,
      };
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

/**
 * `unit.relief`: what was granted and not ended, and from which months contribution may be resumed: months of a deferral
 * that are over were deferred, whether or not the nightly look has written them down.
 */
function reliefFact(clock: Clock): FactProvider {
  const name = 'unit.relief';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const unit = await unitOf(tx, context);
      const relief = await selectOpenRelief(tx, unit.unitId);
      const current = monthOf(parseDay(context.today));
      const unlisted = await selectUnlistedMonth(tx, unit);
      const deferredTo = relief?.kind === 'deferral' ? earlierOf(current, nextMonth(relief.until)) : unlisted;
      const open = laterOf(unlisted, deferredTo);
      const { resumeFrom = null } = context.input as { resumeFrom?: string };
      const value: ReliefFact = {
        kind: relief?.kind ?? 'none',
        from: relief?.from ?? null,
        until: relief?.until ?? null,
        resumeFrom,
        open,
        latest: laterOf(open, nextMonth(current)),
        parameters: resumeFrom !== null && hasParametersFor(parseMonth(resumeFrom)),
      };
      const receiptNo = relief?.caseId ?? unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}
