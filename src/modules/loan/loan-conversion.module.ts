import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { LeaseModule } from '../../platform/lease/lease.module';
import { PurposeGrants, RegistryModule } from '../registry';
import { LoanPages } from './app/application/loan-pages';
import { clearanceInvariants } from './app/conversion/clearance-invariants';
import { ClearancePage } from './app/conversion/clearance-page';
import { CLEARANCE_GRANTS, CLEARANCE_PURPOSE, WatchClearances } from './app/conversion/watch-clearances';
import { LoanFile } from './app/loan-file';
import { LoanApplicationModule } from './loan-application.module';
import { LoanMortgageModule } from './loan-mortgage.module';

/** What follows when a bank loan was paid off by ours (商转公): its mortgage goes, ours moves up. */
@Module({
  imports: [LeaseModule, LoanApplicationModule, LoanMortgageModule, RegistryModule],
  providers: [ClearancePage, WatchClearances],
})
export class LoanConversionModule {
  constructor(
    grants: PurposeGrants,
    loans: LoanFile,
    pages: LoanPages,
    invariants: InvariantRegistry,
    page: ClearancePage,
    clearances: WatchClearances,
  ) {
    grants.register(CLEARANCE_PURPOSE, CLEARANCE_GRANTS);
    loans.follow((tx, loanId, event) => clearances.follow(tx, loanId, event));
    pages.register(page);
    clearanceInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
