import { Injectable } from '@nestjs/common';
import { RealTimes, sinceId, sinceNow } from '../../../platform/metrics';
import type { Purpose } from '../domain/purposes';
import { realTimeOfPayment, realTimeOfReceipt } from '../domain/real-times';
import type { ReceiptMatcher } from '../domain/receipt';
import type { SettlementHandler } from './settlement-registry';

/** Times what rooms do when the bank has spoken, each once and only when it is committed. */
@Injectable()
export class TimeSettlement {
  constructor(private readonly realTimes: RealTimes) {}

  /**
   * From the moment the instruction was made, with the decision, to the payment in the books. Whatever else a handler can
   * do it can still do: nothing of it may be left out here.
   */
  handler(purpose: Purpose, handler: SettlementHandler): Required<SettlementHandler> {
    const realTime = realTimeOfPayment(purpose);
    this.realTimes.declare(realTime);
    return {
      onPaid: async (tx, instruction) => {
        const journalId = await handler.onPaid(tx, instruction);
        this.realTimes.tookOnceCommitted(tx, realTime.name, sinceId(instruction.id));
        return journalId;
      },
      onRejected: (tx, instruction) => handler.onRejected(tx, instruction),
      onReturned: (tx, instruction) => handler.onReturned(tx, instruction),
      onUnknown: async (tx, instruction) => handler.onUnknown?.(tx, instruction),
      onShort: async (tx, instruction) => handler.onShort?.(tx, instruction),
      onHeld: async (tx, instruction, why) => handler.onHeld?.(tx, instruction, why),
      voidSince: async (tx, instruction) => (await handler.voidSince?.(tx, instruction)) ?? null,
      peopleOf: async (tx, sourceIds) => (await handler.peopleOf?.(tx, sourceIds)) ?? [],
    };
  }

  /** From the verified notice to the money in the books. */
  matcher(matcher: ReceiptMatcher): ReceiptMatcher {
    const realTime = realTimeOfReceipt(matcher.id);
    if (realTime === null) return matcher;
    this.realTimes.declare(realTime);
    const { id, order } = matcher;
    const timed: ReceiptMatcher = {
      id,
      order,
      match: async (tx, receipt) => {
        const since = sinceNow();
        const taken = await matcher.match(tx, receipt);
        if (taken !== false) this.realTimes.tookOnceCommitted(tx, realTime.name, since);
        return taken;
      },
    };
    if (matcher.concerns) timed.concerns = (receipt) => matcher.concerns?.(receipt) !== false;
    if (matcher.matchTogether)
      timed.matchTogether = this.together(matcher.matchTogether.bind(matcher), realTime.name);
    return timed;
  }

  /** Each receipt that is taken together is timed as one that is taken alone. */
  private together(
    match: NonNullable<ReceiptMatcher['matchTogether']>,
    name: string,
  ): NonNullable<ReceiptMatcher['matchTogether']> {
    return async (tx, receipts) => {
      const since = sinceNow();
      const taken = await match(tx, receipts);
      for (let each = 0; each < taken.matchedRefs.size; each += 1)
        this.realTimes.tookOnceCommitted(tx, name, since);
      return taken;
    };
  }
}
