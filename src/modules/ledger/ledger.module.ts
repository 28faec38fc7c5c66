import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { AppConfig } from '../../platform/config';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { interestInvariants } from './app/interest-invariants';
import { InterestAccruals } from './app/interest-accruals';
import { InterestRuns } from './app/interest-runs';
import { InterestWorker } from './app/interest-worker';
import { Ledger } from './app/ledger';
import { ledgerInvariants } from './app/ledger-invariants';
import { ledgerMeasures } from './app/ledger-measures';

@Module({
  providers: [InterestAccruals, InterestRuns, InterestWorker, Ledger],
  exports: [InterestRuns, InterestWorker, Ledger],
})
export class LedgerModule implements OnApplicationBootstrap {
  constructor(
    invariants: InvariantRegistry,
    measures: Measures,
    private readonly ledger: Ledger,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {
    ledgerInvariants.forEach((invariant) => invariants.register(invariant));
    interestInvariants.forEach((invariant) => invariants.register(invariant));
    ledgerMeasures.forEach((measure) => measures.register(measure));
  }

  /** Partitions stand ready for this year and the next before anything is posted. */
  async onApplicationBootstrap(): Promise<void> {
    const year = Number(this.clock.today().slice(0, 4));
    await this.unitOfWork.run(this.config.centreId, (tx) => this.ledger.preparePartitions(tx, year));
  }
}
