import type { ListForm } from '../../../domain/remittance/list-columns';
import { ListFaults } from '../../../domain/remittance/list-fault';
import { Sheet } from '../sheet';
import { readSheet } from './sheet-reader';
import { openSheet } from './workbook';
import { WorkbookFault } from './workbook-fault';

/**
 * Reads a list from a workbook (XLSX, ECMA-376): the sheet of that name, else the first that is not hidden; headings in
 * row 1 as in a CSV file. Faults of the file and of cells are told, never thrown.
 */
export async function readXlsxList(
  bytes: Buffer,
  form: ListForm,
  sheetName: string | null,
): Promise<{ sheet: Sheet; faults: ListFaults }> {
  const faults = new ListFaults('xlsx');
  const sheet = new Sheet(faults, form);
  try {
    const opened = await openSheet(bytes, sheetName);
    await readSheet(opened, ({ row, cells, faults: ofCells }) => {
      sheet.takeAt(row, cells);
      if (row === 1 || cells.every((cell) => cell.trim() === '')) return;
      for (const { at, code, value } of ofCells) {
        const column = sheet.columnAt(at);
        if (column !== null) faults.add(code, { row, column, value });
      }
    });
    sheet.finish();
  } catch (error) {
    if (!(error instanceof WorkbookFault)) throw error;
    faults.add(error.code, {}, ...error.operands);
  }
  return { sheet, faults };
}
