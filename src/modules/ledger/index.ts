export { Ledger } from './app/ledger';
export { LedgerModule } from './ledger.module';
export { type Line, type MemberCredits, type NewJournal, PostingRefused } from './domain/journal';
export type { MemberBalance, NewAccount } from './store/account-store';
export type { Engagement } from './store/engagement-store';
export { type Hold, HoldRefused, type NewHold } from './store/hold-store';
export type { Pot, PotWanted } from './store/pot-store';
