import { LIST_COLUMNS, REASON_COLUMNS } from '../domain/list-columns';
import { type ListFaults, faultTexts, type RowReason } from '../domain/list-fault';
import type { RawRow } from '../domain/list-row';
import type { FileManner } from './read-csv-list';

/**
 * The rows that have a fault, with their number, what is wrong and how to mend it before the cells as they stood. The
 * file can be mended and sent as it is: the columns before are not read, and a row with a cell too many or too few
 * still has it.
 */
export function badRows(
  rows: readonly RawRow[],
  faults: ListFaults,
  { columns }: Pick<FileManner, 'columns'>,
): string[][] {
  const { headings: language } = faults;
  const headings = [
    ...REASON_COLUMNS.map((heading) => heading[language]),
    ...columns.map((column) => LIST_COLUMNS[column][language]),
  ];
  const bad = rows.flatMap(({ row, cells, ragged }) => {
    const reasons = faults.reasonsOf(row);
    if (reasons.length === 0) return [];
    const texts = reasonTexts(reasons, language);
    return [[String(row), ...texts, ...(ragged ?? columns.map((column) => cells[column] ?? ''))]];
  });
  return [headings, ...bad];
}

function reasonTexts(reasons: readonly RowReason[], language: 'zh' | 'en'): [what: string, fix: string] {
  const [colon, between] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const what = reasons.map(({ code, column, operands }) => {
    const [zh, en] = faultTexts(code, operands);
    const text = language === 'zh' ? zh : en;
    return column === null ? text : `${LIST_COLUMNS[column][language]}${colon}${text}`;
  });
  const fixes = reasons.map(({ code, operands }) => {
    const [, , zh, en] = faultTexts(code, operands);
    return language === 'zh' ? zh : en;
  });
  return [what.join(between), [...new Set(fixes)].join(language === 'zh' ? '' : ' ')];
}
