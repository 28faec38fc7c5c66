import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { GainsDistributions } from './app/gains-distributions';
import { interestInvariants } from './app/interest-invariants';
import { InterestAccruals } from './app/interest-accruals';
import { InterestRuns } from './app/interest-runs';
import { InterestWorker } from './app/interest-worker';
import { Ledger } from './app/ledger';
import { LedgerYears } from './app/ledger-years';
import { ManyPostings } from './app/many-postings';
import { MonthBooks } from './app/month-books';
import { monthInvariants } from './app/month-invariants';
import { resultInvariants } from './app/result-invariants';
import { Results } from './app/results';
import { ledgerInvariants } from './app/ledger-invariants';
import { ledgerMeasures } from './app/ledger-measures';

@Module({
  providers: [
    GainsDistributions,
    InterestAccruals,
    InterestRuns,
    InterestWorker,
    Ledger,
    LedgerYears,
    ManyPostings,
    MonthBooks,
    Results,
  ],
  exports: [GainsDistributions, InterestRuns, InterestWorker, Ledger, ManyPostings, MonthBooks],
})
export class LedgerModule implements OnApplicationBootstrap {
  constructor(
    invariants: InvariantRegistry,
    measures: Measures,
    private readonly years: LedgerYears,
  ) {
    ledgerInvariants.forEach((invariant) => invariants.register(invariant));
    interestInvariants.forEach((invariant) => invariants.register(invariant));
    monthInvariants.forEach((invariant) => invariants.register(invariant));
    resultInvariants.forEach((invariant) => invariants.register(invariant));
    ledgerMeasures.forEach((measure) => measures.register(measure));
  }

  /** Partitions stand ready for this year and the next before anything is posted. */
  async onApplicationBootstrap(): Promise<void> {
    await this.years.workOnce();
  }
}
