export {
  BANK_CODES,
  type BankCode,
  bankMood,
  noticesAbout,
  registryMood,
  sendNotice,
  TX,
  withoutNotices,
} from './bank';
export {
  bankLines,
  type BankLine,
  expectPaidOnce,
  expectProof,
  expectReplays,
  ownAccount,
  paymentsTo,
  rows,
  storedCounts,
} from './books';
export { apply, eventsOf, readCase, receiptOf, submit, until, untilState } from './cases';
export { castOf, type Cast, marry, newPeople, newPeopleAtBanks, type Person } from './cast';
export {
  confirm,
  deposit,
  type Employer,
  memberWithCard,
  MONTHS,
  openAccounts,
  pay,
  registerEmployer,
  registration,
  remit,
  sendCsv,
  sendList,
  settledEmployer,
  type SignedIn,
  signIn,
} from './employer';
export { type Colleague, seedStaff } from './large-staff';
export { getFile } from './get-file';
export { type FileAnswer, sendFile } from './send-file';
export { failRemittanceCalls, failWithdrawalCalls, FaultyProcess, type Loop } from './fail-calls';
export { killDesk } from './kill-desk';
export { killInterest, startInterestRun, untilInterestRunEnded } from './kill-interest';
export { expectCreditedOnce, killRemittance } from './kill-remittances';
export { killStatement, liveOn, muteNotices, nightAfter, untilExplained } from './kill-statements';
export { impatientBank, type Kill, killWithdrawals } from './kill-withdrawals';
export { killReplay, killWorker } from './kill-workers';
export { OldEmployer, YEARS_LATER } from './old-employer';
export { sendText } from './send-text';
export { fileContract, moveTo, retire, unitKeyOf } from './travel-in-time';
