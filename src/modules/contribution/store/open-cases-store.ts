import type { Tx } from '../../../platform/database/tx';

/** Cases of a person that have not ended, `exceptId` apart. */
export async function countOpenCasesOf(tx: Tx, personId: string, exceptId: string | null): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM service_case
      WHERE centre_id = $1 AND person_id = $2 AND finished_at IS NULL AND id IS DISTINCT FROM $3::uuid`,
    [tx.centreId, personId, exceptId],
  );
  return row?.n ?? 0;
}
