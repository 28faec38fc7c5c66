import { plantedAuditBreaches } from './planted-audit-breaches';
import { plantedDeskBreaches } from './planted-desk-breaches';
import { plantedMemberBreaches } from './planted-member-breaches';
import { plantedInterestBreaches } from './planted-interest-breaches';
import { plantedMoneyBackBreaches } from './planted-money-back-breaches';
import { plantedDocumentBreaches } from './planted-document-breaches';
import { plantedTransferBreaches } from './planted-transfer-breaches';
import { plantedEmployerBreaches } from './planted-employer-breaches';
import { plantedEnrolmentBreaches } from './planted-enrolment-breaches';
import { plantedDisbursementBreaches } from './planted-disbursement-breaches';
import { plantedCollectionBreaches } from './planted-collection-breaches';
import { plantedFundBreaches } from './planted-fund-breaches';
import { plantedOwnMoneyBreaches } from './planted-own-money-breaches';
import { plantedSigningBreaches } from './planted-signing-breaches';
import { plantedHallBreaches } from './planted-hall-breaches';
import { plantedLoanBreaches } from './planted-loan-breaches';
import { plantedWholeBreaches } from './planted-whole-breaches';
import { plantedRecoveryBreaches } from './planted-recovery-breaches';
import { plantedStatementBreaches } from './planted-statement-breaches';
import { plantedResultBreaches } from './planted-result-breaches';

/** What makes one invariant untrue. */
export interface PlantedBreach {
  readonly what: string;
  /** Tables it touches; each is put back afterwards. */
  readonly tables: readonly string[];
  readonly plant: readonly string[];
}

