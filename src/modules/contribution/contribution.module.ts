import { Module } from '@nestjs/common';
import { InvariantRegistry } from '../../platform/invariants/invariant-registry';
import { CaseworkModule, ItemRegistry } from '../casework';
import { LedgerModule } from '../ledger';
import { PartyModule } from '../party';
import { RegistryModule } from '../registry';
import { Settlement, SettlementModule } from '../settlement';
import { contributionInvariants } from './app/contribution-invariants';
import { DecomposeReceipt } from './app/decompose-receipt';
import { DraftRemittanceList } from './app/draft-remittance-list';
import { EmployerAccess } from './app/employer-access';
import { KeepForUnit } from './app/keep-for-unit';
import { LayOutList } from './app/lay-out-list';
import { LateCredits } from './app/late-credits';
import { MemberAccounts } from './app/member-accounts';
import { OpenAccountsItem } from './app/open-accounts.item';
import { PrefillList } from './app/prefill-list';
import { ReadAccounts } from './app/read-accounts';
import { ReadRemittanceList } from './app/read-remittance-list';
import { RegisterEmployerItem } from './app/register-employer.item';
import { RemitItem } from './app/remit.item';
import { ContributionFacts } from './facts/contribution-facts';
import { AccountOpeningsController } from './http/account-openings.controller';
import { AccountsController } from './http/accounts.controller';
import { ListTemplatesController } from './http/list-templates.controller';
import { RemittanceListsController } from './http/remittance-lists.controller';

/** Employers' and members' accounts and remittance (归集): items GJ01, GJ11, GJ20. */
@Module({
  imports: [CaseworkModule, LedgerModule, PartyModule, RegistryModule, SettlementModule],
  controllers: [
    AccountOpeningsController,
    AccountsController,
    ListTemplatesController,
    RemittanceListsController,
  ],
  providers: [
    ContributionFacts,
    DecomposeReceipt,
    DraftRemittanceList,
    EmployerAccess,
    KeepForUnit,
    LayOutList,
    LateCredits,
    MemberAccounts,
    OpenAccountsItem,
    PrefillList,
    ReadAccounts,
    ReadRemittanceList,
    RegisterEmployerItem,
    RemitItem,
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
    decompose: DecomposeReceipt,
    keepForUnit: KeepForUnit,
  ) {
    items.register(registerEmployer);
    items.register(openAccounts);
    items.register(remit);
    settlement.registerReceiptMatcher(decompose);
    settlement.registerReceiptMatcher(keepForUnit);
    contributionInvariants.forEach((invariant) => invariants.register(invariant));
  }
}
