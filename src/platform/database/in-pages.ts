import { together } from './together';
import type { Tx } from './tx';

/** Rows read at once: a millisecond or two of the event loop. */
const PAGE = 500;
const next = `FETCH ${PAGE} FROM pages`;
// All of it will be read: what gives the first rows soonest would not do.
const wholly = `SELECT set_config('cursor_tuple_fraction', '1', true)`;

/**
 * What a query finds that may find very much, page by page: an answer of a hundred thousand rows that comes in one go is
 * taken in by the event loop in one go as well, and keeps everybody else waiting. One at a time in a transaction.
 */
export async function queryInPages<R extends object>(
  tx: Tx,
  sql: string,
  values: readonly unknown[],
): Promise<R[]> {
  const opened = [
    tx.execute(wholly),
    tx.execute(`DECLARE pages NO SCROLL CURSOR FOR ${sql}`, values),
  ] as const;
  const [found] = await together([tx.query<R>(next), ...opened]);
  for (let page = found; page.length === PAGE;) {
    page = await tx.query<R>(next);
    for (const row of page) found.push(row);
  }
  await tx.execute('CLOSE pages');
  return found;
}
