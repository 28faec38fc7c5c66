import { Client } from 'pg';

/**
 * One line on the withdrawal that took longest from its application to the card, of all that were approved; what waited
 * for a registry or for a person counts as well. By the service's own clock.
 */
export async function slowestWithdrawal(ownerUrl: string): Promise<string> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{
      id: string;
      item: string;
      ms: number;
      waited: boolean;
      of: number;
    }>(
      `SELECT c.id, c.item, round(extract(epoch FROM c.finished_at - c.accepted_at) * 1000)::float8 AS ms,
              c.round > 1 AS waited, count(*) OVER ()::int AS of
         FROM service_case AS c WHERE c.item LIKE 'TQ%' AND c.state = 'done'
        ORDER BY c.finished_at - c.accepted_at DESC, c.id LIMIT 1`,
    );
    const [slowest] = rows;
    if (!slowest) return 'slowest approved withdrawal: none was approved';
    const { id, item, ms, waited, of } = slowest;
    const why = waited ? ', which had to wait for an answer from outside' : '';
    return `slowest approved withdrawal of ${of}, from application to credited: ${ms} ms (${item}, case ${id}${why})`;
  } finally {
    await client.end();
  }
}
