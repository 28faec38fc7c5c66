import { Module } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule } from '../casework';
import { PartyModule } from '../party';
import { documentInvariants } from './app/document-invariants';
import { DocumentKinds } from './app/document-kinds';
import { DocumentSeal } from './app/document-seal';
import { GuessLimit } from './app/guess-limit';
import { IssueDocuments } from './app/issue-documents';
import { PdfPrinter } from './app/pdf-printer';
import { ReadDocuments } from './app/read-documents';
import { RevokeDocuments } from './app/revoke-documents';
import { VerifyDocuments } from './app/verify-documents';
import { DocumentsController } from './http/documents.controller';
import { VerificationsController } from './http/verifications.controller';

/** Certificates and statements of every room: numbered, signed, printed, verified and revoked here. */
@Module({
  imports: [CaseworkModule, PartyModule],
  controllers: [DocumentsController, VerificationsController],
  providers: [
    DocumentKinds,
    DocumentSeal,
    GuessLimit,
    IssueDocuments,
    PdfPrinter,
    ReadDocuments,
    RevokeDocuments,
    VerifyDocuments,
  ],
  exports: [DocumentKinds, IssueDocuments, ReadDocuments],
})
export class DocumentModule {
  constructor(invariants: InvariantRegistry, sealer: Sealer) {
    documentInvariants(sealer).forEach((invariant) => invariants.register(invariant));
  }
}
