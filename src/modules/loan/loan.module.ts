import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { Sealer } from '../../platform/crypto';
import { CaseworkModule, FactRegistry } from '../casework';
import { Parties, PartyModule } from '../party';
import { CivilAffairs, RealEstate, RegistryModule } from '../registry';
import { loanHomesFact, loanOwnFact } from './app/borrowed-loans.facts';
import { loanOwnRecordFact } from './app/own-record.fact';
import { loanOwnStandingFact } from './app/own-standing.fact';
import { loanStandingFact } from './app/loan-standing.fact';
import { loansUsedFact } from './app/loans-used.fact';
import { homesFact, marriageFact } from './facts/household.facts';
import { LoanApplicationModule } from './loan-application.module';
import { LoanCalculatorsModule } from './loan-calculators.module';
import { LoanClosingModule } from './loan-closing.module';
import { LoanConversionModule } from './loan-conversion.module';
import { LoanFactsModule } from './loan-facts.module';
import { LoanFundModule } from './loan-fund.module';
import { LoanHallModule } from './loan-hall.module';
import { LoanMortgageModule } from './loan-mortgage.module';
import { LoanServicingModule } from './loan-servicing.module';
import { LoanSigningModule } from './loan-signing.module';

/** The loan's life (贷款), and what other rooms ask of households and their loans. */
@Module({
  imports: [
    CaseworkModule,
    LoanApplicationModule,
    LoanCalculatorsModule,
    LoanClosingModule,
    LoanConversionModule,
    LoanFactsModule,
    LoanFundModule,
    LoanHallModule,
    LoanMortgageModule,
    LoanServicingModule,
    LoanSigningModule,
    PartyModule,
    RegistryModule,
  ],
  exports: [LoanServicingModule],
})
export class LoanModule {
  constructor(
    facts: FactRegistry,
    civilAffairs: CivilAffairs,
    realEstate: RealEstate,
    parties: Parties,
    sealer: Sealer,
    clock: Clock,
  ) {
    const rooms = { civilAffairs, realEstate, parties, sealer, clock };
    const provided = [
      loanStandingFact(clock),
      loanOwnStandingFact(clock),
      loanHomesFact(clock),
      loanOwnFact(clock),
      loanOwnRecordFact(clock),
      loansUsedFact(clock),
      marriageFact(rooms),
      homesFact(rooms),
    ];
    provided.forEach((fact) => facts.register(fact));
  }
}
