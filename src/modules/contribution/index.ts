export { type LateCreditListener, LateCredits } from './app/late-credits';
export { MemberAccounts } from './app/member-accounts';
export { ContributionModule } from './contribution.module';
export type { LateCredit } from './store/remittance-receipt-store';
