import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import { BASES_HOLD_FROM, type BasesHold } from '../../domain/base/bases-hold';
import { selectFirstWages } from '../../store/enrolment-store';
import { selectUnlistedMonth } from '../../store/roster-store';
import type { UnitAccount } from '../../store/unit-account-store';

/** How far the bases of a unit's members hold against a list of today; null while any list could change them. */
export async function basesHold(tx: Tx, unit: UnitAccount, today: Day): Promise<BasesHold | null> {
  if (today < BASES_HOLD_FROM) return null;
  const window = parametersOn(today).raw('contribution.baseWindow') as readonly [string, string];
  return { firstWages: await selectFirstWages(tx, unit.unitId, await selectUnlistedMonth(tx, unit)), window };
}
