export { Arrears } from './app/arrears/arrears';
export type { ArrearsRow } from './store/arrears-store';
export { type LateCreditListener, LateCredits } from './app/remittance/late-credits';
export { MemberAccounts } from './app/member/member-accounts';
export { ContributionModule } from './contribution.module';
export { TransferModule } from './transfer.module';
export type { LateCredit } from './store/remittance-receipt-store';
