import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, FactRegistry } from '../casework';
import { LoanPages } from './app/application/loan-pages';
import { FundGate } from './app/fund/fund-gate';
import { fundInvariants } from './app/fund/fund-invariants';
import { fundLendingFact } from './app/fund/fund-lending.fact';
import { FundSafety } from './app/fund/fund-safety';
import { QueuePage } from './app/fund/queue-page';
import { WatchFund } from './app/fund/watch-fund';
import { LoanNights } from './app/night/loan-nights';
import { FundController } from './http/fund/fund.controller';
import { LoanApplicationModule } from './loan-application.module';

/** The safety of the fund: what of the deposits is lent, less where too much is, and who waits for the money. */
@Module({
  imports: [CaseworkModule, LoanApplicationModule],
  controllers: [FundController],
  providers: [FundGate, FundSafety, QueuePage, WatchFund],
  exports: [FundGate, FundSafety],
})
export class LoanFundModule {
  constructor(
    facts: FactRegistry,
    nights: LoanNights,
    pages: LoanPages,
    invariants: InvariantRegistry,
    watch: WatchFund,
    page: QueuePage,
    clock: Clock,
  ) {
    facts.register(fundLendingFact(clock));
    nights.register('fund', watch);
    pages.register(page);
    fundInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
