import type { Month } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { moveList, selectListOfMonth } from '../../store/remittance-list-store';

/** A draft made before a change does not have it: it gives way, and the list is sent again. @returns its id */
export async function overtakeDraft(tx: Tx, unitId: bigint, month: Month): Promise<string | null> {
  const draft = await selectListOfMonth(tx, unitId, month);
  if (draft?.state !== 'DRAFT') return null;
  await moveList(tx, draft.id, 'CANCELLED');
  return draft.id;
}
