import {
  LIST_COLUMNS,
  type ListColumn,
  type ListLanguage,
  REASON_COLUMNS,
} from '../../domain/remittance/list-columns';
import type { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';

/** What is wrong with a row and how to mend it; null for a good row. */
export type Reasons = (row: number) => readonly [what: string, fix: string] | null;

/**
 * The rows that have a fault, with their number, what is wrong and how to mend it before the cells as they stood. The
 * file can be mended and sent as it is: the columns before are not read, and a row with a cell too many or too few
 * still has it.
 */
export function badRows(
  rows: readonly RawRow[],
  reasonsOf: Reasons,
  { columns, language }: { readonly columns: readonly ListColumn[]; readonly language: ListLanguage },
): string[][] {
  const headings = [
    ...REASON_COLUMNS.map((heading) => heading[language]),
    ...columns.map((column) => LIST_COLUMNS[column][language]),
  ];
  const bad = rows.flatMap(({ row, cells, ragged }) => {
    const reasons = reasonsOf(row);
    if (reasons === null) return [];
    return [[String(row), ...reasons, ...(ragged ?? columns.map((column) => cells[column] ?? ''))]];
  });
  return [headings, ...bad];
}

/** The reasons that were found while a list was read and laid out, in the language of its headings. */
export function reasonsIn(faults: ListFaults): Reasons {
  const { headings: language } = faults;
  const [colon, between, blank] = language === 'zh' ? ['：', '；', ''] : [': ', '; ', ' '];
  return (row) => {
    const reasons = faults.reasonsOf(row);
    if (reasons.length === 0) return null;
    const texts = reasons.map(({ code, column, operands }) => {
      const [zh, en, fixZh, fixEn] = faults.textsOf(code, operands);
      const what = language === 'zh' ? zh : en;
      const where = column === null ? '' : `${LIST_COLUMNS[column][language]}${colon}`;
      return { what: `${where}${what}`, fix: language === 'zh' ? fixZh : fixEn };
    });
    const fixes = new Set(texts.map(({ fix }) => fix));
    return [texts.map(({ what }) => what).join(between), [...fixes].join(blank)];
  };
}
