import { setImmediate as nextTurn } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { BOUNDS } from './bounds';
import { tooMuch } from './workbook-archive';
import { WorkbookFault } from './workbook-fault';

/** Attributes of a tag, by name with its prefix. */
export type Attributes = Readonly<Record<string, string>>;

/** What is made of the tags of a part; names without prefixes. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Pieces after which other requests get their turn. */
const TURN = 8;

/**
 * Reads a part of a workbook as it is unpacked. A document type is refused, so there are no entities to expand and
 * nothing outside to fetch.
 * @throws WorkbookFault when it is not well formed or beyond the bounds of depth and length.
 */
export async function readXml(pieces: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  const parser = parserFor(handler);
  let read = 0;
  for await (const piece of pieces) {
    parser.take(piece);
    read += 1;
    if (read % TURN === 0) await nextTurn();
  }
  parser.end();
}

function parserFor(handler: XmlHandler): { take(piece: string): void; end(): void } {
  const parser = new SaxesParser();
  let depth = 0;
  let silent = 0;
  let fault: WorkbookFault | null = null;
  const refuse = (refused: WorkbookFault): void => void (fault ??= refused);
  parser.on('doctype', () => refuse(new WorkbookFault('XLSX_FORBIDDEN')));
  parser.on('error', () => refuse(new WorkbookFault('XLSX_DAMAGED')));
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    depth += 1;
    if (depth > BOUNDS.depth) refuse(tooMuch('depth', BOUNDS.depth));
    if (fault === null) handler.open?.(localName(name), attributes);
  });
  parser.on('text', (text) => {
    if (fault === null) handler.text?.(text);
  });
  parser.on('cdata', (text) => {
    if (fault === null) handler.text?.(text);
  });
  parser.on('closetag', ({ name }) => {
    silent = 0;
    depth -= 1;
    if (fault === null) handler.close?.(localName(name));
  });
  const check = (): void => {
    if (fault !== null) throw fault;
  };
  return {
    take: (piece) => {
      silent += piece.length;
      if (silent > BOUNDS.nodeBytes) throw tooMuch('node', BOUNDS.nodeBytes);
      parser.write(piece);
      check();
    },
    end: () => {
      parser.close();
      check();
    },
  };
}

/** Prefixes are the writer's choice. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
