import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { CaseworkModule, FactRegistry } from '../casework';
import { loanHomesFact, loanOwnFact } from './app/borrowed-loans.facts';
import { loanOwnRecordFact } from './app/own-record.fact';
import { loanStandingFact } from './app/loan-standing.fact';
import { loansUsedFact } from './app/loans-used.fact';

@Module({ imports: [CaseworkModule] })
export class LoanModule {
  constructor(facts: FactRegistry, clock: Clock) {
    const provided = [
      loanStandingFact(clock),
      loanHomesFact(clock),
      loanOwnFact(clock),
      loanOwnRecordFact(clock),
      loansUsedFact(clock),
    ];
    provided.forEach((fact) => facts.register(fact));
  }
}
