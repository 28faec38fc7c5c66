import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { DebitFact } from '../domain/facts';
import { selectList } from '../store/remittance-list-store';
import { selectMandate } from '../store/unit-mandate-store';

/** `remittance.debit`: whether the list is to be collected, and whether its employer has a mandate. */
export function remittanceDebitFact(clock: Clock): FactProvider {
  const name = 'remittance.debit';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input }) {
      const { listId, collect = false } = input as { listId: string; collect?: boolean };
      const list = await selectList(tx, listId, { lock: false });
      if (!list) throw new Error(`the list ${listId} of an accepted case is gone`);
      const mandate = collect && (await selectMandate(tx, list.unitId)) !== null;
      const value: DebitFact = { wanted: collect, mandate };
      return internalFact({ name, source: 'contribution', receiptNo: list.id, at: clock.now() }, value);
    },
  };
}
