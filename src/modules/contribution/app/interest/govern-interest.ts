import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { addDays, isDay, parseDay } from '../../../../kernel/calendar';
import { fen, yuan } from '../../../../kernel/money';
import { formatRate, parseRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { notFound } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import { InterestRuns, type InterestRun, lastInterestYear, Ledger, type RunProgress } from '../../../ledger';
import { TAIYUAN_PARAMETERS } from '../../../policy';
import { juneIsClosed, notTheYearDue, rateExists, rateTooEarly, yearHasItsRun } from './interest-problems';

/** A run over all accounts. Money in yuan strings. */
export interface InterestRunView {
  readonly id: string;
  readonly kind: 'year' | 'rate-change';
  /** 30 June, or the first day of a new rate. */
  readonly day: string;
  readonly state: 'planned' | 'running' | 'finished';
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Interest of all accounts as reckoned before the first was paid; null before that, and of a rate change. */
  readonly expected: string | null;
  readonly posted: string;
  readonly accounts: number;
  readonly ranges: { readonly done: number; readonly all: number };
  /** Accounts being closed, which the run leaves alone; `open` of them are not decided yet. */
  readonly left: { readonly all: number; readonly open: number };
  /** Money to be moved from the gains account to the fund's at the bank; booked as due between them when the run ends. */
  readonly cashDue: string | null;
}

/** A yearly rate of members' balances. */
export interface InterestRateView {
  readonly from: string;
  readonly rate: string;
  readonly instrument: string;
  readonly announcedBy: string;
}

type Command = { readonly key: string; readonly bodyHash: string };

/** What a manager does and sees: runs of interest, and the rates. */
@Injectable()
export class GovernInterest implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly runs: InterestRuns,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** The rates that the parameters name must be those the books reckon with. @throws when they differ. */
  async onApplicationBootstrap(): Promise<void> {
    const known = await this.unitOfWork.read(this.config.centreId, (tx) => this.ledger.announcedRates(tx));
    for (const set of TAIYUAN_PARAMETERS.sets)
      for (const [from, annual] of set.raw('interest.rates') as readonly (readonly [string, string])[])
        if (!known.some((rate) => rate.from === from && rate.annual === parseRate(annual)))
          throw new Error(`the books know no interest rate of ${annual} from ${from}, which ${set.id} names`);
  }

  /** Starts the run of a year: 202 with the run. Problems: 409 not due, June closed, started before. */
  startYear(actor: Actor, year: number, command: Command): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route: 'POST /v1/interest-runs', ...command }, async (tx, id) => {
      const refusal = await this.runs.refusalOf(tx, year);
      if (refusal === 'not-due')
        throw notTheYearDue(year, Number(lastInterestYear(this.clock.today()).lastDay.slice(0, 4)));
      if (refusal === 'month-closed') throw juneIsClosed(year);
      const { run, isNew } = await this.runs.startYear(tx, actor.subject, id);
      if (!isNew) throw yearHasItsRun(year, run.id);
      return { status: 202, answer: JSON.stringify(await this.viewOf(tx, run)) };
    });
  }

  /** @throws Problem 404. */
  async run(tx: Tx, id: string): Promise<InterestRunView> {
    const run = await this.runs.find(tx, id);
    if (!run) throw notFound();
    return this.viewOf(tx, run);
  }

  /** The latest runs. */
  async list(tx: Tx): Promise<InterestRunView[]> {
    const views: InterestRunView[] = [];
    for (const run of await this.runs.list(tx, 20)) views.push(await this.viewOf(tx, run));
    return views;
  }

  async rates(tx: Tx): Promise<InterestRateView[]> {
    return (await this.ledger.announcedRates(tx)).map(({ from, annual, instrument, announcedBy }) => ({
      from,
      rate: formatRate(annual),
      instrument,
      announcedBy,
    }));
  }

  /** Announces a rate that holds from a day to come: 201 with it. Problems: 409 too early, or there is one. */
  announce(
    actor: Actor,
    wanted: { from: string; rate: string; instrument: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { from, rate, instrument } = wanted;
    return this.commands.once({ actor, route: 'POST /v1/interest-rates', ...command }, async (tx) => {
      const today = this.clock.today();
      if (!isDay(from) || from <= today) throw rateTooEarly(addDays(today, 1));
      if ((await this.ledger.announcedRates(tx)).some((known) => known.from === from)) throw rateExists(from);
      const announced = {
        from: parseDay(from),
        annual: parseRate(rate),
        instrument,
        announcedBy: actor.subject,
      };
      const ahead = await this.ledger.announceRate(tx, announced);
      if (ahead !== null) throw rateTooEarly(addDays(ahead, 1));
      const view: InterestRateView = {
        from,
        rate: formatRate(announced.annual),
        instrument,
        announcedBy: actor.subject,
      };
      return { status: 201, answer: JSON.stringify(view) };
    });
  }

  private async viewOf(tx: Tx, run: InterestRun): Promise<InterestRunView> {
    const progress: RunProgress = await this.runs.progressOf(tx, run.id);
    const posted = yuan(fen(progress.interestFen));
    return {
      id: run.id,
      kind: run.kind,
      day: run.day,
      state: run.state,
      startedBy: run.startedBy,
      startedAt: run.plannedAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
      expected: run.expectedFen === null ? null : yuan(fen(run.expectedFen)),
      posted,
      accounts: progress.accounts,
      ranges: { done: progress.chunksDone, all: progress.chunks },
      left: { all: progress.left, open: progress.leftOpen },
      cashDue: run.kind === 'year' && run.state === 'finished' ? posted : null,
    };
  }
}
