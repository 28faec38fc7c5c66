import { Injectable } from '@nestjs/common';
import { compareMonths, type Month, nextMonth, previousMonth } from '../../../../kernel/month';
import { parseRate } from '../../../../kernel/rate';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import { contributionLimits } from '../../domain/member/contribution-limits';
import { monthlyContribution } from '../../domain/member/monthly-contribution';
import { type DeferredLine, insertDeferredMonth, moveUnitPast } from '../../store/deferred-month-store';
import type { Relief } from '../../store/relief-store';
import { selectHolders } from '../../store/roster-store';
import { selectUnit, type UnitAccount } from '../../store/unit-account-store';
import { inMonth } from '../../store/unit-ratio-store';

/** Writes down the months that an employer deferred: a line for each member, and the unit moves past them. */
@Injectable()
export class DeferMonths {
  /** All months of the deferral before `before` that the unit is not past; it is locked here. Returns how many. */
  async upTo(tx: Tx, relief: Relief, before: Month, on: string): Promise<number> {
    const unit = await selectUnit(tx, relief.unitId, { lock: true });
    if (!unit) throw new Error('a deferral has a unit');
    const last = previousMonth(before);
    const until = compareMonths(last, relief.until) < 0 ? last : relief.until;
    let count = 0;
    for (
      let month = nextMonth(unit.paidThrough);
      compareMonths(month, until) <= 0;
      month = nextMonth(month), count += 1
    )
      await this.defer(tx, unit, month, { reliefCaseId: relief.caseId, on });
    return count;
  }

  private async defer(
    tx: Tx,
    unit: UnitAccount,
    month: Month,
    by: { reliefCaseId: string; on: string },
  ): Promise<void> {
    const lines = await this.linesOf(tx, unit, month);
    if (lines.length > 0) await insertDeferredMonth(tx, { unitId: unit.unitId, month, ...by }, lines);
    await moveUnitPast(tx, unit.unitId, month);
  }

  /** What each member would have got: bases and ratios of that month. */
  private async linesOf(tx: Tx, unit: UnitAccount, month: Month): Promise<DeferredLine[]> {
    const terms = await inMonth(tx, unit, month);
    const limits = contributionLimits(parametersOn(`${month}-01`), unit.district, terms);
    const [employerRatio, employeeRatio] = [parseRate(terms.ratioEmployer), parseRate(terms.ratioEmployee)];
    const holders = await selectHolders(tx, unit.unitId, month);
    return holders.map(({ accountId, baseFen }) => {
      const amounts = monthlyContribution(
        { averageMonthlyWage: baseFen, employerRatio, employeeRatio },
        limits,
      );
      if (!amounts.ok) throw new RangeError('the ratios of the employer are outside the limits of the month');
      const { base, employer, employee } = amounts;
      return { accountId, base, employer, employee };
    });
  }
}