/** A member with something posted, something held and a pot: the one whose payment the bank has not confirmed. */
const openHold = `(SELECT id FROM hold WHERE state = 'active' AND kind <> 'court')`;
const heldAccount = `(SELECT account_id FROM hold WHERE state = 'active' AND kind <> 'court')`;
const remittance = `(SELECT id FROM journal WHERE kind = 'remittance' ORDER BY id LIMIT 1)`;
const aMember = `(SELECT min(account_id) FROM member_balance)`;
const aPaid = `(SELECT id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;
const itsCase = `(SELECT source_id FROM instruction WHERE id = ${aPaid})`;
const theReturned = `(SELECT id FROM instruction WHERE state = 'returned')`;
const theRejected = `(SELECT id FROM instruction WHERE state = 'rejected')`;
const theOpen = `(SELECT id FROM instruction WHERE state = 'unknown')`;
const september = `(SELECT id FROM remittance_list WHERE month = 202609)`;
const aMadeUp = `'0193a1c0-0000-7000-8000-0000000000b1'::uuid`;
const theClosed = `(SELECT account_id FROM member_account WHERE state = '05')`;
const theClosing = `(SELECT id FROM hold WHERE kind = 'closing')`;
const itsVoucher = `(SELECT id FROM journal WHERE kind = 'closing')`;
const aReceipt = `(SELECT min(receipt_id::text)::uuid FROM remittance_receipt)`;

const breach = (
  what: string,
  tables: string | readonly string[],
  ...plant: readonly string[]
): PlantedBreach => ({
  what,
  tables: typeof tables === 'string' ? [tables] : tables,
  plant,
});

/** Every invariant that SQL can break, by its id; what only the bank can break stands in the test. */
export const plantedBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  ...plantedAuditBreaches,
  ...plantedDeskBreaches,
  ...plantedInterestBreaches,
  ...plantedResultBreaches,
  ...plantedStatementBreaches,
  ...plantedMemberBreaches,
  ...plantedDocumentBreaches,
  ...plantedMoneyBackBreaches,
  ...plantedTransferBreaches,
  ...plantedEmployerBreaches,
  ...plantedEnrolmentBreaches,
  ...plantedCollectionBreaches,
  ...plantedOwnMoneyBreaches,
  ...plantedSigningBreaches,
  ...plantedFundBreaches,
  ...plantedLoanBreaches,
  ...plantedDisbursementBreaches,
  ...plantedHallBreaches,
  ...plantedRecoveryBreaches,
  ...plantedWholeBreaches,
  I1: [
    breach(
      'a line changed by one fen',
      'entry',
      `UPDATE entry SET amount_fen = amount_fen + 1 WHERE journal_id = ${remittance} AND seq = 1`,
    ),
    breach(
      'a voucher of one line',
      'entry',
      `DELETE FROM entry WHERE journal_id = ${remittance} AND seq > 1`,
    ),
    breach('a voucher without lines', 'entry', `DELETE FROM entry WHERE journal_id = ${remittance}`),
    breach('lines without a head', 'journal', `DELETE FROM journal WHERE id = ${remittance}`),
    breach(
      'a head of another business date',
      'journal',
      `UPDATE journal SET business_date = '2026-11-20' WHERE id = ${remittance}`,
    ),
  ],
  I2: [
    breach(
      'a line that is gone',
      'entry',
      `DELETE FROM entry WHERE journal_id = ${remittance} AND seq = (SELECT min(seq) FROM entry WHERE journal_id = ${remittance})`,
    ),
  ],
  I3: [
    breach(
      'money shifted from the year to what is carried over',
      'member_balance',
      `UPDATE member_balance SET carried_fen = carried_fen + 1, current_fen = current_fen - 1 WHERE account_id = ${aMember}`,
    ),
    breach(
      'a balance of one fen more',
      'member_balance',
      `UPDATE member_balance SET current_fen = current_fen + 1 WHERE account_id = ${aMember}`,
    ),
    breach(
      'a posting that was not counted',
      'member_balance',
      `UPDATE member_balance SET version = version - 1 WHERE account_id = ${aMember}`,
    ),
    breach(
      'an accumulation of one fen day more',
      'member_balance',
      `UPDATE member_balance SET accumulation = accumulation + 1 WHERE account_id = ${aMember}`,
    ),
    breach(
      'a numerator of closed segments that no day has earned',
      'member_balance',
      `UPDATE member_balance SET closed_numerator = closed_numerator + 1 WHERE account_id = ${aMember}`,
    ),
    breach(
      'days that a yearly settlement is said to have paid for',
      'member_balance',
      `UPDATE member_balance SET settled_numerator = settled_numerator + 1 WHERE account_id = ${aMember}`,
    ),
    breach(
      'a rate that has changed behind what was accumulated',
      ['interest_rate', 'member_balance'],
      // Ten days more at one rate are right; a rate from the fifth of them on makes them wrong.
      `UPDATE member_balance SET accumulated_to = accumulated_to + 10, accumulation = accumulation + (carried_fen + current_fen) * 10
        WHERE account_id = (SELECT min(account_id) FROM member_balance WHERE carried_fen + current_fen > 0)`,
      `INSERT INTO interest_rate (centre_id, valid_from, annual_e8, instrument, announced_by)
       SELECT 1, max(accumulated_to) - 5, 1, 'planted', 'planted' FROM member_balance`,
    ),
    breach(
      'a closing that paid for other days than the account had',
      'hold',
      `UPDATE hold SET fen_days = fen_days + 1 WHERE id = ${theClosing}`,
    ),
    breach(
      'a balance that is gone',
      'member_balance',
      `DELETE FROM member_balance WHERE account_id = ${aMember}`,
    ),
  ],
  I4: [
    breach(
      'more held than the holds say',
      'member_balance',
      `UPDATE member_balance SET held_fen = held_fen + 1 WHERE account_id = ${heldAccount}`,
    ),
    breach(
      'a hold that is gone while the account still keeps it',
      'hold',
      `UPDATE hold SET state = 'released', ended_at = now() WHERE id = ${openHold}`,
    ),
    breach(
      'a balance below zero',
      'member_balance',
      `ALTER TABLE member_balance DROP CONSTRAINT member_balance_carried_fen_check`,
      `UPDATE member_balance SET carried_fen = -1, current_fen = current_fen + 1 WHERE account_id = ${aMember}`,
    ),
  ],
  I5: [
    breach(
      'a hold that ended before its payment did',
      'hold',
      `UPDATE hold SET state = 'settled', ended_at = now() WHERE id = ${openHold}`,
    ),
    breach(
      'a paid closing whose hold was given back',
      'hold',
      `UPDATE hold SET state = 'released' WHERE id = ${theClosing}`,
    ),
    breach('an active hold nobody pays', 'instruction', `DELETE FROM instruction WHERE id = ${theOpen}`),
    breach(
      'a paid instruction whose hold was given back',
      'hold',
      `UPDATE hold SET state = 'released' WHERE case_id = ${itsCase}`,
    ),
  ],
  I6: [
    breach(
      'a payment of another amount than its voucher',
      'instruction',
      `UPDATE instruction SET amount_fen = amount_fen + 1 WHERE id = ${aPaid}`,
    ),
    breach(
      'a payment whose voucher is gone',
      'entry',
      `DELETE FROM entry WHERE journal_id = (SELECT paid_journal_id FROM instruction WHERE id = ${aPaid})`,
    ),
    breach(
      'a returned payment whose return was not booked',
      'entry',
      `DELETE FROM entry WHERE journal_id = (SELECT returned_journal_id FROM instruction WHERE id = ${theReturned})`,
    ),
    breach(
      'a rejected payment that was booked all the same',
      'instruction',
      `ALTER TABLE instruction DROP CONSTRAINT paid_with_proof`,
      `UPDATE instruction SET paid_journal_id = gen_random_uuid() WHERE id = ${theRejected}`,
    ),
  ],
  I8: [
    breach(
      'a member credited another amount than the list says',
      'remittance_line',
      `UPDATE remittance_line SET employer_fen = employer_fen + 1 WHERE list_id = ${september} AND account_id = ${aMember}`,
    ),
    breach(
      'a receipt of another amount than was decomposed',
      'remittance_receipt',
      `UPDATE remittance_receipt SET amount_fen = amount_fen + 1, suspense_fen = suspense_fen + 1 WHERE receipt_id = ${aReceipt}`,
    ),
    breach(
      'a receipt nobody decomposed',
      'remittance_receipt',
      `DELETE FROM remittance_receipt WHERE receipt_id = ${aReceipt}`,
    ),
    breach(
      'a list credited and not told so',
      'remittance_list',
      `UPDATE remittance_list SET state = 'CONFIRMED', posted_on = NULL WHERE id = ${september}`,
    ),
    breach(
      'a header that does not sum its lines',
      'remittance_list',
      `UPDATE remittance_list SET member_count = member_count + 1 WHERE id = ${september}`,
    ),
    breach('short money that nobody noted', 'unit_suspense', `DELETE FROM unit_suspense WHERE why = 'short'`),
    breach(
      'suspense of a list that was never drawn for it',
      'suspense_draw',
      `INSERT INTO suspense_draw SELECT centre_id, receipt_id, 'list', ${september}, 1 FROM unit_suspense`,
    ),
    breach(
      'a month credited by another employer too',
      'remittance_list',
      `UPDATE remittance_list SET month = 202609, unit_id = (
         SELECT ledger_account_id FROM unit_account WHERE ledger_account_id <> unit_id LIMIT 1) WHERE month = 202610`,
    ),
    breach(
      'a month that the list credited and its member paid alone',
      'flexible_payment',
      `INSERT INTO flexible_payment (centre_id, id, account_id, month, base_fen, amount_fen, payment_no, state, case_id, receipt_id, posted_on)
       SELECT 1, gen_random_uuid(), ${aMember}, 202609, 600000, 72000, 'LH-planted', 'POSTED', gen_random_uuid(), ${aReceipt}, '2026-11-21'`,
    ),
    breach(
      'a month that the list credited and a back payment made up for whole',
      ['back_payment', 'back_payment_line'],
      `INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen, payment_no, case_id, confirmed_at, posted_on)
       SELECT 1, ${aMadeUp}, unit_id, 'missed', 'POSTED', 1, 1, 480000, 'BJ-planted', gen_random_uuid(), now(), '2026-11-21'
         FROM remittance_list WHERE month = 202609`,
      `INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
       SELECT 1, ${aMadeUp}, ${aMember}, 202609, 2000000, 480000, 240000, 240000`,
    ),
    breach(
      'short money that left the suspense',
      'entry',
      `DELETE FROM entry WHERE journal_id IN (SELECT id FROM journal WHERE kind = 'suspense'
          AND source_id IN (SELECT receipt_id FROM remittance_receipt))`,
    ),
  ],
  R1: [
    breach(
      'a sealed account that is active again without a word in its history',
      'member_account',
      `UPDATE member_account SET state = '01' WHERE state = '02'`,
    ),
    breach(
      'a sealed account without its day',
      'member_account',
      `UPDATE member_account SET sealed_on = NULL WHERE state = '02'`,
    ),
    breach(
      'a list that holds somebody who was sealed by then',
      'roster_change',
      `UPDATE roster_change SET from_month = 202609 WHERE kind = 'seal'`,
    ),
  ],
  I9: [
    breach(
      'a fen taken that no hold took',
      'pot',
      `UPDATE pot SET taken_fen = taken_fen + 1 WHERE taken_fen > 0`,
    ),
    breach(
      'more taken than the cap',
      'pot',
      `ALTER TABLE pot DROP CONSTRAINT taken_within_cap`,
      `UPDATE pot SET cap_fen = taken_fen - 1 WHERE taken_fen > 0`,
    ),
    breach(
      'a fen taken for a home that no buyer took',
      'pot',
      `UPDATE pot SET taken_fen = taken_fen - 1 WHERE kind = 'home'`,
    ),
    breach('a hold drawn from nowhere', 'hold', `UPDATE hold SET pot_id = NULL WHERE id = ${openHold}`),
  ],
  I12: [
    breach('a receipt that is gone', 'receipt', `DELETE FROM receipt WHERE state = 'suspense'`),
    breach(
      'a receipt of another amount',
      'receipt',
      `UPDATE receipt SET amount_fen = amount_fen + 1 WHERE state = 'suspense'`,
    ),
    breach(
      'a payment of another amount',
      'instruction',
      `UPDATE instruction SET amount_fen = amount_fen + 1 WHERE id = ${aPaid}`,
    ),
  ],
  I13: [
    breach(
      'a payment of a case that was refused',
      'decision',
      `UPDATE decision SET outcome = 'refused' WHERE case_id = ${itsCase}`,
    ),
    breach('a payment without a decision', 'decision', `DELETE FROM decision WHERE case_id = ${itsCase}`),
    breach(
      'a payment of another amount than was decided',
      'decision',
      `UPDATE decision SET amount_fen = amount_fen + 1 WHERE case_id = ${itsCase}`,
    ),
    breach(
      'a payment on a fact nobody knew',
      'case_fact',
      `UPDATE case_fact SET state = 'unknown' WHERE case_id = ${itsCase} AND name = 'household.homes'`,
    ),
    breach('a payment whose facts are gone', 'case_fact', `DELETE FROM case_fact WHERE case_id = ${itsCase}`),
    breach('a payment of no case', 'service_case', `DELETE FROM service_case WHERE id = ${itsCase}`),
  ],
  I15: [
    breach('a case without a key', 'command', `DELETE FROM command WHERE resource_id = ${itsCase}`),
    breach(
      'a case of two keys',
      'command',
      `DROP INDEX command_of_resource`,
      `INSERT INTO command SELECT centre_id, caller, route, key || '-again', body_hash, resource_id, lease_until, status, answer
         FROM command WHERE resource_id = ${itsCase}`,
    ),
    breach(
      'a case that paid twice',
      'instruction',
      `INSERT INTO instruction
       SELECT (i).* FROM (SELECT jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'purpose', 'again',
                'reference', 'Z' || substr(reference, 2), 'bank_serial', bank_serial || '2', 'paid_journal_id', gen_random_uuid())) AS i
                FROM instruction AS i WHERE id = ${aPaid}) AS copy`,
    ),
    breach(
      'a word of the timeline that is gone',
      'event',
      `DELETE FROM event WHERE case_id = ${itsCase} AND seq = 2`,
    ),
    breach(
      'a last word of the timeline that is gone',
      'event',
      `DELETE FROM event WHERE case_id = ${itsCase} AND seq = (SELECT max(seq) FROM event WHERE case_id = ${itsCase})`,
    ),
  ],
  I21: [
    breach(
      'money on a closed account',
      'member_balance',
      `UPDATE member_balance SET current_fen = 1 WHERE account_id = ${theClosed}`,
    ),
    breach(
      'days on a closed account that nobody was paid for',
      'member_balance',
      `UPDATE member_balance SET accumulation = 1 WHERE account_id = ${theClosed}`,
    ),
    breach(
      'a business in progress on a closed account',
      'engagement',
      `INSERT INTO engagement (centre_id, account_id, kind, case_id) SELECT 1, ${theClosed}, 'closing', gen_random_uuid()`,
    ),
    breach(
      'a hold on a closed account',
      'hold',
      `UPDATE hold SET state = 'active', ended_at = NULL WHERE id = ${theClosing}`,
    ),
    breach(
      'an account that is closed while it holds money',
      'member_account',
      `UPDATE member_account SET state = '05', closed_on = '2026-11-21', closing_reason = '03', state_before_closing = '01'
        WHERE account_id = ${heldAccount}`,
    ),
  ],
  I22: [
    breach(
      'interest of a fen more than the days give',
      'hold',
      `UPDATE hold SET interest_fen = interest_fen + 1 WHERE id = ${theClosing}`,
    ),
    breach(
      'a payment that tells another part as interest',
      'instruction',
      `UPDATE instruction SET interest_fen = interest_fen + 1 WHERE purpose = 'closing'`,
    ),
    breach('a closing whose voucher is gone', 'entry', `DELETE FROM entry WHERE journal_id = ${itsVoucher}`),
    breach(
      'a closing booked at another value date',
      'journal',
      `UPDATE journal SET value_date = value_date + 1 WHERE id = ${itsVoucher}`,
    ),
    breach(
      'a closing booked and not settled',
      'hold',
      `UPDATE hold SET state = 'released' WHERE id = ${theClosing}`,
    ),
  ],
  'receipt-parts': [
    breach(
      'a part of a receipt that there is not',
      'receipt',
      `UPDATE receipt SET part_of = gen_random_uuid() WHERE id = ${aReceipt}`,
    ),
  ],
};
