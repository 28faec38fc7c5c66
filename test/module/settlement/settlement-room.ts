import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from '../../../src/modules/access';
import { Ledger, LedgerModule } from '../../../src/modules/ledger';
import { PartyModule } from '../../../src/modules/party';
import {
  Collections,
  type Instruction,
  type PaidInstruction,
  type Purpose,
  PURPOSES,
  Settlement,
  type SettlementHandler,
  SettlementModule,
} from '../../../src/modules/settlement';
import { Clock, ClockModule } from '../../../src/platform/clock';
import { type AppConfig, ConfigModule } from '../../../src/platform/config';
import { CryptoModule } from '../../../src/platform/crypto';
import { DatabaseModule } from '../../../src/platform/database/database.module';
import type { Tx } from '../../../src/platform/database/tx';
import { HttpPlatformModule } from '../../../src/platform/http';
import { InvariantsModule } from '../../../src/platform/invariants/invariants.module';
import { CollectedBooks } from './collected-books';

/** Withdrawals as the room of that name books them, without cases. */
export class WithdrawalBooks implements SettlementHandler {
  /** The next call fails, as a fault of ours would. */
  failNext = false;
  /** So many calls find a row locked by a rival for too long. */
  busyCalls = 0;
  /** Instructions whose payee was told that the bank left the first attempt unanswered. */
  readonly told: string[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('planted');
    }
    if (this.busyCalls > 0) {
      this.busyCalls -= 1;
      await tx.execute(`DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '55P03'; END $$`);
    }
    const hold = await this.hold(tx, instruction);
    await this.ledger.endHold(tx, hold.id, 'settled');
    const { id: sourceId, amountFen, bankLeafId, valueDate } = instruction;
    return this.ledger.post(
      tx,
      { kind: 'withdrawal', sourceId, businessDate: this.clock.today(), valueDate },
      [
        { accountId: hold.accountId, side: 'D', amountFen },
        { accountId: bankLeafId, side: 'C', amountFen },
      ],
    );
  }

  async onRejected(tx: Tx, instruction: Instruction): Promise<void> {
    await this.ledger.endHold(tx, (await this.hold(tx, instruction)).id, 'released');
  }

  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<'restored'> {
    const hold = await this.hold(tx, instruction);
    const day = this.clock.today();
    const journal = {
      kind: 'withdrawal-restored',
      sourceId: instruction.id,
      businessDate: day,
      valueDate: day,
    };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, '21905'), side: 'D', amountFen: instruction.amountFen },
      { accountId: hold.accountId, side: 'C', amountFen: instruction.amountFen },
    ]);
    await this.ledger.endHold(tx, hold.id, 'returned');
    return 'restored';
  }

  onUnknown(_tx: Tx, instruction: Instruction): Promise<void> {
    this.told.push(instruction.id);
    return Promise.resolve();
  }

  private async hold(tx: Tx, instruction: Instruction): Promise<{ id: string; accountId: bigint }> {
    const hold = await this.ledger.holdOfCase(tx, instruction.sourceId);
    if (hold === null) throw new Error('no hold');
    return hold;
  }
}

/** The settlement room with what it needs, and nobody above it but `WithdrawalBooks`. */
export function roomOf(config: AppConfig): new () => object {
  @Module({
    imports: [
      ConfigModule.forRoot(config),
      ClockModule,
      CryptoModule,
      InvariantsModule,
      HttpPlatformModule,
      DatabaseModule,
      ScheduleModule.forRoot(),
      AccessModule.register(config),
      PartyModule,
      LedgerModule,
      SettlementModule,
    ],
    providers: [
      {
        provide: WithdrawalBooks,
        inject: [Ledger, Clock, Settlement],
        useFactory: (ledger: Ledger, clock: Clock, settlement: Settlement) => {
          const books = new WithdrawalBooks(ledger, clock);
          for (const purpose of Object.keys(PURPOSES) as Purpose[])
            if (purpose !== 'own-transfer') settlement.registerHandler(purpose, books);
          return books;
        },
      },
      {
        provide: CollectedBooks,
        inject: [Ledger, Clock, Collections],
        useFactory: (ledger: Ledger, clock: Clock, collections: Collections) => {
          const books = new CollectedBooks(ledger, clock);
          collections.register('tested-debit', books);
          return books;
        },
      },
    ],
  })
  class Room {}
  return Room;
}
