import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { CaseworkModule, FactRegistry } from '../casework';
import { loanHomesFact, loanOwnFact } from './app/borrowed-loans.facts';
import { loanOwnRecordFact } from './app/own-record.fact';
import { loanStandingFact } from './app/loan-standing.fact';

@Module({ imports: [CaseworkModule] })
export class LoanModule {
  constructor(facts: FactRegistry, clock: Clock) {
    [loanStandingFact(clock), loanHomesFact(clock), loanOwnFact(clock), loanOwnRecordFact(clock)].forEach(
      (fact) => facts.register(fact),
    );
  }
}
