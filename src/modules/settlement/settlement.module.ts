import { Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { AppConfig } from '../../platform/config';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { ApplyOutcome } from './app/apply-outcome';
import { BankBooksCheck } from './app/bank-books-check';
import { BankAccounts } from './app/bank-accounts';
import { BankCards } from './app/bank-cards';
import { BookReceipt } from './app/book-receipt';
import { FirstAttempts } from './app/first-attempts';
import { Payees } from './app/payees';
import { SettleAttempt } from './app/settle-attempt';
import { Settlement } from './app/settlement';
import { settlementInvariants } from './app/settlement-invariants';
import { settlementMeasures } from './app/settlement-measures';
import { SettlementRegistry } from './app/settlement-registry';
import { SettlementWorker } from './app/settlement-worker';
import { ShortAccounts } from './app/short-accounts';
import { TakeNotice } from './app/take-notice';
import { TimeSettlement } from './app/time-settlement';
import { WatchBankBreakers } from './app/watch-bank-breakers';
import { BankNoticesController } from './http/bank-notices.controller';
import { BankAccountStore } from './store/bank-account-store';
import { BankEvidence } from './store/bank-evidence';
import { CardBinStore } from './store/card-bin-store';
import { InstructionStore } from './store/instruction-store';
import { ReceiptStore } from './store/receipt-store';
import { BankLines } from './wire/bank-lines';
import { BocLine } from './wire/boc/boc-line';
import { BocomLine } from './wire/bocom/bocom-line';

/** Money in and out of the centre's bank accounts. Needs the platform rooms and `ScheduleModule.forRoot()`. */
@Module({
  imports: [PartyModule, LedgerModule, RegistryModule],
  controllers: [BankNoticesController],
  providers: [
    {
      provide: BankLines,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock) =>
        new BankLines([new BocLine(config, clock), new BocomLine(config, clock)]),
    },
    ApplyOutcome,
    BankAccountStore,
    BankBooksCheck,
    BankAccounts,
    BankCards,
    BankEvidence,
    BookReceipt,
    CardBinStore,
    FirstAttempts,
    InstructionStore,
    Payees,
    ReceiptStore,
    SettleAttempt,
    Settlement,
    SettlementRegistry,
    SettlementWorker,
    ShortAccounts,
    TakeNotice,
    TimeSettlement,
    WatchBankBreakers,
  ],
  exports: [Settlement, BankAccounts, BankCards],
})
export class SettlementModule implements OnModuleInit {
  constructor(
    private readonly invariants: InvariantRegistry,
    private readonly measures: Measures,
    private readonly bankBooks: BankBooksCheck,
  ) {}

  onModuleInit(): void {
    for (const invariant of settlementInvariants) this.invariants.register(invariant);
    for (const measure of settlementMeasures) this.measures.register(measure);
    this.invariants.register({
      id: 'I7',
      sentence: {
        zh: '每笔已付指令与各银行账簿逐笔一致：一笔指令一笔付款，付款账户、金额、收款卡、流水号相同；每笔到账在该银行有据',
        en: 'Order by order our payments and receipts are those of each bank: one payment an instruction, same account, amount, card and serial',
      },
      check: () => this.bankBooks.fetch(),
    });
  }
}
