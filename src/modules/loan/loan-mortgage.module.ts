import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { LeaseModule } from '../../platform/lease/lease.module';
import { CaseworkModule } from '../casework';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { PurposeGrants, RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { LoanPages } from './app/application/loan-pages';
import { VoidLoans } from './app/application/void-loans';
import { DisburseLoan, LOAN_DISBURSEMENT } from './app/disbursement/disburse-loan';
import { disbursementInvariants } from './app/disbursement/disbursement-invariants';
import { DisbursementPage } from './app/disbursement/disbursement-page';
import { DisbursementSettlement } from './app/disbursement/disbursement-settlement';
import { LIVING_GRANTS, LIVING_PURPOSE, LivingBorrowers } from './app/disbursement/living-borrowers';
import { DisbursementWorker } from './app/disbursement/disbursement-worker';
import { StandingContract } from './app/disbursement/standing-contract';
import { ApplyTold } from './app/mortgage/apply-told';
import { CloseIncident } from './app/mortgage/close-incident';
import { EndMortgages } from './app/mortgage/end-mortgages';
import { LoanIncidents } from './app/mortgage/loan-incidents';
import { MortgagePage } from './app/mortgage/mortgage-page';
import { MORTGAGE_GRANTS, MORTGAGE_PURPOSE, MortgageWorker } from './app/mortgage/mortgage-worker';
import { ReleaseMortgage } from './app/mortgage/release-mortgage';
import { RequestMortgage } from './app/mortgage/request-mortgage';
import { TakeTitleEvent } from './app/mortgage/take-title-event';
import { ConfirmSigning } from './app/signing/confirm-signing';
import { LoanMortgagesController } from './http/mortgage/loan-mortgages.controller';
import { RegistryEventsController } from './http/mortgage/registry-events.controller';
import { LoanApplicationModule } from './loan-application.module';
import { LoanFundModule } from './loan-fund.module';
import { LoanSigningModule } from './loan-signing.module';

/** From the signed contract to the money: the mortgage at the title registry, and the one payment upon it. */
@Module({
  imports: [
    CaseworkModule,
    LeaseModule,
    LedgerModule,
    LoanApplicationModule,
    LoanFundModule,
    LoanSigningModule,
    PartyModule,
    RegistryModule,
    SettlementModule,
  ],
  controllers: [LoanMortgagesController, RegistryEventsController],
  providers: [
    ApplyTold,
    CloseIncident,
    DisburseLoan,
    DisbursementPage,
    DisbursementSettlement,
    DisbursementWorker,
    EndMortgages,
    LivingBorrowers,
    LoanIncidents,
    MortgagePage,
    MortgageWorker,
    ReleaseMortgage,
    RequestMortgage,
    StandingContract,
    TakeTitleEvent,
  ],
  exports: [LoanIncidents, ReleaseMortgage, RequestMortgage],
})
export class LoanMortgageModule {
  constructor(
    confirmation: ConfirmSigning,
    grants: PurposeGrants,
    pages: LoanPages,
    voidLoans: VoidLoans,
    settlement: Settlement,
    invariants: InvariantRegistry,
    mortgages: RequestMortgage,
    ending: EndMortgages,
    payments: DisbursementSettlement,
    mortgagePage: MortgagePage,
    disbursementPage: DisbursementPage,
  ) {
    grants.register(MORTGAGE_PURPOSE, MORTGAGE_GRANTS);
    grants.register(LIVING_PURPOSE, LIVING_GRANTS);
    confirmation.register((tx, loan) => mortgages.whenSigned(tx, loan));
    voidLoans.register((tx, { id }) => ending.withdraw(tx, id));
    voidLoans.holdBack((tx, loanIds) => ending.awaited(tx, loanIds));
    settlement.registerHandler(LOAN_DISBURSEMENT, payments);
    pages.register(mortgagePage);
    pages.register(disbursementPage);
    disbursementInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
