import type { CaseView } from '../../../casework';
import type { RowRefusal } from '../../domain/remittance/judge-row';
import { ROW_REFUSALS } from '../../domain/remittance/row-refusal';
import { someRowCanBeOpened } from '../../domain/rules/member/some-row-can-be-opened.rule';
import type { Reasons } from './bad-rows';
import type { CsvList } from './read-csv-list';

/** Beside what stands in a case, which row of the file it is said of: the first person is row 1 there. */
type Codes = ReadonlyMap<number, RowRefusal>;

/**
 * What a case on a list says of each row of its file: its receipt where some were opened, its decision where none
 * could be. Null while it is undecided, and where it was refused for more than its rows.
 */
export function refusedRows(view: CaseView, { rows, faults }: CsvList): Reasons | null {
  const codes = codesOfReceipt(view) ?? codesOfRefusal(view);
  if (codes === null) return null;
  const codeOf = new Map(rows.map(({ row }, index) => [row, codes.get(index + 1) ?? null]));
  return (row) => {
    const code = codeOf.get(row) ?? null;
    if (code === null) return null;
    const { text, fix } = ROW_REFUSALS[code];
    return [text[faults.headings], fix[faults.headings]];
  };
}

function codesOfReceipt({ receipt }: CaseView): Codes | null {
  const told = receipt?.['rows'];
  if (!Array.isArray(told)) return null;
  const rows = told as { readonly row: number; readonly code?: RowRefusal }[];
  return new Map(rows.flatMap(({ row, code }) => (code === undefined ? [] : [[row, code] as const])));
}

function codesOfRefusal({ state, reasons }: CaseView): Codes | null {
  const [reason, ...others] = reasons;
  if (state !== 'refused' || reason === undefined || others.length > 0) return null;
  if (!reason.rule.startsWith(`${someRowCanBeOpened.id}@`)) return null;
  const { refusals } = reason.observed as unknown as {
    readonly refusals: readonly `${number} ${RowRefusal}`[];
  };
  return new Map(
    refusals.map((refusal) => {
      const [row, code] = refusal.split(' ') as [string, RowRefusal];
      return [Number(row), code];
    }),
  );
}
