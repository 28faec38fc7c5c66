import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { conflict, notFound, type Problem } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import { parametersOn } from '../../../policy';
import { type FundDay, liquiditySteps, loanRatio, overdueRatio, stepOf } from '../../domain/fund/fund-day';
import type { FundLendingFact } from '../../domain/fund/fund-lending';
import type { FundDayView, FundMeasureView, FundView } from '../../domain/fund/fund-view';
import { selectFundDays } from '../../store/fund/fund-day-store';
import {
  endMeasure,
  type FundMeasure,
  type FundMeasureKind,
  insertMeasure,
  selectMeasures,
} from '../../store/fund/fund-measure-store';
import { selectQueueTotal } from '../../store/fund/fund-queue-store';
import { readLending } from './read-lending';

type Command = { readonly key: string; readonly bodyHash: string };

/** Days and measures that are shown. */
const SHOWN = 31;

/** What managers see of the fund's safety, and the measures that they put in force by a document of the committee. */
@Injectable()
export class FundSafety {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  read(actor: Actor): Promise<FundView> {
    const today = this.clock.today();
    const parameters = parametersOn(today);
    const steps = liquiditySteps(parameters);
    return this.unitOfWork.read(actor.centreId, async (tx) => {
      const days = await selectFundDays(tx, today, SHOWN);
      const measures = await selectMeasures(tx, SHOWN);
      const total = await selectQueueTotal(tx);
      const lessIsLent = measures.some((one) => one.kind === 'coefficient' && holdsOn(one, today));
      const step = days[0] && lessIsLent ? stepOf(days[0], steps) : null;
      return {
        parameters: parameters.id,
        steps: steps.map(({ above, coefficient }) => ({
          above: formatRate(above, 2),
          coefficient: formatRate(coefficient, 1),
        })),
        lendable: formatRate(parameters.rate('fund.lendable'), 2),
        basis: parameters.mark('fund.loanRatioAbove'),
        coefficientNow: step === null ? null : formatRate(step.coefficient, 1),
        measures: measures.map(measureView),
        queue: {
          loans: total.loans,
          amount: yuan(total.amountFen),
          oldest: total.oldest?.toISOString() ?? null,
        },
        days: days.map(dayView),
      };
    });
  }

  /** Whether less is lent now, for whoever only reckons; null where it is not known. */
  lending(centreId: number): Promise<FundLendingFact | null> {
    return this.unitOfWork.read(centreId, async (tx) => (await readLending(tx, this.clock.today())).told);
  }

  /** Puts a measure in force from a day on, today at the earliest. @throws Problem 409 one of its kind is open. */
  putInForce(
    actor: Actor,
    wanted: { kind: FundMeasureKind; documentNo: string; from: string | undefined },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route: 'POST /v1/fund/measures', ...command }, async (tx, id) => {
      const today = this.clock.today();
      const fromDay = wanted.from !== undefined && wanted.from > today ? wanted.from : today;
      const { kind, documentNo } = wanted;
      const measure = { id, kind, documentNo, fromDay, setBy: actor.subject, at: this.clock.now() };
      const stored = await insertMeasure(tx, measure);
      if (stored === null) throw measureOpen();
      return { status: 201, answer: JSON.stringify(measureView(stored)) };
    });
  }

  /** Ends a measure with today as its last day; from the next night on everybody who waits goes. @throws Problem 404 */
  end(actor: Actor, id: string, command: Command): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/fund/measures/${id}/end`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const ended = await endMeasure(tx, { id, untilDay: this.clock.today(), endedBy: actor.subject });
      if (ended === null) throw notFound();
      return { status: 200, answer: JSON.stringify(measureView(ended)) };
    });
  }
}

function holdsOn({ fromDay, untilDay }: FundMeasure, day: string): boolean {
  return fromDay <= day && (untilDay === null || untilDay >= day);
}

function measureView({ id, kind, fromDay, untilDay, documentNo }: FundMeasure): FundMeasureView {
  return { id, kind, from: fromDay, until: untilDay, documentNo };
}

function dayView(day: FundDay): FundDayView {
  const [lent, late] = [loanRatio(day), overdueRatio(day)];
  return {
    day: day.day,
    deposits: yuan(day.deposits),
    loans: yuan(day.loans),
    loanRatio: lent === null ? null : formatRate(lent),
    overdue: yuan(day.overdue),
    overdueRatio: late === null ? null : formatRate(late),
    underWay: yuan(day.underWay),
    room: yuan(day.room),
    admitted: yuan(day.admitted),
  };
}

function measureOpen(): Problem {
  return conflict('FUND_MEASURE_OPEN', {
    zh: '同类措施正在执行，请先终止',
    en: 'A measure of this kind is open; end it first',
  });
}
