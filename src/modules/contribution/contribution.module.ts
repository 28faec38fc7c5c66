import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, ItemRegistry } from '../casework';
import { DocumentKinds, DocumentModule } from '../document';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { BookRemittance } from './app/remittance/book-remittance';
import { CarryRosterChanges } from './app/roster/carry-roster-changes';
import { ChangeRosterItem } from './app/roster/change-roster.item';
import { contributionInvariants } from './app/contribution-invariants';
import { DecomposeReceipt } from './app/remittance/decompose-receipt';
import { Decomposition } from './app/remittance/decomposition';
import { DraftRemittanceList } from './app/remittance/draft-remittance-list';
import { EmployerAccess } from './app/employer/employer-access';
import { KeepForUnit } from './app/remittance/keep-for-unit';
import { LayOutList } from './app/remittance/lay-out-list';
import { LateCredits } from './app/remittance/late-credits';
import { MatchPayerName } from './app/remittance/match-payer-name';
import { MemberAccounts } from './app/member/member-accounts';
import { OpenAccountsItem } from './app/member/open-accounts.item';
import { OpenMemberAccounts } from './app/member/open-member-accounts';
import { PrefillList } from './app/remittance/prefill-list';
import { ReadAccounts } from './app/member/read-accounts';
import { ReadRemittanceList } from './app/remittance/read-remittance-list';
import { RegisterEmployerItem } from './app/employer/register-employer.item';
import { RemitItem } from './app/remittance/remit.item';
import { SealAccountItem } from './app/member/seal-account.item';
import { UnsealAccountItem } from './app/member/unseal-account.item';
import { EmployerCertificateItem } from './app/certificate/employer-certificate.item';
import { EmployerStatementItem } from './app/statement/employer-statement.item';
import { MemberCertificateItem } from './app/certificate/member-certificate.item';
import { MemberStatementItem } from './app/statement/member-statement.item';
import { StatementMembers } from './app/statement/statement-members';
import { employerCertificate } from './domain/certificate/employer-certificate.kind';
import { loanCertificate, memberCertificate } from './domain/certificate/member-certificate.kind';
import { employerStatement } from './domain/statement/employer-statement.kind';
import { memberStatement } from './domain/statement/member-statement.kind';
import { ContributionFacts } from './facts/contribution-facts';
import { AccountOpeningsController } from './http/member/account-openings.controller';
import { AccountsController } from './http/member/accounts.controller';
import { ListTemplatesController } from './http/remittance/list-templates.controller';
import { StatementLinesController } from './http/statement/statement-lines.controller';
import { RemittanceListsController } from './http/remittance/remittance-lists.controller';

/** Employers' and members' accounts and remittance (归集): items GJ01, GJ10, GJ11, GJ17, GJ18, GJ20, GJ23, GJ24, GJ32, GJ33. */
@Module({
  imports: [CaseworkModule, DocumentModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [
    AccountOpeningsController,
    AccountsController,
    ListTemplatesController,
    RemittanceListsController,
    StatementLinesController,
  ],
  providers: [
    BookRemittance,
    CarryRosterChanges,
    ChangeRosterItem,
    ContributionFacts,
    DecomposeReceipt,
    Decomposition,
    DraftRemittanceList,
    EmployerAccess,
    EmployerCertificateItem,
    EmployerStatementItem,
    KeepForUnit,
    LayOutList,
    LateCredits,
    MatchPayerName,
    MemberAccounts,
    MemberCertificateItem,
    MemberStatementItem,
    OpenAccountsItem,
    OpenMemberAccounts,
    PrefillList,
    ReadAccounts,
    ReadRemittanceList,
    RegisterEmployerItem,
    RemitItem,
    SealAccountItem,
    StatementMembers,
    UnsealAccountItem,
  ],
  exports: [LateCredits, MemberAccounts],
})
export class ContributionModule {
  constructor(
    items: ItemRegistry,
    settlement: Settlement,
    invariants: InvariantRegistry,
    registerEmployer: RegisterEmployerItem,
    openAccounts: OpenAccountsItem,
    remit: RemitItem,
    changeRoster: ChangeRosterItem,
    sealAccount: SealAccountItem,
    unsealAccount: UnsealAccountItem,
    decompose: DecomposeReceipt,
    keepForUnit: KeepForUnit,
    matchPayerName: MatchPayerName,
    kinds: DocumentKinds,
    employerCertificates: EmployerCertificateItem,
    employerStatements: EmployerStatementItem,
    memberCertificates: MemberCertificateItem,
    memberStatements: MemberStatementItem,
  ) {
    items.register(registerEmployer);
    items.register(openAccounts);
    items.register(remit);
    items.register(changeRoster);
    items.register(sealAccount);
    items.register(unsealAccount);
    items.register(employerCertificates);
    items.register(employerStatements);
    items.register(memberCertificates);
    items.register(memberStatements);
    const printed = [
      employerCertificate,
      employerStatement,
      loanCertificate,
      memberCertificate,
      memberStatement,
    ];
    printed.forEach((kind) => kinds.register(kind));
    settlement.registerReceiptMatcher(decompose);
    settlement.registerReceiptMatcher(keepForUnit);
    settlement.registerReceiptMatcher(matchPayerName);
    contributionInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
