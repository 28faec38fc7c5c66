import { readXml } from './read-xml';

/** Whether the cells of each style show a day. */
export type CellFormats = readonly boolean[];

/** Built-in formats that show a day (ECMA-376 18.8.30), the Chinese ones with them. */
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];

/** Reads which styles of a workbook show days. @throws WorkbookFault */
export async function readCellFormats(pieces: AsyncIterable<string>): Promise<CellFormats> {
  const own = new Map<number, boolean>();
  const formats: boolean[] = [];
  let inCells = false;
  await readXml(pieces, {
    open: (tag, attributes) => {
      const id = Number(attributes['numFmtId'] ?? '0');
      if (tag === 'numFmt') own.set(id, showsDay(attributes['formatCode'] ?? ''));
      else if (tag === 'cellXfs') inCells = true;
      else if (tag === 'xf' && inCells) formats.push(own.get(id) ?? isBuiltIn(id));
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

function isBuiltIn(id: number): boolean {
  return BUILT_IN.some(([first, last]) => id >= first && id <= last);
}

/** A code with a year or a day in it, outside quoted words, escapes, colours and conditions. */
function showsDay(code: string): boolean {
  return /[yde]/i.test(code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|E[+-]/gi, ''));
}
