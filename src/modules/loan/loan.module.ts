import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { CaseworkModule, FactRegistry } from '../casework';
import { loanStandingFact } from './app/loan-standing.fact';

@Module({ imports: [CaseworkModule] })
export class LoanModule {
  constructor(facts: FactRegistry, clock: Clock) {
    facts.register(loanStandingFact(clock));
  }
}
