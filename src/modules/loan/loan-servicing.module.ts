import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Clock } from '../../platform/clock';
import { CaseworkModule, FactRegistry, ItemRegistry } from '../casework';
import { LedgerModule } from '../ledger';
import { Parties, PartyModule } from '../party';
import { Collections, Settlement, SettlementModule } from '../settlement';
import { HedgingAgreements } from './app/hedging/hedging-agreements';
import { DrawYearly } from './app/hedging/draw-yearly';
import { EndHedging } from './app/hedging/end-hedging';
import { LeaveHedging } from './app/hedging/leave-hedging';
import { changeFact } from './app/change/change.fact';
import { ChangeRepayment } from './app/change/change-repayment';
import { ChangeRepaymentItem } from './app/change/change-repayment.item';
import { LoanFile } from './app/loan-file';
import { LoanPages } from './app/application/loan-pages';
import { LoanNights } from './app/night/loan-nights';
import { PrepayItem } from './app/repayment/prepay.item';
import { RepaymentCases } from './app/repayment/repayment-cases';
import { repaymentFact } from './app/repayment/repayment.fact';
import { RepaymentPage } from './app/repayment/repayment-page';
import { SettleLoanItem } from './app/repayment/settle-loan.item';
import { CardDeductions } from './app/servicing/card-deductions';
import { CardlessLoans } from './app/servicing/cardless-loans';
import { ChangeRates } from './app/servicing/change-rates';
import { CollectDues } from './app/servicing/collect-dues';
import { deductionInvariants } from './app/servicing/deduction-invariants';
import { DeductionSettlement } from './app/servicing/deduction-settlement';
import { FollowCards } from './app/servicing/follow-cards';
import { FollowLoanInterest } from './app/servicing/follow-loan-interest';
import { LoanBooks } from './app/servicing/loan-books';
import { LoanMoney } from './app/servicing/loan-money';
import { LoanRepayments } from './app/servicing/loan-repayments';
import { LoanStandings } from './app/servicing/loan-standings';
import { LoanVouchers } from './app/servicing/loan-vouchers';
import { MatchLoanMoney } from './app/servicing/match-loan-money';
import { LOAN_DEDUCTION, OrderDeductions } from './app/servicing/order-deductions';
import { SendDeductions } from './app/servicing/send-deductions';
import { EveningDues, RetryDues } from './app/servicing/retry-dues';
import { ReadOverdue } from './app/servicing/read-overdue';
import { RunDues } from './app/servicing/run-dues';
import { StoreLoanStep } from './app/servicing/store-loan-step';
import { WatchOverdue } from './app/servicing/watch-overdue';
import { loanInvariants } from './app/servicing/loan-invariants';
import { WriteOffDesk } from './app/write-off/write-off-desk';
import { writeOffInvariants } from './app/write-off/write-off-invariants';
import { WriteOffs } from './app/write-off/write-offs';
import { CardlessLoansController } from './http/servicing/cardless-loans.controller';
import { HedgingController } from './http/servicing/hedging.controller';
import { OverdueLoansController } from './http/servicing/overdue-loans.controller';
import { WriteOffsController } from './http/servicing/write-offs.controller';
import { LoanApplicationModule } from './loan-application.module';

/** Disbursed loans: hedging agreements, the due run, what is overdue, and how a loan ends. */
@Module({
  imports: [CaseworkModule, LedgerModule, LoanApplicationModule, PartyModule, SettlementModule],
  controllers: [CardlessLoansController, HedgingController, OverdueLoansController, WriteOffsController],
  providers: [
    CardDeductions,
    CardlessLoans,
    ChangeRates,
    ChangeRepayment,
    ChangeRepaymentItem,
    CollectDues,
    DeductionSettlement,
    DrawYearly,
    EndHedging,
    EveningDues,
    FollowCards,
    FollowLoanInterest,
    HedgingAgreements,
    LeaveHedging,
    LoanBooks,
    LoanMoney,
    LoanRepayments,
    LoanStandings,
    LoanVouchers,
    MatchLoanMoney,
    OrderDeductions,
    PrepayItem,
    ReadOverdue,
    RepaymentCases,
    RepaymentPage,
    RetryDues,
    RunDues,
    SendDeductions,
    SettleLoanItem,
    StoreLoanStep,
    WatchOverdue,
    WriteOffDesk,
    WriteOffs,
  ],
  exports: [
    CardDeductions,
    HedgingAgreements,
    LoanBooks,
    LoanRepayments,
    LoanStandings,
    RepaymentCases,
    RepaymentPage,
  ],
})
export class LoanServicingModule {
  constructor(
    nights: LoanNights,
    leave: LeaveHedging,
    cards: FollowCards,
    yearly: DrawYearly,
    interest: FollowLoanInterest,
    collections: Collections,
    deductions: DeductionSettlement,
    rates: ChangeRates,
    dues: RunDues,
    retries: RetryDues,
    evening: EveningDues,
    overdue: WatchOverdue,
    settlement: Settlement,
    matcher: MatchLoanMoney,
    invariants: InvariantRegistry,
    items: ItemRegistry,
    facts: FactRegistry,
    pages: LoanPages,
    page: RepaymentPage,
    cardless: CardlessLoans,
    prepay: PrepayItem,
    settle: SettleLoanItem,
    change: ChangeRepaymentItem,
    loans: LoanFile,
    parties: Parties,
    books: LoanBooks,
    clock: Clock,
  ) {
    nights.register('hedging-ends', leave);
    nights.register('repayment-cards', cards);
    nights.register('loan-rates', rates);
    nights.register('loan-dues', dues);
    nights.register('loan-yearly', yearly);
    nights.register('loan-retries', retries);
    nights.register('loan-evening', evening);
    nights.register('loan-overdue', overdue);
    nights.register('loan-interest-cash', interest);
    collections.register(LOAN_DEDUCTION, deductions);
    settlement.registerReceiptMatcher(matcher);
    facts.register(repaymentFact(books, clock));
    facts.register(changeFact({ books, loans, parties, clock }));
    items.register(prepay);
    items.register(settle);
    items.register(change);
    pages.register(page);
    pages.register(cardless);
    [...loanInvariants, ...deductionInvariants, ...writeOffInvariants].forEach((invariant) =>
      invariants.register(invariant),
    );
  }
}
