import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, FactRegistry } from '../casework';
import { ContributionModule } from '../contribution';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { PurposeGrants, RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { MatchRecoveryMoney } from './app/recovery/match-recovery-money';
import { ReadRecoveries } from './app/recovery/read-recoveries';
import { TakeContractEvent } from './app/recovery/take-contract-event';
import { Recoveries } from './app/recovery/recoveries';
import { recoveryInvariants } from './app/recovery/recovery-invariants';
import { WATCH_GRANTS, WATCH_PURPOSE, WatchPurchases } from './app/recovery/watch-purchases';
import { owedBackFact } from './facts/owed-back.fact';
import { ContractEventsController } from './http/contract-events.controller';
import { RecoveriesController } from './http/recoveries.controller';

/** What was paid on a contract that was cancelled afterwards comes back (追回). */
@Module({
  imports: [CaseworkModule, ContributionModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [ContractEventsController, RecoveriesController],
  providers: [MatchRecoveryMoney, ReadRecoveries, Recoveries, TakeContractEvent, WatchPurchases],
  exports: [Recoveries],
})
export class RecoveryModule {
  constructor(
    facts: FactRegistry,
    settlement: Settlement,
    grants: PurposeGrants,
    invariants: InvariantRegistry,
    money: MatchRecoveryMoney,
    clock: Clock,
  ) {
    facts.register(owedBackFact(clock));
    grants.register(WATCH_PURPOSE, WATCH_GRANTS);
    settlement.registerReceiptMatcher(money);
    recoveryInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
