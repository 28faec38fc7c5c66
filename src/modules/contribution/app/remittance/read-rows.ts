import type { Day } from '../../../../kernel/calendar';
import { eachInTurns } from '../../../../platform/turns';
import type { ListFaults } from '../../domain/remittance/list-fault';
import { type ListRow, type RawRow, readListRow } from '../../domain/remittance/list-row';

/** The rows that say who is meant; everything wrong with each of them is told. */
export async function readRows(raw: readonly RawRow[], faults: ListFaults, today: Day): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  await eachInTurns(raw, (each) => {
    const row = readListRow(each, faults, today);
    if (row) rows.push(row);
  });
  return rows;
}
