import { BOUNDS } from './bounds';
import { cellNumber, dayOfSerial } from './cell-number';
import { cellText } from './cell-text';
import { type Attributes, readXml } from './read-xml';
import type { OpenSheet } from './workbook';
import { tooMuch } from './workbook-archive';
import { WorkbookFault } from './workbook-fault';

/** What is wrong with a cell by itself. */
export type CellFaultCode = 'CELL_FORMULA' | 'CELL_ERROR' | 'CELL_DIGITS_LOST' | 'CELL_TOO_LONG';

/** A row as it stands: cells by column from 0, and what is wrong with some of them. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly faults: readonly { readonly at: number; readonly code: CellFaultCode; readonly value: string }[];
}

interface Cell {
  readonly at: number;
  readonly type: string;
  readonly dated: boolean;
  formula: string | null;
  value: string;
}

const LAST_ROW = 1_048_576;

/** Reads the rows of a sheet in their order and hands each on as it is whole. @throws WorkbookFault */
export async function readSheet(sheet: OpenSheet, take: (row: SheetRow) => void): Promise<void> {
  await readXml(sheet.pieces, new SheetReader(sheet, take));
}

class SheetReader {
  private row = 0;
  private cells: string[] = [];
  private faults: SheetRow['faults'][number][] = [];
  private next = 0;
  private cell: Cell | null = null;
  private inside: 'value' | 'formula' | null = null;
  private spoken = 0;

  constructor(
    private readonly sheet: Omit<OpenSheet, 'pieces'>,
    private readonly take: (row: SheetRow) => void,
  ) {}

  open(tag: string, attributes: Attributes): void {
    if (tag === 'row') this.beginRow(attributes['r']);
    else if (tag === 'c') this.beginCell(attributes);
    else if (tag === 'rPh') this.spoken += 1;
    else if (this.cell && tag === 'f') {
      this.cell.formula ??= '';
      this.inside = 'formula';
    } else if (tag === 'v' || (tag === 't' && this.spoken === 0)) this.inside = 'value';
    else this.inside = null;
  }

  text(text: string): void {
    if (!this.cell || this.inside === null) return;
    if (this.inside === 'value') this.cell.value += text;
    else this.cell.formula = `${this.cell.formula ?? ''}${text}`;
  }

  close(tag: string): void {
    this.inside = null;
    if (tag === 'rPh') this.spoken -= 1;
    else if (tag === 'c') this.endCell();
    else if (tag === 'row') {
      const { row, cells, faults } = this;
      if (cells.length > 0) this.take({ row, cells, faults });
    }
  }

  /** The number may be left out, and is then the next one. */
  private beginRow(number: string | undefined): void {
    const row = number === undefined ? this.row + 1 : Number(number);
    if (!Number.isInteger(row) || row <= this.row || row > LAST_ROW) throw new WorkbookFault('XLSX_DAMAGED');
    this.row = row;
    this.next = 0;
    this.cells = [];
    this.faults = [];
  }

  private beginCell({ r, t = 'n', s }: Attributes): void {
    const at = r === undefined ? this.next : columnOf(r);
    if (at < this.next) throw new WorkbookFault('XLSX_DAMAGED');
    this.next = at + 1;
    const dated = s !== undefined && this.sheet.formats[Number(s)] === true;
    this.cell = { at, type: t, dated, formula: null, value: '' };
  }

  private endCell(): void {
    const { cell } = this;
    this.cell = null;
    if (cell === null || (cell.value === '' && cell.formula === null)) return;
    const { at, formula } = cell;
    if (at >= BOUNDS.columns) throw tooMuch('columns', BOUNDS.columns);
    const text = this.shown(cell);
    while (this.cells.length < at) this.cells.push('');
    this.cells.push([...text].slice(0, BOUNDS.cellCharacters).join(''));
    if (formula !== null) this.faults.push({ at, code: 'CELL_FORMULA', value: `=${formula}` });
    else if (text.length > BOUNDS.cellCharacters)
      this.faults.push({ at, code: 'CELL_TOO_LONG', value: text });
  }

  private shown({ at, type, dated, value }: Cell): string {
    if (type === 's') {
      const text = /^\d{1,7}$/.test(value) ? this.sheet.strings[Number(value)] : undefined;
      if (text === undefined) throw new WorkbookFault('XLSX_DAMAGED');
      return text;
    }
    if (type === 'inlineStr' || type === 'str') return cellText(value);
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    if (type === 'e') {
      this.faults.push({ at, code: 'CELL_ERROR', value });
      return value;
    }
    const number = cellNumber(value.trim());
    if (number === null) return value;
    if (number.digitsLost) this.faults.push({ at, code: 'CELL_DIGITS_LOST', value: number.text });
    return (dated ? dayOfSerial(number.text, this.sheet.from1904) : null) ?? number.text;
  }
}

function columnOf(address: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(address)?.[1];
  if (letters === undefined) throw new WorkbookFault('XLSX_DAMAGED');
  return [...letters].reduce((sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 0) - 64, 0) - 1;
}
