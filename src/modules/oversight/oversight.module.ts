import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { CaseworkModule } from '../casework';
import { LedgerModule } from '../ledger';
import { SettlementModule } from '../settlement';
import { AccountClosingDesk } from './app/account-closing-desk';
import { AskReplay } from './app/ask-replay';
import { auditInvariants } from './app/audit-invariants';
import { GainsDesk } from './app/gains-desk';
import { NightlyReplay } from './app/nightly-replay';
import { oversightMeasures } from './app/oversight-measures';
import { Proof } from './app/proof';
import { ReplayRuns } from './app/replay-runs';
import { wholeInvariants } from './app/whole-invariants';
import { BankAccountsController } from './http/bank-accounts.controller';
import { BankStatementsController } from './http/bank-statements.controller';
import { GainsController } from './http/gains.controller';
import { MonthsController } from './http/months.controller';
import { ProofController } from './http/proof.controller';
import { ReplaysController } from './http/replays.controller';

@Module({
  imports: [CaseworkModule, LedgerModule, SettlementModule],
  controllers: [
    BankAccountsController,
    BankStatementsController,
    GainsController,
    MonthsController,
    ProofController,
    ReplaysController,
  ],
  providers: [AccountClosingDesk, AskReplay, GainsDesk, NightlyReplay, Proof, ReplayRuns],
  exports: [Proof],
})
export class OversightModule {
  constructor(measures: Measures, invariants: InvariantRegistry) {
    auditInvariants.forEach((invariant) => invariants.register(invariant));
    wholeInvariants.forEach((invariant) => invariants.register(invariant));
    oversightMeasures.forEach((measure) => measures.register(measure));
  }
}
