import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { queueEstimate } from '../../domain/fund/queue-estimate';
import { selectFundDays } from '../../store/fund/fund-day-store';
import { selectPlace } from '../../store/fund/fund-queue-store';
import type { Loan } from '../../store/loan-store';
import type { LoanPagePart } from '../application/loan-pages';

/** Days whose course an estimate rests on. */
const DAYS = 30;

/** Where the money of a loan stands in the queue, and when its turn may come; null when it does not wait. */
@Injectable()
export class QueuePage implements LoanPagePart {
  readonly name = 'queue';

  constructor(private readonly clock: Clock) {}

  async read(tx: Tx, { id, amountFen }: Loan): Promise<Json> {
    const place = await selectPlace(tx, id);
    if (place === null) return null;
    const days = (await selectFundDays(tx, this.clock.today(), DAYS)).reverse();
    const turnOn = queueEstimate({ ahead: place.aheadFen, own: amountFen }, days);
    return {
      position: place.before + 1,
      ahead: yuan(place.aheadFen),
      since: place.queuedAt.toISOString(),
      turnOn,
      basis:
        turnOn === null
          ? {
              zh: '近期可贷资金没有增加，暂时无法预计',
              en: 'what may be lent has not grown of late; nothing can be foreseen',
            }
          : {
              zh: `按近 ${days.length} 日可贷资金增长估算，仅供参考`,
              en: `by how what may be lent grew on the last ${days.length} days; no promise`,
            },
    };
  }
}
