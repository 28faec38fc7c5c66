import type { BankMoodTarget, Moods } from '../moods';
import { jsonResponse, type SimulatorRequest, type SimulatorResponse } from '../server';
import type { Fen } from '../../kernel/money';
import type { Company, Person } from '../world/person';
import { findAccount } from './account-desk';
import { takeBankMood, type BankMood } from './bank-moods';
import { checkCard } from './card-desk';
import type { CollectionDesk } from './collection-desk';
import {
  type Asked,
  type Dialect,
  MessageRefused,
  type Opened,
  type StatementAsked,
  type Told,
} from './dialect';
import type { StatementPage } from './statement-desk';
import { lateBy, type PaymentDesk } from './payment-desk';

export interface BankEndpointParts {
  readonly dialect: Dialect;
  readonly desk: PaymentDesk;
  readonly collections: CollectionDesk;
  readonly holderOf: (cardNo: string) => Person | undefined;
  readonly companyOf: (accountNo: string) => Company | undefined;
  /** What is on an account of a customer; null where it has none of that number. */
  readonly balanceOf: (accountNo: string) => Fen | null;
  readonly statementOf: (asked: StatementAsked) => StatementPage;
  readonly moods: Moods;
  readonly moodTarget: BankMoodTarget;
  /** The bank's usual time to answer. */
  readonly latency: () => Promise<void>;
}

/** What the moods of orders are about: money moves by it. */
const ORDERS: ReadonlySet<string> = new Set(['payment', 'collection', 'batch']);

const faultPage = {
  status: 500,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html><body><h1>500</h1><p>HOST ADAPTER ERROR 0x5A17</p></body></html>',
};

function kindOf({ what }: Asked): 'order' | 'balance' | 'other' {
  if (ORDERS.has(what)) return 'order';
  return what === 'balance' ? what : 'other';
}

/** The one endpoint of a bank for its customers: one sealed message in, one sealed message out. */
export class BankEndpoint {
  constructor(private readonly parts: BankEndpointParts) {}

  async handle(request: SimulatorRequest): Promise<SimulatorResponse | null> {
    const { dialect, moods, moodTarget, latency } = this.parts;
    let opened: Opened;
    try {
      opened = dialect.open(request);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      return jsonResponse(error.fault === 'shape' ? 400 : 401, { error: error.fault });
    }
    const { mood, delayMs } = takeBankMood(moods, moodTarget, kindOf(opened.asked));
    await latency();
    await lateBy(mood, delayMs);
    if (mood === 'silence') return null;
    if (mood === 'error500-before-paying') return faultPage;
    if (opened.asked.what === 'other') return jsonResponse(400, { error: 'unknown transaction code' });
    const told = await this.serve(opened.asked, { mood, delayMs });
    if (told === null) return null;
    if (mood === 'garbage') return dialect.garbage;
    if (mood === 'error500-after-paying') return faultPage;
    return opened.reply(told, mood === 'wrong-signature-after-paying' ? 'spoilt' : 'sound');
  }

  private async serve(
    asked: Exclude<Asked, { what: 'other' }>,
    present: { mood: BankMood; delayMs: number },
  ): Promise<Told | null> {
    const { desk, collections, holderOf, companyOf, balanceOf } = this.parts;
    switch (asked.what) {
      case 'payment': {
        const fate = await desk.pay(asked.order, present);
        return fate && { what: 'fate', reference: asked.reference, fate };
      }
      case 'collection': {
        const fate = await collections.collect(asked.order, present);
        return fate && { what: 'fate', reference: asked.reference, fate };
      }
      case 'batch': {
        const fate = await collections.take(asked.batch, present);
        return fate && { what: 'batch', reference: asked.reference, fate, lines: false };
      }
      case 'batch-fate': {
        const { reference, lines } = asked;
        return { what: 'batch', reference, fate: await collections.fateOf(reference), lines };
      }
      case 'query':
        return { what: 'fate', reference: asked.reference, fate: await desk.query(asked.reference) };
      case 'account':
        return {
          what: 'account',
          accountNo: asked.accountNo,
          finding: findAccount(companyOf, asked.accountNo),
        };
      case 'balance':
        return { what: 'balance', accountNo: asked.accountNo, balance: balanceOf(asked.accountNo) };
      case 'statement':
        return { what: 'statement', asked: asked.asked, ...this.parts.statementOf(asked.asked) };
      case 'card':
        return { what: 'card', factors: asked.factors, finding: checkCard(holderOf, asked.factors) };
    }
  }
}
