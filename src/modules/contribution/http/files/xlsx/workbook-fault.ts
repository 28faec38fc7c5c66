import type { ListFaultCode } from '../../../domain/remittance/list-fault-texts';

/** Why a workbook cannot be read; told as a fault of the file, never thrown beyond the reader. */
export class WorkbookFault extends Error {
  override name = 'WorkbookFault';
  readonly operands: readonly string[];

  constructor(
    readonly code: Extract<
      ListFaultCode,
      `XLSX_${string}` | 'SHEET_NOT_FOUND' | 'SHEET_HIDDEN' | 'FILE_NOT_CSV'
    >,
    ...operands: readonly string[]
  ) {
    super(code);
    this.operands = operands;
  }
}
