import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { LeaseModule } from '../../platform/lease/lease.module';
import { CaseworkModule, FactRegistry, ItemRegistry } from '../casework';
import { DocumentKinds, DocumentModule } from '../document';
import { PartyModule } from '../party';
import { CloseLoans } from './app/closing/close-loans';
import { LoanClosingItem } from './app/closing/loan-closing.item';
import { LoanStatementItem } from './app/closing/loan-statement.item';
import { settledFact } from './app/closing/settled.fact';
import { StopNotices } from './app/closing/stop-notices';
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
    LoanApplicationModule,
    LoanMortgageModule,
    LoanServicingModule,
    PartyModule,
  ],
  controllers: [StopNoticesController],
  providers: [CloseLoans, LoanClosingItem, LoanStatementItem, StopNotices],
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
    clock: Clock,
  ) {
    facts.register(settledFact(books, clock));
    items.register(closing);
    items.register(statement);
    kinds.register(settlementCertificate);
    kinds.register(loanStatement);
    standings.onSettled((tx, loan) => closings.settled(tx, loan));
  }
}
