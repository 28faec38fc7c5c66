import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Sealer } from '../../platform/crypto';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { LeaseModule } from '../../platform/lease/lease.module';
import { CaseworkModule, FactRegistry, ItemRegistry } from '../casework';
import { LedgerModule } from '../ledger';
import { Parties, PartyModule } from '../party';
import { NationalPlatform, RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { LateCredits } from './app/remittance/late-credits';
import { AccountTime } from './app/transfer/account-time';
import { LetterWorker } from './app/transfer/letter-worker';
import { MatchTransferMoney } from './app/transfer/match-transfer-money';
import { PlatformMail } from './app/transfer/platform-mail';
import { PlatformWorker } from './app/transfer/platform-worker';
import { ReadTransfers } from './app/transfer/read-transfers';
import { TakePlatformMessage } from './app/transfer/take-platform-message';
import { TransferBack } from './app/transfer/transfer-back';
import { TransferInItem } from './app/transfer/transfer-in.item';
import { TransferInLetters } from './app/transfer/transfer-in-letters';
import { transferInvariants } from './app/transfer/transfer-invariants';
import { TransferOutItem } from './app/transfer/transfer-out.item';
import { TransferOutLetters } from './app/transfer/transfer-out-letters';
import { TRANSFER, TransferOutSettlement } from './app/transfer/transfer-out-settlement';
import { ContributionModule } from './contribution.module';
import { transferFacts } from './facts/transfer.facts';
import { PlatformMessagesController } from './http/transfer/platform-messages.controller';
import { TransfersController } from './http/transfer/transfers.controller';
import { PlatformLine } from './wire/platform-line';

/**
 * Transfers between cities (异地转移): items GJ27 and GJ28. A module of its own beside the contribution room's, for it
 * asks facts that later rooms supply.
 */
@Module({
  imports: [
    CaseworkModule,
    ContributionModule,
    LeaseModule,
    LedgerModule,
    PartyModule,
    RegistryModule,
    SettlementModule,
  ],
  controllers: [PlatformMessagesController, TransfersController],
  providers: [
    AccountTime,
    LetterWorker,
    MatchTransferMoney,
    PlatformLine,
    PlatformMail,
    PlatformWorker,
    ReadTransfers,
    TakePlatformMessage,
    TransferBack,
    TransferInItem,
    TransferInLetters,
    TransferOutItem,
    TransferOutLetters,
    TransferOutSettlement,
  ],
})
export class TransferModule {
  constructor(
    items: ItemRegistry,
    facts: FactRegistry,
    settlement: Settlement,
    invariants: InvariantRegistry,
    transferIn: TransferInItem,
    transferOut: TransferOutItem,
    outSettlement: TransferOutSettlement,
    back: TransferBack,
    matchMoney: MatchTransferMoney,
    lateCredits: LateCredits,
    platform: NationalPlatform,
    parties: Parties,
    sealer: Sealer,
    clock: Clock,
  ) {
    items.register(transferIn);
    items.register(transferOut);
    settlement.registerHandler(TRANSFER, outSettlement);
    settlement.registerHandler('transfer-back', back);
    settlement.registerReceiptMatcher(matchMoney);
    lateCredits.register((tx, credits) => outSettlement.keepLateCredits(tx, credits));
    transferFacts({ platform, parties, sealer, clock }).forEach((fact) => facts.register(fact));
    transferInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
