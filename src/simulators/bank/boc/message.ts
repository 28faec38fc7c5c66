import { canonicalJson } from '../../../kernel/canonical-json';
import { MessageRefused } from '../dialect';
import { HmacSha256, type SignaturePort } from './signature';

/** Bank of China's own reading of the message standard. */
export const BOC = '104';

/** Names of the national settlement application; those with `ZR` are ours, the standard has none for them. */
export const TX = {
  payment: 'BDC101',
  collection: 'BDC102',
  batchCollection: 'BDC104',
  batchDeduction: 'BDC105',
  batchQuery: 'BDC107',
  batchDownload: 'BDC108',
  ownTransfer: 'BDC109',
  query: 'BDC110',
  statement: 'BDC113',
  balance: 'BDC123',
  accountChange: 'SBDC100',
  paymentResult: 'ZR101R',
  cardCheck: 'ZR4F01',
  accountOwner: 'ZRAO01',
} as const;

const HEADER_FIELDS = [
  'SendDate',
  'SendTime',
  'SendSeqNo',
  'TxUnitNo',
  'SendNode',
  'TxCode',
  'ReceiveNode',
  'CustNo',
  'OperNo',
] as const;

/** SendDate 'YYYYMMDD' and SendTime 'HHMMSS' are Beijing time. */
export type Header = Readonly<Record<(typeof HEADER_FIELDS)[number], string>>;
export type Body = Readonly<Record<string, string>>;

export interface Signature {
  readonly algorithm: string;
  readonly keyId: string;
  readonly value: string;
}

export interface Message {
  readonly header: Header;
  readonly body: Body;
  readonly signature: Signature;
}

/** A message may be this much older or newer than the bank's clock. */
const MAX_SKEW_MS = 5 * 60_000;

/** Signs and verifies for one key shared with one centre. */
export class MessageSeal {
  private readonly ports: ReadonlyMap<string, SignaturePort>;

  constructor(
    private readonly keyId: string,
    private readonly key: Buffer,
    private readonly now: () => Date,
    ports: readonly SignaturePort[] = [new HmacSha256()],
  ) {
    this.ports = new Map(ports.map((port) => [port.algorithm, port]));
  }

  sign(header: Header, body: Body, algorithm = 'HMAC-SHA-256'): Message {
    const port = this.ports.get(algorithm);
    if (port === undefined) throw new MessageRefused('algorithm');
    const value = port.sign(canonicalJson({ header, body }), this.key);
    return { header, body, signature: { algorithm, keyId: this.keyId, value } };
  }

  /** Throws `MessageRefused`; returns nothing that was not signed. */
  open(raw: unknown): { header: Header; body: Body } {
    const message = readMessage(raw);
    const port = this.ports.get(message.signature.algorithm);
    if (port === undefined) throw new MessageRefused('algorithm');
    if (message.signature.keyId !== this.keyId) throw new MessageRefused('key');
    const text = canonicalJson({ header: message.header, body: message.body });
    if (!port.verify(text, message.signature.value, this.key)) throw new MessageRefused('signature');
    const sent = sentAt(message.header);
    if (!(Math.abs(sent - this.now().getTime()) <= MAX_SKEW_MS)) throw new MessageRefused('time');
    return message;
  }
}

function sentAt({ SendDate: date, SendTime: time }: Header): number {
  if (!/^\d{8}$/.test(date) || !/^\d{6}$/.test(time)) return Number.NaN;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return Date.parse(`${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}+08:00`);
}

function readMessage(raw: unknown): Message {
  if (!isRecord(raw)) throw new MessageRefused('shape');
  const { header, body, signature } = raw;
  if (!isTexts(header) || !isTexts(body) || !isTexts(signature)) throw new MessageRefused('shape');
  if (HEADER_FIELDS.some((field) => header[field] === undefined)) throw new MessageRefused('shape');
  const { algorithm, keyId, value } = signature;
  if (algorithm === undefined || keyId === undefined || value === undefined)
    throw new MessageRefused('shape');
  return { header: header as Header, body, signature: { algorithm, keyId, value } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((member) => typeof member === 'string');
}
