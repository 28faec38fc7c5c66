import { yuan } from '../../../kernel/money';
import { nextMonth, previousMonth } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { ListFact } from '../domain/facts';
import { selectList } from '../store/remittance-list-store';
import { selectMonthDue, selectRosterDifference } from '../store/roster-store';
import { selectUnit } from '../store/unit-account-store';

/** `remittance.list`: the list of the case beside the employer's account as both stand now. */
export function remittanceListFact(clock: Clock): FactProvider {
  const name = 'remittance.list';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input }) {
      const { listId } = input as { listId: string };
      const list = await selectList(tx, listId, { lock: false });
      const unit = list && (await selectUnit(tx, list.unitId, { lock: false }));
      if (!unit) throw new Error(`the list ${listId} of an accepted case is gone`);
      const { missing, surplus, rebased } = await selectRosterDifference(tx, unit, list);
      const value: ListFact = {
        state: list.state,
        month: list.month,
        // Months in which nobody contributes owe nothing: the unit is as good as paid through them.
        paidThrough: previousMonth(
          (await selectMonthDue(tx, unit.unitId, unit.paidThrough)) ?? nextMonth(unit.paidThrough),
        ),
        members: list.memberCount,
        total: yuan(list.totalFen),
        missing,
        surplus,
        rebased,
      };
      return internalFact({ name, source: 'contribution', receiptNo: list.id, at: clock.now() }, value);
    },
  };
}
