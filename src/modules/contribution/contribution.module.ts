import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { Measures } from '../../platform/metrics';
import { CaseworkModule, ItemRegistry } from '../casework';
import { DocumentModule } from '../document';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { PurposeGrants, RegistryModule } from '../registry';
import { Collections, MonthConditions, Settlement, SettlementModule } from '../settlement';
import { CarryCourtOrder } from './app/court/carry-court-order';
import { COURT_DEDUCTION, CourtDeductions } from './app/court/court-deductions';
import { DeductionSettlement } from './app/court/deduction-settlement';
import { CourtFreezes } from './app/court/court-freezes';
import { CourtOrderItem } from './app/court/court-order.item';
import { Arrears } from './app/arrears/arrears';
import { BackPaymentItem } from './app/back-payment/back-payment.item';
import { BookBackPayment } from './app/back-payment/book-back-payment';
import { CancelPayment } from './app/back-payment/cancel-payment';
import { LayOutBackPayment } from './app/back-payment/lay-out-back-payment';
import { MatchBackPayment } from './app/back-payment/match-back-payment';
import { ReadBackPayment } from './app/back-payment/read-back-payment';
import { RefundItem } from './app/refund/refund.item';
import { ClaimReceipt } from './app/suspense/claim-receipt';
import { ReadSuspense } from './app/suspense/read-suspense';
import { SuspenseItem } from './app/suspense/suspense.item';
import { UnitSuspense } from './app/suspense/unit-suspense';
import { memberMonthConditions } from './app/night/month-conditions';
import { CONTRIBUTION_REFUND, RefundSettlement } from './app/refund/refund-settlement';
import { RECEIPT_RETURN, ReturnReceipt } from './app/suspense/return-receipt';
import { SUSPENSE_RETURN, SuspenseSettlement } from './app/suspense/suspense-settlement';
import { FLEXIBLE_DEBIT, REMITTANCE_DEBIT } from './domain/remittance/debit';
import { memberInvariants } from './app/member-invariants';
import { moneyBackInvariants } from './app/money-back-invariants';
import { ArrearsController } from './http/arrears/arrears.controller';
import { BackPaymentsController } from './http/back-payment/back-payments.controller';
import { SuspenseController } from './http/suspense/suspense.controller';
import { BookRemittance } from './app/remittance/book-remittance';
import { CarryRosterChanges } from './app/roster/carry-roster-changes';
import { CarryOldBases } from './app/base/carry-old-bases';
import { ChangeBasesItem } from './app/base/change-bases.item';
import { CorrectBaseItem } from './app/base/correct-base.item';
import { LayOutBases } from './app/base/lay-out-bases';
import { ReadBaseChange } from './app/base/read-base-change';
import { ChangeRosterItem } from './app/roster/change-roster.item';
import { contributionInvariants } from './app/contribution-invariants';
import { ContributionItems } from './app/contribution-items';
import { ContributionMatchers } from './app/contribution-matchers';
import { GovernInterest } from './app/interest/govern-interest';
import { StreamInterestRun } from './app/interest/stream-interest-run';
import { MemberInterest } from './app/interest/member-interest';
import { InterestController } from './http/interest/interest.controller';
import { DecomposeReceipt } from './app/remittance/decompose-receipt';
import { DecomposeTogether } from './app/remittance/decompose-together';
import { Decomposition } from './app/remittance/decomposition';
import { DraftRemittanceList } from './app/remittance/draft-remittance-list';
import { AgentAtCounter } from './app/employer/agent-at-counter';
import { ChangeAgentsItem } from './app/employer/change-agents.item';
import { ChangeEmployerItem } from './app/employer/change-employer.item';
import { ChangeRatioItem } from './app/employer/change-ratio.item';
import { CloseUnitItem } from './app/employer/close-unit.item';
import { DeferMonths } from './app/employer/defer-months';
import { EmployerAccess } from './app/employer/employer-access';
import { SplitFiscalReceipt } from './app/fiscal/split-fiscal-receipt';
import { TakeFiscalPayment } from './app/fiscal/take-fiscal-payment';
import { DeferralItem } from './app/employer/deferral.item';
import { LowerRatioItem } from './app/employer/lower-ratio.item';
import { LookAtClocks } from './app/employer/look-at-clocks';
import { arrearsInvariants } from './app/arrears/arrears-invariants';
import { LookAtStaff, STAFF_CLOCK } from './app/employer/look-at-staff';
import { staffInvariants } from './app/employer/staff-invariants';
import { PreviewRelief } from './app/employer/preview-relief';
import { ReadWarnings } from './app/employer/read-warnings';
import { DataQuality } from './app/quality/data-quality';
import { employerInvariants } from './app/employer/employer-invariants';
import { enrolmentInvariants } from './app/enrolment/enrolment-invariants';
import { employerMeasures } from './app/employer/employer-measures';
import { MoveMembersItem } from './app/employer/move-members.item';
import { EmployerItems } from './app/employer/employer-items';
import { MandateItem } from './app/employer/mandate.item';
import { ResumeContributionItem } from './app/employer/resume-contribution.item';
import { SecondAgentWord } from './app/employer/second-agent-word';
import { KeepForUnit } from './app/remittance/keep-for-unit';
import { LayOutList } from './app/remittance/lay-out-list';
import { LateCredits } from './app/remittance/late-credits';
import { MatchPayerName } from './app/remittance/match-payer-name';
import { MemberAccounts } from './app/member/member-accounts';
import { ChangeContactItem } from './app/identity/change-contact.item';
import { ChangeIdentityItem } from './app/identity/change-identity.item';
import { MergeAccountsItem } from './app/merge/merge-accounts.item';
import { ChangeFlexibleItem } from './app/flexible/change-flexible.item';
import { CollectFlexible } from './app/flexible/collect-flexible';
import { CreditFlexible } from './app/flexible/credit-flexible';
import { FlexibleDebits } from './app/flexible/flexible-debits';
import { FlexibleAccounts } from './app/flexible/flexible-accounts';
import { JoinFlexibleItem } from './app/flexible/join-flexible.item';
import { AccountMoves } from './app/move/account-moves';
import { CentralSealItem } from './app/move/central-seal.item';
import { Movers } from './app/move/movers';
import { TransferAccountItem } from './app/move/transfer-account.item';
import { VirtualUnits } from './app/move/virtual-units';
import { CentralSealing } from './app/night/central-sealing';
import { CourtTerms } from './app/night/court-terms';
import { MemberNights } from './app/night/member-nights';
import { OpenAccountsItem } from './app/member/open-accounts.item';
import { OpenMemberAccounts } from './app/member/open-member-accounts';
import { PrefillList } from './app/remittance/prefill-list';
import { ReadAccounts } from './app/member/read-accounts';
import { ReadRemittanceList } from './app/remittance/read-remittance-list';
import { RegisterEmployerItem } from './app/employer/register-employer.item';
import { RemittanceDebit } from './app/remittance/remittance-debit';
import { RemitItem } from './app/remittance/remit.item';
import { SealAccountItem } from './app/member/seal-account.item';
import { UnsealAccountItem } from './app/member/unseal-account.item';
import { ContributionDocuments } from './app/certificate/contribution-documents';
import { EmployerCertificateItem } from './app/certificate/employer-certificate.item';
import { EmployerStatementItem } from './app/statement/employer-statement.item';
import { MemberCertificateItem } from './app/certificate/member-certificate.item';
import { MemberStatementItem } from './app/statement/member-statement.item';
import { StatementMembers } from './app/statement/statement-members';
import { ContributionFacts } from './facts/contribution-facts';
import { ReliefPreviewController } from './http/employer/relief-preview.controller';
import { DataQualityController } from './http/quality/data-quality.controller';
import { OpenWarningsController } from './http/employer/open-warnings.controller';
import { EmployersController } from './http/employer/employers.controller';
import { AccountOpeningsController } from './http/member/account-openings.controller';
import { AccountsController } from './http/member/accounts.controller';
import { BaseChangesController } from './http/base/base-changes.controller';
import { FiscalPaymentsController } from './http/fiscal/fiscal-payments.controller';
import { ListTemplatesController } from './http/remittance/list-templates.controller';
import { RosterChangesController } from './http/roster/roster-changes.controller';
import { StatementLinesController } from './http/statement/statement-lines.controller';
import { RemittanceListsController } from './http/remittance/remittance-lists.controller';

