import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { LeaseModule } from '../../platform/lease/lease.module';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, FactRegistry, ItemRegistry } from '../casework';
import { DocumentKinds, DocumentModule } from '../document';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { Settlement, SettlementModule } from '../settlement';
import { CloseLoans } from './app/closing/close-loans';
import { LoanClosingItem } from './app/closing/loan-closing.item';
import { LoanStatementItem } from './app/closing/loan-statement.item';
import { refundInvariants } from './app/closing/refund-invariants';
import { LOAN_REFUND, ReturnKept } from './app/closing/return-kept';
import { settledFact } from './app/closing/settled.fact';
import { StopNotices } from './app/closing/stop-notices';
import { LoanFile } from './app/loan-file';
import { LoanNights } from './app/night/loan-nights';
import { LoanBooks } from './app/servicing/loan-books';
import { LoanStandings } from './app/servicing/loan-standings';
import { loanStatement } from './domain/closing/loan-statement.kind';
import { settlementCertificate } from './domain/closing/settlement-certificate.kind';
import { StopNoticesController } from './http/servicing/stop-notices.controller';
import { LoanApplicationModule } from './loan-application.module';
import { LoanMortgageModule } from './loan-mortgage.module';
import { LoanServicingModule } from './loan-servicing.module';

/** What documents say of a loan, and what follows its settlement by itself: certificate, release, notices. */
@Module({
  imports: [
    CaseworkModule,
    DocumentModule,
    LeaseModule,
    LedgerModule,
    LoanApplicationModule,
    LoanMortgageModule,
    LoanServicingModule,
    PartyModule,
    SettlementModule,
  ],
  controllers: [StopNoticesController],
  providers: [CloseLoans, LoanClosingItem, LoanStatementItem, ReturnKept, StopNotices],
})
export class LoanClosingModule {
  constructor(
    items: ItemRegistry,
    facts: FactRegistry,
    kinds: DocumentKinds,
    standings: LoanStandings,
    closing: LoanClosingItem,
    statement: LoanStatementItem,
    closings: CloseLoans,
    books: LoanBooks,
    loans: LoanFile,
    nights: LoanNights,
    kept: ReturnKept,
    settlement: Settlement,
    invariants: InvariantRegistry,
    clock: Clock,
  ) {
    facts.register(settledFact(books, clock));
    items.register(closing);
    items.register(statement);
    kinds.register(settlementCertificate);
    kinds.register(loanStatement);
    loans.follow((tx, loanId, event) => kept.follow(tx, loanId, event));
    nights.register('loan-refunds', kept);
    settlement.registerHandler(LOAN_REFUND, kept);
    refundInvariants.forEach((invariant) => invariants.register(invariant));
    standings.onSettled((tx, loan) => closings.settled(tx, loan));
  }
}
