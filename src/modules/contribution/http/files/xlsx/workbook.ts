import { type CellFormats, readCellFormats } from './cell-formats';
import { localName, readXml } from './read-xml';
import { readSharedStrings } from './shared-strings';
import { WorkbookArchive } from './workbook-archive';
import { WorkbookFault } from './workbook-fault';

/** What is needed to read one sheet of a workbook. */
export interface OpenSheet {
  readonly pieces: AsyncIterable<string>;
  readonly strings: readonly string[];
  readonly formats: CellFormats;
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
}

interface Relation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

interface Named {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

const MAIN = 'spreadsheetml.sheet.main+xml';

/**
 * Opens the sheet of that name, else the first that is not hidden. A hidden sheet is never read: nobody sees what it
 * says.
 * @throws WorkbookFault
 */
export async function openSheet(bytes: Buffer, wanted: string | null): Promise<OpenSheet> {
  const archive = await WorkbookArchive.open(bytes);
  if (!archive.has('[Content_Types].xml')) throw new WorkbookFault('FILE_NOT_CSV', 'ZIP');
  await refuseMacros(archive);
  const main = (await relations(archive, '')).find(({ kind }) => kind === 'officeDocument')?.target;
  if (main === undefined) throw new WorkbookFault('FILE_NOT_CSV', 'ZIP');
  const { sheets, from1904 } = await outline(archive, main);
  const related = await relations(archive, main);
  const pages = sheets.flatMap((sheet) => {
    const page = related.find(({ id, kind }) => id === sheet.relation && kind === 'worksheet');
    return page ? [{ ...sheet, target: page.target }] : [];
  });
  const { target } = chosen(pages, wanted);
  const part = (of: string): string | undefined => related.find(({ kind }) => kind === of)?.target;
  const [strings, styles] = [part('sharedStrings'), part('styles')];
  return {
    strings: strings === undefined ? [] : await readSharedStrings(archive.text(strings)),
    formats: styles === undefined ? [] : await readCellFormats(archive.text(styles)),
    from1904,
    pieces: archive.text(target),
  };
}

function chosen<S extends Named>(pages: readonly S[], wanted: string | null): S {
  const offered = pages.flatMap(({ name, hidden }) => (hidden ? [] : [name])).join('、');
  const page = pages.find(({ name, hidden }) => (wanted === null ? !hidden : name === wanted));
  if (!page) throw new WorkbookFault('SHEET_NOT_FOUND', offered);
  if (page.hidden) throw new WorkbookFault('SHEET_HIDDEN', offered);
  return page;
}

/** A workbook says by its content type whether it may hold macros, whatever its name is. */
async function refuseMacros(archive: WorkbookArchive): Promise<void> {
  const types: string[] = [];
  await readXml(archive.text('[Content_Types].xml'), {
    open: (_, { ContentType = '' }) => void types.push(ContentType),
  });
  if (types.some((type) => /macroEnabled|vbaProject/i.test(type))) throw new WorkbookFault('XLSX_MACRO');
  if (!types.some((type) => type.endsWith(MAIN))) throw new WorkbookFault('FILE_NOT_CSV', 'ZIP');
}

async function outline(
  archive: WorkbookArchive,
  main: string,
): Promise<{ sheets: readonly Named[]; from1904: boolean }> {
  const sheets: Named[] = [];
  let from1904 = false;
  await readXml(archive.text(main), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const { name = '', state = 'visible' } = attributes;
      const id = Object.entries(attributes).find(([key]) => key.includes(':') && localName(key) === 'id');
      sheets.push({ name, relation: id?.[1] ?? '', hidden: state !== 'visible' });
    },
  });
  return { sheets, from1904 };
}

/** Relations of a part ('' for the workbook as a whole); those that lead outside are left out. */
async function relations(archive: WorkbookArchive, part: string): Promise<Relation[]> {
  const cut = part.lastIndexOf('/') + 1;
  const [folder, file] = [part.slice(0, cut), part.slice(cut)];
  const found: Relation[] = [];
  await readXml(archive.text(`${folder}_rels/${file}.rels`), {
    open: (tag, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (tag !== 'Relationship' || TargetMode === 'External') return;
      found.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, Target) });
    },
  });
  return found;
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}
