import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, ItemRegistry } from '../casework';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { BookRemittance } from './app/book-remittance';
import { CarryRosterChanges } from './app/carry-roster-changes';
import { ChangeRosterItem } from './app/change-roster.item';
import { contributionInvariants } from './app/contribution-invariants';
import { DecomposeReceipt } from './app/decompose-receipt';
import { Decomposition } from './app/decomposition';
import { DraftRemittanceList } from './app/draft-remittance-list';
import { EmployerAccess } from './app/employer-access';
import { KeepForUnit } from './app/keep-for-unit';
import { LayOutList } from './app/lay-out-list';
import { LateCredits } from './app/late-credits';
import { MatchPayerName } from './app/match-payer-name';
import { MemberAccounts } from './app/member-accounts';
import { OpenAccountsItem } from './app/open-accounts.item';
import { OpenMemberAccounts } from './app/open-member-accounts';
import { PrefillList } from './app/prefill-list';
import { ReadAccounts } from './app/read-accounts';
import { ReadRemittanceList } from './app/read-remittance-list';
import { RegisterEmployerItem } from './app/register-employer.item';
import { RemitItem } from './app/remit.item';
import { SealAccountItem } from './app/seal-account.item';
import { UnsealAccountItem } from './app/unseal-account.item';
import { ContributionFacts } from './facts/contribution-facts';
import { AccountOpeningsController } from './http/account-openings.controller';
import { AccountsController } from './http/accounts.controller';
import { ListTemplatesController } from './http/list-templates.controller';
import { RemittanceListsController } from './http/remittance-lists.controller';

/** Employers' and members' accounts and remittance (归集): items GJ01, GJ10, GJ11, GJ20, GJ23, GJ24. */
@Module({
  imports: [CaseworkModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [
    AccountOpeningsController,
    AccountsController,
    ListTemplatesController,
    RemittanceListsController,
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
    KeepForUnit,
    LayOutList,
    LateCredits,
    MatchPayerName,
    MemberAccounts,
    OpenAccountsItem,
    OpenMemberAccounts,
    PrefillList,
    ReadAccounts,
    ReadRemittanceList,
    RegisterEmployerItem,
    RemitItem,
    SealAccountItem,
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
  ) {
    items.register(registerEmployer);
    items.register(openAccounts);
    items.register(remit);
    items.register(changeRoster);
    items.register(sealAccount);
    items.register(unsealAccount);
    settlement.registerReceiptMatcher(decompose);
    settlement.registerReceiptMatcher(keepForUnit);
    settlement.registerReceiptMatcher(matchPayerName);
    contributionInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
