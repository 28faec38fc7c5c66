export { Ledger } from './app/ledger';
export { ManyPostings } from './app/many-postings';
export { InterestRuns, type RunRefusal } from './app/interest-runs';
export { ledgerMonthConditions } from './app/ledger-month-conditions';
export {
  type DistributionFault,
  DistributionRefused,
  type DistributionOfYear,
  GainsDistributions,
} from './app/gains-distributions';
export { MonthBooks } from './app/month-books';
export { InterestWorker } from './app/interest-worker';
export { LedgerModule } from './ledger.module';
export type { ClosingTerms } from './domain/closing';
export { foreseeInterest, type ForeseenInterest, type InterestSegment } from './domain/foreseen-interest';
export { type InterestRate, InterestRateTable } from './domain/interest-rate-table';
export {
  type InterestYear,
  interestYearEnding,
  interestYearOf,
  lastInterestYear,
} from './domain/interest-year';
export type { ReserveRule } from './domain/gains-distribution';
export { type Line, type MemberCredits, type NewJournal, PostingRefused } from './domain/journal';
export type { MonthCondition } from './domain/month-condition';
export type { ManyVouchers } from './domain/many-vouchers';
export type { MemberBalance, NewAccount } from './store/account-store';
export { type ClosingHold, type NewClosing, TRANSFERRED } from './store/closing-store';
export type { CourtHold, NewCourtHold } from './store/court-hold-store';
export type { Engagement } from './store/engagement-store';
export { giveBackOfHold, type Hold, HoldRefused, type NewHold } from './store/hold-store';
export type { AnnouncedRate } from './store/interest-rate-store';
export type { InterestPosition } from './store/interest-position-store';
export type { InterestRun, RunProgress } from './store/interest-run-store';
export type { Draw, KeyedPot, KeyedPotWanted } from './store/keyed-pot-store';
export type { MonthBalance } from './store/month-balance-store';
export type { Pot, PotWanted } from './store/pot-store';
