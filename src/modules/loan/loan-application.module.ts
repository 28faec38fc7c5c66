import { Module } from '@nestjs/common';
import { Measures } from '../../platform/metrics';
import { CaseworkModule, ItemRegistry } from '../casework';
import { PartyModule } from '../party';
import { MonthConditions, SettlementModule } from '../settlement';
import { BuildLoanItem } from './app/application/build-loan.item';
import { CancelLoan } from './app/application/cancel-loan';
import { CommitLoan } from './app/application/commit-loan';
import { ConversionLoanItem } from './app/application/conversion-loan.item';
import { EstimateLoanItem } from './app/application/estimate-loan.item';
import { LapseCommitments } from './app/application/lapse-commitments';
import { LoanAccess } from './app/application/loan-access';
import { LoanApplications } from './app/application/loan-applications';
import { LoanPages } from './app/application/loan-pages';
import { NewHomeLoanItem } from './app/application/new-home-loan.item';
import { ReadConsents } from './app/application/read-consents';
import { ReadLoans } from './app/application/read-loans';
import { SayConsent } from './app/application/say-consent';
import { SecondHandLoanItem } from './app/application/second-hand-loan.item';
import { StreamLoanEvents } from './app/application/stream-loan-events';
import { VoidLoans } from './app/application/void-loans';
import { OpenHall } from './app/hall/open-hall';
import { LoanFile } from './app/loan-file';
import { LoanNights } from './app/night/loan-nights';
import { nightMeasures } from './app/night/night-measures';
import { PassNights } from './app/night/pass-nights';
import { loanMonthCondition } from './app/night/month-condition';
import { LoanApplicationsController } from './http/application/loan-applications.controller';
import { LoansController } from './http/application/loans.controller';
import { LoanNightsController } from './http/night/loan-nights.controller';

const items = [EstimateLoanItem, NewHomeLoanItem, SecondHandLoanItem, BuildLoanItem, ConversionLoanItem];

/** From the application to the committed loan, and how a commitment ends. */
@Module({
  imports: [CaseworkModule, PartyModule, SettlementModule],
  controllers: [LoansController, LoanApplicationsController, LoanNightsController],
  providers: [
    ...items,
    CancelLoan,
    CommitLoan,
    LapseCommitments,
    LoanAccess,
    LoanApplications,
    LoanFile,
    LoanNights,
    LoanPages,
    OpenHall,
    PassNights,
    ReadConsents,
    ReadLoans,
    SayConsent,
    StreamLoanEvents,
    VoidLoans,
  ],
  exports: [LoanAccess, LoanFile, LoanNights, LoanPages, ReadLoans, VoidLoans],
})
export class LoanApplicationModule {
  constructor(
    registry: ItemRegistry,
    nights: LoanNights,
    lapses: LapseCommitments,
    estimate: EstimateLoanItem,
    newHome: NewHomeLoanItem,
    secondHand: SecondHandLoanItem,
    build: BuildLoanItem,
    conversion: ConversionLoanItem,
    months: MonthConditions,
    measures: Measures,
  ) {
    registry.register(estimate);
    registry.register(newHome);
    registry.register(secondHand);
    registry.register(build);
    registry.register(conversion);
    nights.register('commitments', lapses);
    months.register(loanMonthCondition);
    nightMeasures.forEach((measure) => measures.register(measure));
  }
}
