import { Injectable } from '@nestjs/common';
import { ItemRegistry } from '../../../casework';
import { DocumentKinds } from '../../../document';
import { employerCertificate } from '../../domain/certificate/employer-certificate.kind';
import { loanCertificate, memberCertificate } from '../../domain/certificate/member-certificate.kind';
import { employerStatement } from '../../domain/statement/employer-statement.kind';
import { memberStatement } from '../../domain/statement/member-statement.kind';
import { EmployerStatementItem } from '../statement/employer-statement.item';
import { MemberStatementItem } from '../statement/member-statement.item';
import { EmployerCertificateItem } from './employer-certificate.item';
import { MemberCertificateItem } from './member-certificate.item';

const KINDS = [employerCertificate, employerStatement, loanCertificate, memberCertificate, memberStatement];

/** Hands the items that end in a document to casework, and what their documents say to the document room. */
@Injectable()
export class ContributionDocuments {
  constructor(
    items: ItemRegistry,
    kinds: DocumentKinds,
    employerCertificates: EmployerCertificateItem,
    employerStatements: EmployerStatementItem,
    memberCertificates: MemberCertificateItem,
    memberStatements: MemberStatementItem,
  ) {
    items.register(employerCertificates);
    items.register(employerStatements);
    items.register(memberCertificates);
    items.register(memberStatements);
    KINDS.forEach((kind) => kinds.register(kind));
  }
}
