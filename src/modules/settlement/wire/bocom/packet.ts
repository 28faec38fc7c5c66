/** Bank of Communications: the first three digits of its clearing number. */
export const BOCOM = '301';

export type Fields = Readonly<Record<string, string>>;

/** One message: what every message has in its head, what this one says in its body. */
export interface Packet {
  readonly head: Fields;
  readonly body: Fields;
}

/** National names of the messages; the last three are ours, the standard has no name for what they do. */
export const TRANS_CODE = {
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

/** Fields that every head has; an answer names the packet it answers in `reply_to`. */
export const HEAD_FIELDS = [
  'trans_code',
  'packet_no',
  'sent_at',
  'sender',
  'receiver',
  'customer_no',
] as const;
