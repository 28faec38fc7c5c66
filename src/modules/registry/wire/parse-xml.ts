import { SaxesParser } from 'saxes';
import { AnswerFault, drift, unasked } from '../domain/fault';

const utf8 = new TextDecoder('utf-8', { fatal: true });

interface Element {
  readonly name: string;
  readonly children: [name: string, value: unknown][];
  text: string;
}

/**
 * The root element of an XML document in UTF-8 as a JSON-like value: text for an element without children, a list for
 * one whose name is in `lists`, an object for any other. Anything that is no XML is the `garbage` fault, so is a
 * document type; an attribute is more than was asked, a name twice in one element a drift.
 */
export function parseXml(bytes: Uint8Array, root: string, lists: readonly string[]): unknown {
  const open: Element[] = [{ name: '', children: [], text: '' }];
  const parser = new SaxesParser({ position: false });
  const fail = (): never => {
    throw new AnswerFault('garbage', 'no XML in UTF-8');
  };
  parser.on('error', fail);
  parser.on('doctype', fail);
  parser.on('text', (text) => {
    const at = open.at(-1);
    if (at !== undefined) at.text += text;
  });
  parser.on('cdata', fail);
  parser.on('opentag', ({ name, attributes }) => {
    if (Object.keys(attributes).length > 0) throw unasked(`$.${name}`);
    open.push({ name, children: [], text: '' });
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined) open.at(-1)?.children.push([closed.name, valueOf(closed, lists)]);
  });
  parser.write(decode(bytes, fail)).close();
  const [document] = open[0]?.children ?? [];
  if (document?.[0] !== root) throw drift('$', `element ${root}`);
  return document[1];
}

function decode(bytes: Uint8Array, fail: () => never): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return fail();
  }
}

function valueOf({ name, children, text }: Element, lists: readonly string[]): unknown {
  if (children.length === 0 && !lists.includes(name)) return text;
  if (text.trim() !== '') throw drift(`$.${name}`, 'no text beside elements');
  if (lists.includes(name)) return children.map(([child, value]) => ({ [child]: value }));
  if (new Set(children.map(([child]) => child)).size < children.length)
    throw drift(`$.${name}`, 'each element once');
  return Object.fromEntries(children);
}
