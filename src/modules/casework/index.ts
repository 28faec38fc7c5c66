export { CaseFile, CaseMovedOn } from './app/case-file';
export { CaseReading } from './app/case-reading';
export { ClerkAtDesk } from './app/clerk-at-desk';
export { type CommandAnswer, Commands } from './app/commands';
export { ContinueCase } from './app/continue-case';
export { FactRegistry } from './app/fact-registry';
export { FollowUps } from './app/follow-ups';
export { ItemRegistry } from './app/item-registry';
export { askOf, factFrom, internalFact } from './app/make-fact';
export { Precheck } from './app/precheck';
export { type Replayed, ReplayDecisions } from './app/replay-decisions';
export { type Reply, SubmitCase } from './app/submit-case';
export { factWords } from './catalogue/fact-words';
export { CaseworkModule } from './casework.module';
export { DESK, type DeskAnswering } from './desk-answering';
export type { EventKind, NewEvent } from './domain/case-event';
export type { CaseState } from './domain/case-state';
export type { CaseView } from './domain/case-view';
export { NothingToAdd } from './nothing-to-add';
export { Paper } from './paper';
export { isProblem, sendReply } from './http/send-reply';
export type { RoundKey } from './store/replay-store';
export type {
  Applicant,
  CarryOutResult,
  CaseContext,
  ExchangeSink,
  FactNeed,
  FactProvider,
  Item,
  Subject,
} from './item';
