import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule } from '../casework';
import { DocumentKinds, DocumentModule, ReadDocuments } from '../document';
import { PartyModule } from '../party';
import { PurposeGrants, RegistryModule } from '../registry';
import { LoanPages } from './app/application/loan-pages';
import { VoidLoans } from './app/application/void-loans';
import { LoanNights } from './app/night/loan-nights';
import { AgreeHedging } from './app/signing/agree-hedging';
import { BookSigning } from './app/signing/book-signing';
import { CheckIn } from './app/signing/check-in';
import { ChooseHedging } from './app/signing/choose-hedging';
import { ConfirmSigning } from './app/signing/confirm-signing';
import { DeskVisit } from './app/signing/desk-visit';
import { MissSignings } from './app/signing/miss-signings';
import { MoveOriginals } from './app/signing/move-originals';
import { ProveIdentity, SIGNING_GRANTS, SIGNING_PURPOSE } from './app/signing/prove-identity';
import { ReadSignings } from './app/signing/read-signings';
import { SignedPapers } from './app/signing/signed-papers';
import { SetUpBranches } from './app/signing/set-up-branches';
import { signingInvariants } from './app/signing/signing-invariants';
import { TakeSignatures } from './app/signing/take-signatures';
import { custodyAgreement } from './domain/signing/custody-agreement.kind';
import { hedgingAgreement } from './domain/signing/hedging-agreement.kind';
import { loanContract } from './domain/signing/loan-contract.kind';
import { mortgageContract } from './domain/signing/mortgage-contract.kind';
import { OriginalsController } from './http/signing/originals.controller';
import { SignedPapersController } from './http/signing/signed-papers.controller';
import { SigningBranchesController } from './http/signing/signing-branches.controller';
import { SigningDeskController } from './http/signing/signing-desk.controller';
import { SigningsController } from './http/signing/signings.controller';
import { LoanApplicationModule } from './loan-application.module';
import { LoanServicingModule } from './loan-servicing.module';

/** The one visit of a loan (面签): booked, identity proved, contracts read out, signed, confirmed, posted. */
@Module({
  imports: [
    CaseworkModule,
    DocumentModule,
    LoanApplicationModule,
    LoanServicingModule,
    PartyModule,
    RegistryModule,
  ],
  controllers: [
    OriginalsController,
    SignedPapersController,
    SigningBranchesController,
    SigningDeskController,
    SigningsController,
  ],
  providers: [
    AgreeHedging,
    BookSigning,
    CheckIn,
    ChooseHedging,
    ConfirmSigning,
    DeskVisit,
    MissSignings,
    MoveOriginals,
    ProveIdentity,
    ReadSignings,
    SetUpBranches,
    SignedPapers,
    TakeSignatures,
  ],
  exports: [ConfirmSigning],
})
export class LoanSigningModule {
  constructor(
    kinds: DocumentKinds,
    documents: ReadDocuments,
    signed: SignedPapers,
    grants: PurposeGrants,
    pages: LoanPages,
    voidLoans: VoidLoans,
    nights: LoanNights,
    invariants: InvariantRegistry,
    signings: ReadSignings,
    booking: BookSigning,
    confirmation: ConfirmSigning,
    hedging: AgreeHedging,
    missed: MissSignings,
  ) {
    for (const kind of [loanContract, mortgageContract, hedgingAgreement, custodyAgreement]) {
      kinds.register(kind);
      documents.registerSigners(kind.code, (tx, of) => signed.isSigner(tx, of));
    }
    grants.register(SIGNING_PURPOSE, SIGNING_GRANTS);
    pages.register(signings);
    voidLoans.register((tx, { id }) => booking.release(tx, id));
    voidLoans.register((tx, { id }) => hedging.ended(tx, id));
    confirmation.register((tx, { id }, signed) =>
      signed.hedging ? hedging.signed(tx, id, signed.hedgingChoice) : Promise.resolve(),
    );
    nights.register('missed-signings', missed);
    signingInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
