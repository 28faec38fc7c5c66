import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { NoParametersForDay, type ParameterSet, parametersOn } from '../../../policy';
import { baseWindow, firstMonthOf, fundYearOf } from '../../domain/base/fund-year';
import {
  advanceBaseRun,
  carryBasesOfUnits,
  insertBaseRun,
  type LimitsOfDistricts,
  selectRunYear,
} from '../../store/base-run-store';

const leased = { table: 'base_run', work: 't.finished_at IS NULL' };
/** Units settled in one transaction. */
const UNITS = 200;
/** It has days: looked at once in so many ticks of the other workers. */
const ticks = 40;
const LOWER = 'contribution.lowerBase';

/**
 * After the window for bases has closed: employers who declared nothing keep their bases within the limits of the new
 * fund year. One run a centre and fund year, leased, two hundred units a transaction; a run that broke off goes on.
 */
@Injectable()
export class CarryOldBases extends TickingWorker {
  private planned: number | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('old-bases', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    if (!(await this.plan())) return 0;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: 1 }),
    );
    for (const claim of claims) {
      try {
        await this.step(claim);
      } catch (error) {
        // The lease runs out and the run is taken up again where it was.
        this.logger.warn({ event: 'base-run-failed', runId: claim.id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  /** Plans the run of the fund year whose window has closed; false while there is none, or no parameters of today. */
  private async plan(): Promise<boolean> {
    const today = this.clock.today();
    const parameters = parametersIn(today);
    if (parameters === null) return false;
    const fundYear = fundYearOf(today, parameters);
    if (this.planned === fundYear) return true;
    if (today <= baseWindow(fundYear, parameters).until || parametersIn(`${fundYear}-07-01`) === null)
      return false;
    const run = { id: newId(), fundYear, at: this.clock.now() };
    await this.unitOfWork.run(this.config.centreId, (tx) => insertBaseRun(tx, run));
    this.planned = fundYear;
    return true;
  }

  private step({ id, token }: Claim): Promise<void> {
    return this.unitOfWork.run(this.config.centreId, async (tx) => {
      const fundYear = await selectRunYear(tx, id, token);
      if (fundYear === null) return;
      const [on, at] = [this.clock.today(), this.clock.now()];
      const limits = limitsOf(parametersOn(`${fundYear}-07-01`));
      const run = { id, fundYear, first: firstMonthOf(fundYear), on, at };
      const done = await carryBasesOfUnits(tx, run, limits, UNITS);
      await advanceBaseRun(tx, id, { ...done, finishedAt: done.units < UNITS ? at : null });
    });
  }
}

function parametersIn(day: string): ParameterSet | null {
  try {
    return parametersOn(day);
  } catch (error) {
    if (error instanceof NoParametersForDay) return null;
    throw error;
  }
}

function limitsOf(parameters: ParameterSet): LimitsOfDistricts {
  const paths = parameters.leaves(LOWER);
  return {
    districts: paths.map((path) => path.slice(path.lastIndexOf('.') + 1)),
    lower: paths.map((path) => parameters.money(path)),
    upper: parameters.money('contribution.upperBase'),
    roundingUnit: parameters.money('contribution.roundUnit'),
  };
}
