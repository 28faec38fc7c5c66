import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, ItemRegistry } from '../casework';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { BookRemittance } from './app/remittance/book-remittance';
import { CarryRosterChanges } from './app/roster/carry-roster-changes';
import { CarryOldBases } from './app/base/carry-old-bases';
import { ChangeBasesItem } from './app/base/change-bases.item';
import { CorrectBaseItem } from './app/base/correct-base.item';
import { LayOutBases } from './app/base/lay-out-bases';
import { ReadBaseChange } from './app/base/read-base-change';
import { ChangeRosterItem } from './app/roster/change-roster.item';
import { contributionInvariants } from './app/contribution-invariants';
import { DecomposeReceipt } from './app/remittance/decompose-receipt';
import { Decomposition } from './app/remittance/decomposition';
import { DraftRemittanceList } from './app/remittance/draft-remittance-list';
import { EmployerAccess } from './app/employer/employer-access';
import { SplitFiscalReceipt } from './app/fiscal/split-fiscal-receipt';
import { TakeFiscalPayment } from './app/fiscal/take-fiscal-payment';
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
import { ContributionFacts } from './facts/contribution-facts';
import { AccountOpeningsController } from './http/member/account-openings.controller';
import { AccountsController } from './http/member/accounts.controller';
import { BaseChangesController } from './http/base/base-changes.controller';
import { FiscalPaymentsController } from './http/fiscal/fiscal-payments.controller';
import { ListTemplatesController } from './http/remittance/list-templates.controller';
import { RemittanceListsController } from './http/remittance/remittance-lists.controller';

/** Employers' and members' accounts and remittance (归集): items GJ01, GJ08, GJ09, GJ10, GJ11, GJ20, GJ23, GJ24. */
@Module({
  imports: [CaseworkModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [
    AccountOpeningsController,
    AccountsController,
    BaseChangesController,
    FiscalPaymentsController,
    ListTemplatesController,
    RemittanceListsController,
  ],
  providers: [
    BookRemittance,
    CarryOldBases,
    CarryRosterChanges,
    ChangeBasesItem,
    ChangeRosterItem,
    ContributionFacts,
    CorrectBaseItem,
    DecomposeReceipt,
    Decomposition,
    DraftRemittanceList,
    EmployerAccess,
    KeepForUnit,
    LayOutBases,
    LayOutList,
    LateCredits,
    MatchPayerName,
    MemberAccounts,
    OpenAccountsItem,
    OpenMemberAccounts,
    PrefillList,
    ReadAccounts,
    ReadBaseChange,
    ReadRemittanceList,
    RegisterEmployerItem,
    RemitItem,
    SealAccountItem,
    SplitFiscalReceipt,
    TakeFiscalPayment,
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
    changeBases: ChangeBasesItem,
    correctBase: CorrectBaseItem,
    sealAccount: SealAccountItem,
    unsealAccount: UnsealAccountItem,
    decompose: DecomposeReceipt,
    keepForUnit: KeepForUnit,
    matchPayerName: MatchPayerName,
    splitFiscal: SplitFiscalReceipt,
  ) {
    items.register(registerEmployer);
    items.register(openAccounts);
    items.register(remit);
    items.register(changeBases);
    items.register(correctBase);
    items.register(changeRoster);
    items.register(sealAccount);
    items.register(unsealAccount);
    settlement.registerReceiptMatcher(decompose);
    settlement.registerReceiptMatcher(keepForUnit);
    settlement.registerReceiptMatcher(matchPayerName);
    settlement.registerReceiptMatcher(splitFiscal);
    contributionInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
