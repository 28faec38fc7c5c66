export { MemberAccounts } from './app/member-accounts';
export { ContributionModule } from './contribution.module';
