import type { Fen } from '../../kernel/money';
import type { AccountFinding } from './account-desk';
import type { SimulatorRequest, SimulatorResponse } from '../server';
import type { PaymentOrder } from './bank-books';
import type { OrderFate } from './order-fate';
import type { BatchLine, CollectionOrder, MoneyLine, ResultLine } from './book-line';
import type { BatchFate } from './collection-books';
import type { CardFactors, CardFinding } from './card-desk';

/** Why a message is not even looked at. */
export type MessageFault = 'shape' | 'algorithm' | 'key' | 'signature' | 'time' | 'node';

export class MessageRefused extends Error {
  constructor(readonly fault: MessageFault) {
    super(`message refused: ${fault}`);
  }
}

type Batch = Omit<BatchLine, 'kind' | 'date' | 'time'>;

/** A page of what was booked on an account on a day 'YYYYMMDD'. */
export interface StatementAsked {
  readonly accountNo: string;
  readonly date: string;
  readonly page: number;
}

/** What a customer wants. `order` is null where its fields are not in order. */
export type Asked =
  | { readonly what: 'payment'; readonly reference: string; readonly order: PaymentOrder | null }
  | { readonly what: 'query'; readonly reference: string }
  | { readonly what: 'collection'; readonly reference: string; readonly order: CollectionOrder | null }
  | { readonly what: 'batch'; readonly reference: string; readonly batch: Batch | null }
  /** `lines`: each order's own result as well. */
  | { readonly what: 'batch-fate'; readonly reference: string; readonly lines: boolean }
  | { readonly what: 'card'; readonly factors: CardFactors }
  | { readonly what: 'account'; readonly accountNo: string }
  | { readonly what: 'balance'; readonly accountNo: string }
  | { readonly what: 'statement'; readonly asked: StatementAsked }
  | { readonly what: 'other' };

/** What the bank answers. */
export type Told =
  | { readonly what: 'fate'; readonly reference: string; readonly fate: OrderFate }
  | {
      readonly what: 'batch';
      readonly reference: string;
      readonly fate: BatchFate;
      readonly lines: boolean;
    }
  | { readonly what: 'card'; readonly factors: CardFactors; readonly finding: CardFinding }
  | { readonly what: 'account'; readonly accountNo: string; readonly finding: AccountFinding }
  | {
      readonly what: 'statement';
      readonly asked: StatementAsked;
      readonly lines: readonly MoneyLine[];
      readonly total: number;
      readonly creditFen: Fen;
      readonly debitFen: Fen;
      readonly more: boolean;
    }
  /** `balance` is null where the bank has no such account of a customer. */
  | { readonly what: 'balance'; readonly accountNo: string; readonly balance: Fen | null };

export interface Opened {
  readonly asked: Asked;
  /** `spoilt`: an answer whose signature does not verify. */
  reply(told: Told, how: 'sound' | 'spoilt'): SimulatorResponse;
}

export type Notice =
  | { readonly about: 'change'; readonly line: MoneyLine; readonly balance: Fen }
  | { readonly about: 'result'; readonly line: ResultLine };

/** National names of the notices, in every dialect. */
export const NOTICE_CODE = { change: 'SBDC100', result: 'ZR101R' } as const;

/** How a notice is sealed: rightly, or in one of the ways the centre must refuse. */
export const FORGERIES = [
  'valid',
  'wrong-key',
  'unknown-algorithm',
  'tampered',
  'stale',
  'unsigned',
  'mirrored', // sealed rightly, but from the centre to the bank: a message of its own sent back
] as const;
export type Forgery = (typeof FORGERIES)[number];

/** What a test changes of a notice: how it is sealed, and fields by their names in the dialect. */
export interface Forging {
  readonly sign: Forgery;
  readonly header?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}

/** Bytes ready to be posted. */
export interface Packet {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * How one bank speaks. The centre has a reading of its own of every dialect: two organisations, two implementations,
 * so that neither hides a fault of the other.
 */
export interface Dialect {
  readonly bankCode: string;
  /** Path of its one endpoint for customers. */
  readonly endpoint: string;
  /** Whether an order is accepted first and carried out afterwards. */
  readonly asynchronous: boolean;
  /** An answer nobody can read. */
  readonly garbage: SimulatorResponse;
  /** Believes a message or throws `MessageRefused`. */
  open(request: SimulatorRequest): Opened;
  /** One notice, sealed at this moment. */
  notice(notice: Notice, customer: string, forging?: Forging): Packet;
}