/** Employers' and members' accounts and remittance (归集): the items GJ01 to GJ35. */
@Module({
  imports: [CaseworkModule, DocumentModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [
    AccountOpeningsController,
    AccountsController,
    InterestController,
    ArrearsController,
    BackPaymentsController,
    SuspenseController,
    BaseChangesController,
    FiscalPaymentsController,
    DataQualityController,
    EmployersController,
    OpenWarningsController,
    ReliefPreviewController,
    ListTemplatesController,
    RemittanceListsController,
    RosterChangesController,
    StatementLinesController,
  ],
  providers: [
    ContributionItems,
    ContributionMatchers,
    AccountMoves,
    Arrears,
    BackPaymentItem,
    BookBackPayment,
    CancelPayment,
    LayOutBackPayment,
    MatchBackPayment,
    ReadBackPayment,
    RefundItem,
    ClaimReceipt,
    ReturnReceipt,
    ReadSuspense,
    SuspenseItem,
    UnitSuspense,
    RefundSettlement,
    SuspenseSettlement,
    AgentAtCounter,
    DeferralItem,
    LowerRatioItem,
    LookAtClocks,
    LookAtStaff,
    MoveMembersItem,
    PreviewRelief,
    DataQuality,
    ReadWarnings,
    BookRemittance,
    CentralSealItem,
    ChangeContactItem,
    ChangeFlexibleItem,
    ChangeIdentityItem,
    CollectFlexible,
    CreditFlexible,
    FlexibleAccounts,
    FlexibleDebits,
    JoinFlexibleItem,
    CentralSealing,
    CarryCourtOrder,
    CourtDeductions,
    CourtFreezes,
    DeductionSettlement,
    CourtOrderItem,
    CourtTerms,
    MemberNights,
    MergeAccountsItem,
    Movers,
    TransferAccountItem,
    VirtualUnits,
    CarryOldBases,
    CarryRosterChanges,
    ChangeBasesItem,
    ChangeAgentsItem,
    ChangeEmployerItem,
    ChangeRatioItem,
    ChangeRosterItem,
    CloseUnitItem,
    ContributionDocuments,
    ContributionFacts,
    CorrectBaseItem,
    DecomposeReceipt,
    DecomposeTogether,
    Decomposition,
    DeferMonths,
    DraftRemittanceList,
    EmployerAccess,
    GovernInterest,
    EmployerCertificateItem,
    EmployerStatementItem,
    EmployerItems,
    KeepForUnit,
    LayOutBases,
    LayOutList,
    LateCredits,
    MandateItem,
    MatchPayerName,
    MemberAccounts,
    MemberInterest,
    MemberCertificateItem,
    MemberStatementItem,
    OpenAccountsItem,
    OpenMemberAccounts,
    PrefillList,
    ReadAccounts,
    ReadBaseChange,
    ReadRemittanceList,
    RegisterEmployerItem,
    RemitItem,
    RemittanceDebit,
    ResumeContributionItem,
    SealAccountItem,
    SplitFiscalReceipt,
    TakeFiscalPayment,
    StatementMembers,
    StreamInterestRun,
    SecondAgentWord,
    UnsealAccountItem,
  ],
  exports: [Arrears, LateCredits, MemberAccounts],
})
export class ContributionModule {
  constructor(
    items: ItemRegistry,
    settlement: Settlement,
    invariants: InvariantRegistry,
    measures: Measures,
    refundSettlement: RefundSettlement,
    suspenseSettlement: SuspenseSettlement,
    returnReceipt: ReturnReceipt,
    deductionSettlement: DeductionSettlement,
    collections: Collections,
    remittanceDebit: RemittanceDebit,
    collectFlexible: CollectFlexible,
    offered: ContributionItems,
    matchers: ContributionMatchers,
    grants: PurposeGrants,
    months: MonthConditions,
  ) {
    memberMonthConditions.forEach((condition) => months.register(condition));
    grants.register(STAFF_CLOCK, { 'SOC.staff': ['from', 'to'], 'MSA.licence': ['status'] });
    offered.all.forEach((item) => items.register(item));
    matchers.all.forEach((matcher) => settlement.registerReceiptMatcher(matcher));
    settlement.registerHandler(CONTRIBUTION_REFUND, refundSettlement);
    settlement.registerHandler(SUSPENSE_RETURN, suspenseSettlement);
    settlement.registerHandler(RECEIPT_RETURN, returnReceipt);
    settlement.registerHandler(COURT_DEDUCTION, deductionSettlement);
    collections.register(REMITTANCE_DEBIT, remittanceDebit);
    collections.register(FLEXIBLE_DEBIT, collectFlexible);
    moneyBackInvariants.forEach((invariant) => invariants.register(invariant));
    memberInvariants.forEach((invariant) => invariants.register(invariant));
    contributionInvariants.forEach((invariant) => invariants.register(invariant));
    employerMeasures.forEach((measure) => measures.register(measure));
    arrearsInvariants.forEach((invariant) => invariants.register(invariant));
    staffInvariants.forEach((invariant) => invariants.register(invariant));
    employerInvariants.forEach((invariant) => invariants.register(invariant));
    enrolmentInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
