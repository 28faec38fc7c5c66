import { Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { AppConfig } from '../../platform/config';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { LeaseModule } from '../../platform/lease/lease.module';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { ApplyOutcome } from './app/apply-outcome';
import { BankBooksCheck } from './app/bank-books-check';
import { BankAccounts } from './app/bank-accounts';
import { BankCards } from './app/bank-cards';
import { BookReceipt } from './app/book-receipt';
import { DispatchFunds } from './app/dispatch-funds';
import { ApplyCollected } from './app/collection/apply-collected';
import { CollectAttempt } from './app/collection/collect-attempt';
import { CollectBatchAttempt } from './app/collection/collect-batch-attempt';
import { CollectionRegistry } from './app/collection/collection-registry';
import { CollectionWorker } from './app/collection/collection-worker';
import { Collections } from './app/collection/collections';
import { Payers } from './app/collection/payers';
import { CloseMonths } from './app/month-end/close-months';
import { MonthConditions } from './app/month-end/month-conditions';
import { monthEndMeasures } from './app/month-end/month-end-measures';
import { ReadMonths } from './app/month-end/read-months';
import { settlementMonthConditions } from './app/month-end/settlement-month-conditions';
import { FirstAttempts } from './app/first-attempts';
import { FollowInterest } from './app/follow-interest';
import { FundsInView } from './app/funds-in-view';
import { GainsCash } from './app/gains-cash';
import { HeldAccounts } from './app/held-accounts';
import { ownMoneyInvariants } from './app/own-money-invariants';
import { HeldPayments } from './app/held-payments';
import { OwnTransfers } from './app/own-transfers';
import { Payees } from './app/payees';
import { SettleAttempt } from './app/settle-attempt';
import { Settlement } from './app/settlement';
import { settlementInvariants } from './app/settlement-invariants';
import { settlementMeasures } from './app/settlement-measures';
import { PeopleOfOrders } from './app/people-of-orders';
import { RuleOnOrders } from './app/rule-on-orders';
import { SettlementRegistry } from './app/settlement-registry';
import { SettlementWorker } from './app/settlement-worker';
import { ShortAccounts } from './app/short-accounts';
import { AccountClosings } from './app/account-closing/account-closings';
import { EmptyAccounts } from './app/account-closing/empty-accounts';
import { BankStatements } from './app/statement/bank-statements';
import { CompareStatements } from './app/statement/compare-statements';
import { SettleStatement } from './app/statement/settle-statement';
import { statementInvariants } from './app/statement/statement-invariants';
import { TakeNotice } from './app/take-notice';
import { TakeReceipts } from './app/take-receipts';
import { TakeWord } from './app/take-word';
import { TimeSettlement } from './app/time-settlement';
import { WatchBalances } from './app/watch-balances';
import { WatchBankBreakers } from './app/watch-bank-breakers';
import { BankNoticesController } from './http/bank-notices.controller';
import { BankAccountStore } from './store/bank-account-store';
import { BankEvidence } from './store/bank-evidence';
import { CardBinStore } from './store/card-bin-store';
import { CollectionBatchStore } from './store/collection-batch-store';
import { CollectionStore } from './store/collection-store';
import { InstructionStore } from './store/instruction-store';
import { ReceiptStore } from './store/receipt-store';
import { StatementLineStore } from './store/statement-line-store';
import { BankLines } from './wire/bank-lines';
import { BocLine } from './wire/boc/boc-line';
import { BocomLine } from './wire/bocom/bocom-line';

/** Money in and out of the centre's bank accounts. Needs the platform rooms and `ScheduleModule.forRoot()`. */
@Module({
  imports: [LeaseModule, LedgerModule, PartyModule, RegistryModule],
  controllers: [BankNoticesController],
  providers: [
    {
      provide: BankLines,
      inject: [AppConfig, Clock],
      useFactory: (config: AppConfig, clock: Clock) =>
        new BankLines([new BocLine(config, clock), new BocomLine(config, clock)]),
    },
    AccountClosings,
    ApplyCollected,
    CloseMonths,
    CompareStatements,
    MonthConditions,
    ReadMonths,
    ApplyOutcome,
    CollectAttempt,
    CollectBatchAttempt,
    CollectionBatchStore,
    CollectionRegistry,
    Collections,
    CollectionStore,
    CollectionWorker,
    BankAccountStore,
    BankBooksCheck,
    BankAccounts,
    BankCards,
    BankEvidence,
    BankStatements,
    BookReceipt,
    CardBinStore,
    DispatchFunds,
    EmptyAccounts,
    FirstAttempts,
    FollowInterest,
    FundsInView,
    GainsCash,
    HeldPayments,
    HeldAccounts,
    InstructionStore,
    OwnTransfers,
    Payees,
    Payers,
    ReceiptStore,
    SettleAttempt,
    Settlement,
    PeopleOfOrders,
    RuleOnOrders,
    SettlementRegistry,
    SettlementWorker,
    SettleStatement,
    ShortAccounts,
    StatementLineStore,
    TakeNotice,
    TakeReceipts,
    TakeWord,
    TimeSettlement,
    WatchBalances,
    WatchBankBreakers,
  ],
  exports: [
    AccountClosings,
    Settlement,
    Collections,
    BankAccounts,
    BankCards,
    BankStatements,
    GainsCash,
    HeldPayments,
    MonthConditions,
    ReadMonths,
    PeopleOfOrders,
    RuleOnOrders,
  ],
})
export class SettlementModule implements OnModuleInit {
  constructor(
    private readonly invariants: InvariantRegistry,
    private readonly measures: Measures,
    private readonly bankBooks: BankBooksCheck,
    private readonly settlement: Settlement,
    private readonly ownTransfers: OwnTransfers,
    private readonly monthConditions: MonthConditions,
    private readonly banks: BankLines,
  ) {}

  onModuleInit(): void {
    this.settlement.registerHandler('own-transfer', this.ownTransfers);
    this.settlement.registerReceiptMatcher(this.ownTransfers);
    for (const invariant of [...settlementInvariants, ...ownMoneyInvariants, ...statementInvariants])
      this.invariants.register(invariant);
    for (const measure of [...settlementMeasures, ...monthEndMeasures]) this.measures.register(measure);
    for (const condition of settlementMonthConditions(this.banks.codes))
      this.monthConditions.register(condition);
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
