export { AccountClosings, type ClosingFault, ClosingRefused } from './app/account-closing/account-closings';
export { EmptyAccounts } from './app/account-closing/empty-accounts';
export { BankAccounts } from './app/bank-accounts';
export { BankCards } from './app/bank-cards';
export type { CollectionHandler } from './app/collection/collection-registry';
export { CollectionWorker } from './app/collection/collection-worker';
export { Collections, type NewCollectionBatch } from './app/collection/collections';
export { GainsCash } from './app/gains-cash';
export { HeldPayments } from './app/held-payments';
export type { TransferFollower } from './app/own-transfers';
export { CloseMonths } from './app/month-end/close-months';
export { MonthConditions } from './app/month-end/month-conditions';
export { type MonthEndView, ReadMonths } from './app/month-end/read-months';
export { type CollectingAccount, Settlement } from './app/settlement';
export type { ReturnFate, SettlementHandler } from './app/settlement-registry';
export { SettlementWorker } from './app/settlement-worker';
export type { AccountOwner } from './domain/account-owner';
export type { CardCheck, CardQuestion } from './domain/card-check';
export type {
  Instruction,
  NewInstruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnedInstruction,
} from './domain/instruction';
export type {
  Collected,
  Collection,
  CollectionState,
  NewCollection,
  Payer,
  PayerAccount,
  Uncollected,
} from './domain/collection';
export type { CorporateAccount } from './domain/payee';
export {
  DIFFERENCE_WORDS,
  type DifferenceKind,
  type ExplanationCode,
  EXPLANATIONS,
} from './domain/statement-difference';
export type { OpenDifference } from './store/statement-difference-store';
export {
  type BankAccountView,
  BankStatements,
  type BankStatementView,
} from './app/statement/bank-statements';
export { CompareStatements } from './app/statement/compare-statements';
export type { InstructionState } from './domain/instruction-state';
export { CONTRACT_CANCELLED } from './domain/outcome';
export { type AccountPurpose, type Purpose, PURPOSES } from './domain/purposes';
export type { MatchedBy, MatchedTogether, Receipt, ReceiptMatcher, ReceiptPart } from './domain/receipt';
export { beijingTime } from './wire/beijing-time';
export { type BankBody, type BankHeader } from './wire/boc/bank-message';
export { MessageSigner } from './wire/boc/message-signer';
export { HmacSha256 } from './wire/signature-port';
export { SettlementModule } from './settlement.module';
export type { AccountInView } from './store/bank-balance-store';
export { PeopleOfOrders } from './app/people-of-orders';
export { RuleOnOrders, type RulingFault, RulingRefused } from './app/rule-on-orders';
export type { OrderRuling, RuledOutcome } from './store/order-ruling-store';
export type { FrozenKey, FrozenKind, FrozenOrder } from './store/frozen-store';
export type { NewBankAccount } from './store/bank-account-store';
