import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Ledger } from './app/ledger';
import { ledgerInvariants } from './app/ledger-invariants';

@Module({ providers: [Ledger], exports: [Ledger] })
export class LedgerModule {
  constructor(invariants: InvariantRegistry) {
    ledgerInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
