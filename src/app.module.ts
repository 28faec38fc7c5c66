import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from './modules/access';
import { CaseworkModule } from './modules/casework';
import { ContributionModule, TransferModule } from './modules/contribution';
import { DocumentModule } from './modules/document';
import { LedgerModule } from './modules/ledger';
import { LoanModule } from './modules/loan';
import { OversightModule } from './modules/oversight';
import { PartyModule } from './modules/party';
import { RegistryModule } from './modules/registry';
import { SettlementModule } from './modules/settlement';
import { WithdrawalModule } from './modules/withdrawal';
import { type Clock, ClockModule } from './platform/clock';
import { type AppConfig, ConfigModule } from './platform/config';
import { CryptoModule } from './platform/crypto';
import { DatabaseModule } from './platform/database/database.module';
import { HttpPlatformModule } from './platform/http';
import { InvariantsModule } from './platform/invariants/invariants.module';

/** The list of rooms, in the order in which they build on one another. */
@Module({})
export class AppModule {
  /** @param clock of the caller's own; the machine's, on the configured business date, unless given. */
  static of(config: AppConfig, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        clock === undefined ? ClockModule : ClockModule.of(clock),
        CryptoModule,
        InvariantsModule,
        HttpPlatformModule,
        DatabaseModule,
        ScheduleModule.forRoot(),
        AccessModule.register(config),
        PartyModule,
        RegistryModule,
        LedgerModule,
        SettlementModule,
        CaseworkModule,
        DocumentModule,
        ContributionModule,
        TransferModule,
        LoanModule,
        WithdrawalModule,
        OversightModule,
      ],
    };
  }
}
