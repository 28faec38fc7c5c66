import { SaxesParser } from 'saxes';
import { MessageRefused } from '../dialect';

export type Elements = Readonly<Record<string, string>>;

/** Head and body of a message, each a list of elements with text. */
export interface XmlMessage {
  readonly head: Elements;
  readonly body: Elements;
}

/** Reads `<packet><head>…</head><body>…</body></packet>`. Throws `MessageRefused` for anything else. */
export function readXml(text: string): XmlMessage {
  const parts: Record<string, Record<string, string>> = {};
  const open: string[] = [];
  let value = '';
  const parser = new SaxesParser();
  const refuse = (): never => {
    throw new MessageRefused('shape');
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name }) => {
    open.push(name);
    value = '';
    if (open.length > 3 || open[0] !== 'packet') refuse();
    if (open.length === 2) parts[name] = {};
  });
  parser.on('text', (more) => {
    value += more;
  });
  parser.on('closetag', ({ name }) => {
    const part = parts[open[1] ?? ''];
    if (open.length === 3 && part !== undefined) part[name] = value;
    open.pop();
    value = '';
  });
  parser.write(text).close();
  const { head, body } = parts;
  if (head === undefined || body === undefined) throw new MessageRefused('shape');
  return { head, body };
}

/** Writes a message with its elements on lines of their own. */
export function writeXml({ head, body }: XmlMessage): string {
  const part = (name: string, elements: Elements): string => {
    const lines = Object.entries(elements).map(([key, value]) => `    <${key}>${escape(value)}</${key}>\n`);
    return `  <${name}>\n${lines.join('')}  </${name}>\n`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<packet>\n${part('head', head)}${part('body', body)}</packet>\n`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
