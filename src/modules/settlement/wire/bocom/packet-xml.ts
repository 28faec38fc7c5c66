import { SaxesParser } from 'saxes';
import { type Fields, HEAD_FIELDS, type Packet } from './packet';

/** A packet is a few hundred bytes; nothing of the standard comes near these bounds. */
const MAX_BYTES = 64 * 1024;
const MAX_FIELDS = 100;
const MAX_TEXT = 4_000;

/** What XML 1.0 cannot hold even when it is escaped. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Writes a packet; equal packets give equal bytes. */
export function writePacket({ head, body }: Packet): string {
  const part = (name: string, fields: Fields): string => `<${name}>${writeFields(fields)}</${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?><packet>${part('head', head)}${part('body', body)}</packet>`;
}

function writeFields(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${escape(value)}</${name}>`)
    .join('');
}

function escape(value: string): string {
  return value.replace(UNWRITABLE, '\uFFFD').replace(/[&<>\r]/g, (sign) => ESCAPES[sign] ?? sign);
}

/**
 * Reads a packet; null when it is not in the agreed form: UTF-8, `packet` of one `head` and one `body`, each of fields
 * with nothing but text, no field twice, no attribute, comment, CDATA, processing instruction, DTD or entity of a DTD.
 */
export function readPacket(bytes: Buffer): Packet | null {
  if (bytes.length > MAX_BYTES) return null;
  const text = utf8(bytes);
  return text === null ? null : new PacketReader().read(text);
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: not in the agreed form.
    return null;
  }
}

/** Ends the reading at the first thing that a packet does not have. */
class NoPacket extends Error {}

class PacketReader {
  private readonly path: string[] = [];
  private readonly parts = new Map<string, Map<string, string>>();
  private text = '';
  private fields = 0;

  read(text: string): Packet | null {
    try {
      this.parse(text);
    } catch (error) {
      if (error instanceof NoPacket) return null;
      throw error;
    }
    const head = this.parts.get('head');
    const body = this.parts.get('body');
    if (head === undefined || body === undefined) return null;
    if (HEAD_FIELDS.some((field) => (head.get(field) ?? '') === '')) return null;
    return { head: Object.fromEntries(head), body: Object.fromEntries(body) };
  }

  private parse(text: string): void {
    const refuse = (): never => {
      throw new NoPacket();
    };
    const parser = new SaxesParser({ position: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
    for (const event of [
      'doctype',
      'comment',
      'cdata',
      'processinginstruction',
      'attribute',
      'error',
    ] as const)
      parser.on(event, refuse);
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') refuse();
    });
    parser.on('opentag', ({ name }) => this.open(name));
    parser.on('closetag', () => this.close());
    parser.on('text', (more) => this.add(more));
    parser.write(text).close();
  }

  private open(name: string): void {
    if (this.text.trim() !== '') throw new NoPacket();
    this.text = '';
    const [, part] = this.path;
    if (this.path.length === 0 && name !== 'packet') throw new NoPacket();
    if (this.path.length === 1) {
      if ((name !== 'head' && name !== 'body') || this.parts.has(name)) throw new NoPacket();
      this.parts.set(name, new Map());
    }
    if (part !== undefined) {
      this.fields += 1;
      const twice = this.parts.get(part)?.has(name) === true;
      if (this.path.length > 2 || twice || this.fields > MAX_FIELDS) throw new NoPacket();
    }
    this.path.push(name);
  }

  private close(): void {
    const [, part, field] = this.path;
    this.path.pop();
    if (part !== undefined && field !== undefined) this.parts.get(part)?.set(field, this.text);
    else if (this.text.trim() !== '') throw new NoPacket();
    this.text = '';
  }

  private add(more: string): void {
    this.text += more;
    if (this.text.length > MAX_TEXT) throw new NoPacket();
  }
}
