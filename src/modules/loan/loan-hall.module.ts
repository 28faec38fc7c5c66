import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { LeaseModule } from '../../platform/lease/lease.module';
import { CaseworkModule } from '../casework';
import { PurposeGrants, RegistryModule } from '../registry';
import { LoanPages } from './app/application/loan-pages';
import { VoidLoans } from './app/application/void-loans';
import { AskDepartments, HALL_GRANTS, HALL_PURPOSE } from './app/hall/ask-departments';
import { ExpireHalls } from './app/hall/expire-halls';
import { hallInvariants } from './app/hall/hall-invariants';
import { HallWorker } from './app/hall/hall-worker';
import { ReadHall } from './app/hall/read-hall';
import { ReleasePayout } from './app/hall/release-payout';
import { RunHall } from './app/hall/run-hall';
import { LoanFile } from './app/loan-file';
import { RequestMortgage } from './app/mortgage/request-mortgage';
import { LoanNights } from './app/night/loan-nights';
import { HallsController } from './http/hall/halls.controller';
import { LoanApplicationModule } from './loan-application.module';
import { LoanMortgageModule } from './loan-mortgage.module';

/** The one hall of second-hand purchases (一厅式): loan, tax, custody and title side by side, joined, or taken back. */
@Module({
  imports: [CaseworkModule, LeaseModule, LoanApplicationModule, LoanMortgageModule, RegistryModule],
  controllers: [HallsController],
  providers: [AskDepartments, ExpireHalls, HallWorker, ReadHall, ReleasePayout, RunHall],
})
export class LoanHallModule {
  constructor(
    grants: PurposeGrants,
    loans: LoanFile,
    voidLoans: VoidLoans,
    mortgages: RequestMortgage,
    nights: LoanNights,
    pages: LoanPages,
    invariants: InvariantRegistry,
    running: RunHall,
    reading: ReadHall,
    expiring: ExpireHalls,
  ) {
    grants.register(HALL_PURPOSE, HALL_GRANTS);
    loans.follow((tx, loanId, event) => running.follow(tx, loanId, event));
    voidLoans.holdBackOne((tx, loan, ending) => running.holdBack(tx, loan.id, ending));
    mortgages.holdBack((tx, loanId) => running.holdsTitle(tx, loanId));
    mortgages.register((tx, loanId) => running.titleRequested(tx, loanId));
    nights.register('hall-ends', expiring);
    pages.register(reading);
    hallInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
