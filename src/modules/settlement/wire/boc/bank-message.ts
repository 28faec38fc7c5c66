import type { Json } from '../../../../kernel/fact';

/** Header of the settlement application (结算应用系统); SendDate 'YYYYMMDD' and SendTime 'HHMMSS' are Beijing time. */
export const HEADER_FIELDS = [
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

export type BankHeader = Readonly<Record<(typeof HEADER_FIELDS)[number], string>>;
export type BankBody = Readonly<Record<string, string>>;

export interface BankMessage {
  readonly header: BankHeader;
  readonly body: BankBody;
  readonly signature: { readonly algorithm: string; readonly keyId: string; readonly value: string };
}

/** Transaction codes; the last three are ours, the standard has no name for what they do. */
export const TX_CODE = {
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

/** Bank of China: the first three digits of its clearing number. */
export const BOC = '104';

/** Longest text a field may hold: nothing of the standard comes near it. */
const MAX_TEXT = 4_000;
const MAX_FIELDS = 100;

/** Reads a parsed message; null when it is not of the agreed shape. Signed or not is another question. */
export function readBankMessage(value: unknown): BankMessage | null {
  if (!isRecord(value)) return null;
  const { header, body, signature } = value;
  if (!isTexts(header) || !isTexts(body) || !isTexts(signature)) return null;
  if (HEADER_FIELDS.some((field) => header[field] === undefined)) return null;
  const { algorithm, keyId, value: signed } = signature;
  if (algorithm === undefined || keyId === undefined || signed === undefined) return null;
  return { header: header as BankHeader, body, signature: { algorithm, keyId, value: signed } };
}

/** What a signature covers: everything but itself. */
export function signedPart({ header, body }: Pick<BankMessage, 'header' | 'body'>): Json {
  return { header, body };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Record<string, string> {
  if (!isRecord(value)) return false;
  const members = Object.values(value);
  return (
    members.length <= MAX_FIELDS &&
    members.every((text) => typeof text === 'string' && text.length <= MAX_TEXT)
  );
}
