import { BocLine } from '../../../src/modules/settlement/wire/boc/boc-line';
import { BocomLine } from '../../../src/modules/settlement/wire/bocom/bocom-line';
import type { OpenLine } from '../../../src/modules/settlement/wire/bank-lines';
import type { Clock } from '../../../src/platform/clock';
import type { AppConfig } from '../../../src/platform/config';
import type { BankMoodTarget } from '../../../src/simulators/moods';

/** A message of the centre as it would travel, for tests that change it on the way. */
export interface Sent {
  readonly headers: Record<string, string>;
  readonly text: string;
}

export interface SimulatedBank {
  readonly code: string;
  readonly moods: BankMoodTarget;
  readonly booksFile: string;
  readonly endpoint: string;
  /** Whether the result of an order comes after its answer. */
  readonly later: boolean;
  readonly lineOf: (config: AppConfig, clock: Clock) => OpenLine;
  /** Ways of spoiling a sound message that the bank refuses with 401. */
  readonly spoil: Readonly<Record<string, (sent: Sent) => Sent>>;
  /** Not in the agreed form, which is 400. */
  readonly shapeless: (sent: Sent) => Sent;
}

const json = (change: (message: Record<string, Record<string, string>>) => object) => (sent: Sent) => ({
  ...sent,
  text: JSON.stringify(change(JSON.parse(sent.text) as Record<string, Record<string, string>>)),
});
const signature = (change: (value: string) => string) => (sent: Sent) => ({
  ...sent,
  headers: { ...sent.headers, 'x-packet-signature': change(sent.headers['x-packet-signature'] ?? '') },
});

export const SIMULATED_BANKS: readonly SimulatedBank[] = [
  {
    code: '104',
    moods: 'bank',
    booksFile: 'boc-books.jsonl',
    endpoint: '/bank/boc/message',
    later: false,
    lineOf: (config, clock) => new BocLine(config, clock),
    spoil: {
      amount: json((message) => ({ ...message, body: { ...message['body'], Amt: '9.00' } })),
      algorithm: json((message) => ({
        ...message,
        signature: { ...message['signature'], algorithm: 'none' },
      })),
      key: json((message) => ({ ...message, signature: { ...message['signature'], keyId: 'other' } })),
    },
    shapeless: json((message) => ({ header: message['header'] })),
  },
  {
    code: '301',
    moods: 'bank-301',
    booksFile: 'bocom-books.jsonl',
    endpoint: '/bank/bocom/gateway',
    later: true,
    lineOf: (config, clock) => new BocomLine(config, clock),
    spoil: {
      amount: (sent) => ({ ...sent, text: sent.text.replace('>100000<', '>900<') }),
      algorithm: signature((value) => value.replace('HMAC-SM3', 'NONE')),
      key: signature((value) => value.replace('key=dev', 'key=other')),
    },
    shapeless: (sent) => ({ ...sent, headers: { 'content-type': 'application/xml' } }),
  },
];
