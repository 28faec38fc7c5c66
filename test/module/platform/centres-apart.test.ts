import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { Road } from '../oversight/road';
import { atTheDesk } from '../oversight/at-the-desk';
import { travel } from '../oversight/travel';
import { connect } from './database-under-test';

const OTHER_CENTRE = 2;

let road: Road;
let tables: string[];

/** What the way of a case leaves no row of. */
const planted = [
  `INSERT INTO fiscal_payment (centre_id, id, payment_no, state, parts, total_fen, sent_by, sent_at)
   VALUES (1, '00000000-0000-7000-8000-0000000000f1', 'planted', 'AWAITED', 1, 1, 'planted', now())`,
  `INSERT INTO fiscal_part (centre_id, payment_id, row_no, unit_id, payee, amount_fen)
   SELECT centre_id, '00000000-0000-7000-8000-0000000000f1', 2, ledger_account_id, 'planted', 1 FROM unit_account LIMIT 1`,
  `INSERT INTO base_run (centre_id, id, fund_year, planned_at) VALUES (1, gen_random_uuid(), 2020, now())`,
  `INSERT INTO base_year (centre_id, unit_id, fund_year, manner, source_id, settled_on)
   SELECT centre_id, ledger_account_id, 2020, 'carried', gen_random_uuid(), '2020-09-01' FROM unit_account LIMIT 1`,
  `INSERT INTO base_change (centre_id, id, unit_id, fund_year, from_month, state, member_count, made_at)
   SELECT centre_id, '00000000-0000-7000-8000-0000000000b1', ledger_account_id, 2020, 202007, 'DRAFT', 1, now() FROM unit_account LIMIT 1`,
  `INSERT INTO base_change_line (centre_id, change_id, account_id, former_base_fen, former_employer_fen, former_employee_fen,
     wage_fen, base_fen, employer_fen, employee_fen)
   VALUES (1, '00000000-0000-7000-8000-0000000000b1', 1, 1, 1, 1, 1, 1, 1, 1)`,
  `INSERT INTO bank_incident (centre_id, id, bank_code, code, noticed_at)
   VALUES (1, gen_random_uuid(), '104', 'planted', now())`,
  `INSERT INTO collection_batch (centre_id, id, purpose, bank_account_id, message, bus_type, reference, parts, amount_fen, state)
   VALUES (1, '00000000-0000-7000-8000-0000000000c1', 'planted', gen_random_uuid(), 'BDC104', '01', 'PLANTEDPLANTEDPLANTED', 1, 1, 'created')`,
  `INSERT INTO collection (centre_id, id, purpose, source_id, bank_account_id, payer, amount_fen, partial, reference, bus_type, summary, state)
   VALUES (1, gen_random_uuid(), 'planted', gen_random_uuid(), gen_random_uuid(), 'x', 1, false, 'PLANTEDPLANTEDPLANTED', '01', 'planted', 'created')`,
  `INSERT INTO closed_period (centre_id, month) VALUES (1, 202606)`,
  `INSERT INTO loan_party (centre_id, loan_id, person_id, role) VALUES (1, gen_random_uuid(), gen_random_uuid(), 'guarantor')`,
  `INSERT INTO case_reading (centre_id, id, case_id, reader, role, at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'planted', 'clerk', now())`,
  `INSERT INTO replay_run (centre_id, id, kind, from_day, to_day, size, seed, asked_by, planned_at)
   VALUES (1, gen_random_uuid(), 'asked', '2026-01-01', '2026-01-02', 1, 'planted', 'planted', now())`,
  `INSERT INTO replay_difference (centre_id, run_id, case_id, round, path, stored_hash, found_at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 1, '/', 'planted', now())`,
  `INSERT INTO interest_run (centre_id, id, kind, day, started_by, planned_at)
   VALUES (1, gen_random_uuid(), 'year', '2020-06-30', 'planted', now())`,
  `INSERT INTO interest_chunk (centre_id, id, run_id, seq, after_account, to_account)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 1, 0, 1)`,
  `INSERT INTO interest_left (centre_id, id, run_id, account_id) VALUES (1, gen_random_uuid(), gen_random_uuid(), 1)`,
  `INSERT INTO interest_accrual (centre_id, id, kind, day, due_fen, amount_fen)
   VALUES (1, gen_random_uuid(), 'month', '2020-06-30', 0, 0)`,
  `INSERT INTO restriction (centre_id, id, person_id, kind, from_day, until_day, basis, created_at, conduct_on)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'FRAUD_LOAN', '2020-01-01', '2024-12-31', 'planted', now(), '2020-01-01')`,
  `INSERT INTO employer_former (centre_id, case_id, employer_id, credit_code, name, legal_rep_person_id, until_day)
   SELECT centre_id, gen_random_uuid(), id, credit_code, 'planted', legal_rep_person_id, '2026-01-01' FROM employer LIMIT 1`,
  `INSERT INTO employer_consent (centre_id, case_id, employer_id, person_id, agreed, said_at)
   SELECT centre_id, gen_random_uuid(), id, gen_random_uuid(), true, now() FROM employer LIMIT 1`,
  `INSERT INTO unit_state_change (centre_id, unit_id, from_state, to_state, case_id, made_on)
   SELECT centre_id, ledger_account_id, '02', '01', gen_random_uuid(), '2026-01-01' FROM unit_account LIMIT 1`,
  `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, case_id, made_on)
   SELECT centre_id, ledger_account_id, 'regular', 0.08, 0.08, 202601, gen_random_uuid(), '2026-01-01' FROM unit_account LIMIT 1`,
  `INSERT INTO unit_relief (centre_id, case_id, unit_id, kind, from_month, until_month, resolution_no, committee_no, granted_on)
   SELECT centre_id, gen_random_uuid(), ledger_account_id, 'lower-ratio', 202601, 202602, 'planted', 'planted', '2026-01-01'
     FROM unit_account LIMIT 1`,
  `INSERT INTO deferred_month (centre_id, account_id, month, unit_id, base_fen, employer_fen, employee_fen, relief_case_id, deferred_on)
   SELECT m.centre_id, m.account_id, 202601, m.unit_id, 100000, 5000, 5000, r.case_id, '2026-02-01'
     FROM member_account AS m, unit_relief AS r LIMIT 1`,
  `INSERT INTO unit_mandate (centre_id, id, unit_id, bank_code, account_sealed, owner_sealed, last4, evidence_id, from_day, case_id)
   SELECT centre_id, gen_random_uuid(), ledger_account_id, '104', 'x', 'x', '0001', gen_random_uuid(), '2026-01-01', gen_random_uuid()
     FROM unit_account LIMIT 1`,
  `INSERT INTO unit_move (centre_id, case_id, kind, from_unit_id, to_unit_id, from_month, members, amount_fen, evidence_no, moved_on)
   SELECT centre_id, gen_random_uuid(), 'merger', ledger_account_id, ledger_account_id + 1, 202601, 1, 0, 'planted', '2026-01-01'
     FROM unit_account LIMIT 1`,
  `INSERT INTO employer_look (centre_id, id, day, planned_at) VALUES (1, gen_random_uuid(), '2026-01-01', now())`,
  `INSERT INTO employer_warning (centre_id, employer_id, kind, about, due_on, since, found_on)
   SELECT centre_id, id, 'remit', '2026-01', '2026-01-20', '2026-01-21', '2026-01-21' FROM employer LIMIT 1`,
  `INSERT INTO month_end (centre_id, id, month, planned_at, due_at) VALUES (1, gen_random_uuid(), 202601, now(), now())`,
  `INSERT INTO month_balance (centre_id, month, subject, opening_fen, debit_fen, credit_fen, closing_fen)
   VALUES (1, 202601, '101', 0, 0, 0, 0)`,
  `INSERT INTO month_result (centre_id, id, month, income_fen, expenditure_fen) VALUES (1, gen_random_uuid(), 202601, 0, 0)`,
  `INSERT INTO gains_distribution (centre_id, id, year, state, reserve_rule, fee_budget_fen, document_no, proposed_person_id, proposed_at)
   VALUES (1, gen_random_uuid(), 2025, 'proposed', 'sixty-percent-of-gains', 0, 'planted', gen_random_uuid(), now())`,
  `INSERT INTO year_result (centre_id, id, year, gains_fen, loan_balance_fen, reserve_before_fen, reserve_fen, management_fee_fen, public_rental_fen)
   VALUES (1, gen_random_uuid(), 2025, 0, 0, 0, 0, 0, 0)`,
  `INSERT INTO arrears_reminder (centre_id, unit_id, stage, months, first_month, deadline, sent_on)
   SELECT centre_id, ledger_account_id, 1, 1, 202601, '2026-01-20', '2026-01-21' FROM unit_account LIMIT 1`,
  `INSERT INTO staff_look (centre_id, employer_id, day) SELECT centre_id, id, '2026-01-01' FROM employer LIMIT 1`,
  `INSERT INTO staff_gap (centre_id, employer_id, kind, person_id, happened_on, receipt_no, found_on)
   SELECT centre_id, id, 'hired', gen_random_uuid(), '2026-01-01', 'planted', '2026-01-01' FROM employer LIMIT 1`,
  `INSERT INTO suspense_draw (centre_id, receipt_id, purpose, target_id, amount_fen)
   SELECT centre_id, receipt_id, 'refund', gen_random_uuid(), 1 FROM unit_suspense LIMIT 1`,
  `INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen)
   SELECT centre_id, gen_random_uuid(), ledger_account_id, 'missed', 'DRAFT', 1, 1, 1 FROM unit_account LIMIT 1`,
  `INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
   SELECT centre_id, id, 1, 202610, 1, 1, 1, 0 FROM back_payment`,
  `INSERT INTO back_payment_receipt (centre_id, receipt_id, payment_id, amount_fen, credited_fen, suspense_fen, outcome)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 1, 0, 1, 'kept')`,
  `INSERT INTO receipt_return (centre_id, id, receipt_id, amount_fen, reason, paper, clerk, at, state)
   SELECT centre_id, gen_random_uuid(), id, 1, 'planted', 'x', 'planted', now(), 'released' FROM receipt LIMIT 1`,
  `INSERT INTO receipt_claim (centre_id, receipt_id, unit_id, reason, paper, clerk, at)
   SELECT centre_id, gen_random_uuid(), ledger_account_id, 'planted', 'x', 'planted', now() FROM unit_account LIMIT 1`,
  `INSERT INTO suspense_return (centre_id, case_id, lot_id, unit_id, amount_fen, state, made_on)
   SELECT centre_id, gen_random_uuid(), receipt_id, unit_id, 1, 'released', '2026-11-21' FROM unit_suspense LIMIT 1`,
  `INSERT INTO court_order (centre_id, order_no, court, kind, account_id, issued_on, until_day, case_id, done_on)
   VALUES (1, 'planted', 'planted', 'freeze', 1, '2026-11-20', '2027-11-20', gen_random_uuid(), '2026-11-21')`,
  `INSERT INTO court_freeze (centre_id, order_no, court, account_id, person_id, until_day, state, case_id)
   VALUES (1, 'planted', 'planted', 1, gen_random_uuid(), '2027-11-20', 'waiting', gen_random_uuid())`,
  `INSERT INTO court_deduction (centre_id, case_id, order_no, account_id, amount_fen, freeze_fen, state)
   VALUES (1, gen_random_uuid(), 'planted', 1, 1, 0, 'held')`,
  `INSERT INTO member_night (centre_id, id, kind, day, planned_at)
   VALUES (1, gen_random_uuid(), 'court-terms', '2020-01-01', now())`,
  `INSERT INTO account_move (centre_id, account_id, source_id, kind, from_unit, to_unit, moved_on)
   SELECT centre_id, account_id, gen_random_uuid(), 'transfer', 1, 2, '2026-11-21' FROM member_account LIMIT 1`,
  `INSERT INTO former_identity (centre_id, id, person_id, former_id, id_no_index, id_no_sealed, name_sealed, case_id, changed_on)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), sha256('planted'), 'x', 'x', gen_random_uuid(), '2026-11-21')`,
  `INSERT INTO person_contact (centre_id, person_id, contact_sealed, case_id, changed_at)
   VALUES (1, gen_random_uuid(), 'x', gen_random_uuid(), now())`,
  `INSERT INTO account_merge (centre_id, from_id, to_id, fen_days, rate_e8, closed_numerator, case_id, merged_on)
   VALUES (1, 1, 2, 0, 0, 0, gen_random_uuid(), '2026-11-21')`,
  `INSERT INTO flexible_terms (centre_id, account_id, ratio, first_month) VALUES (1, 1, 0.1, 202611)`,
  `INSERT INTO flexible_payment (centre_id, id, account_id, month, base_fen, amount_fen, payment_no, state, case_id)
   VALUES (1, gen_random_uuid(), 1, 202611, 100, 10, 'planted', 'CONFIRMED', gen_random_uuid())`,
  `INSERT INTO contribution_refund (centre_id, case_id, unit_id, account_id, source, source_id, month, employer_fen, employee_fen,
     goes_to, whole, state, made_on)
   VALUES (1, gen_random_uuid(), 1, 1, 'list', gen_random_uuid(), 202610, 1, 0, 'suspense', true, 'paid', '2026-11-21')`,
  `INSERT INTO legacy_import (centre_id, id, source_sha256, cut_over, report, began_at)
   VALUES (1, gen_random_uuid(), repeat('0', 64), '2026-10-01', '{}', now())`,
  `INSERT INTO legacy_reject (centre_id, import_id, seq, file, line, field, code)
   SELECT centre_id, id, 1, 'planted', 2, 'planted', 'MISSING' FROM legacy_import`,
  `INSERT INTO opening_balance (centre_id, account_id, import_id, carried_fen, current_fen, accumulation, numerator)
   SELECT i.centre_id, m.account_id, i.id, 0, 0, 0, 0 FROM legacy_import AS i CROSS JOIN (SELECT min(account_id) AS account_id FROM member_balance) AS m`,
  `INSERT INTO transfer_letter_number (centre_id, day, last) VALUES (1, '2026-11-21', 1)`,
  `INSERT INTO transfer_letter (centre_id, id, direction, letter_no, counterpart, person_id, state, letter_sealed, opened_on, answer_by)
   VALUES (1, gen_random_uuid(), 'out', '1402002611210001', '140200000000000', gen_random_uuid(), '02', '', '2026-11-21', '2026-12-06')`,
  `INSERT INTO platform_message (centre_id, id, direction, letter_no, counterpart, tx_code, tx_func, body_sealed, body_sha256, state, made_at)
   VALUES (1, gen_random_uuid(), 'in', '1402002611210001', '140200000000000', 'BDC901', '0', '', '', 'taken', now())`,
  `INSERT INTO transfer_money (centre_id, receipt_id, letter_id, amount_fen, use, came_on)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 1, 'kept', '2026-11-21')`,
  `INSERT INTO carried_months (centre_id, letter_id, account_id, person_id, opened_on, paid_to, six_months, loans, loans_ended, loan_elsewhere, carried_on)
   VALUES (1, gen_random_uuid(), 1, gen_random_uuid(), '2020-01-01', 202601, true, 0, true, false, '2026-11-21')`,
  `INSERT INTO bank_balance (centre_id, id) VALUES (1, gen_random_uuid())`,
  `INSERT INTO bank_account_closing (centre_id, id, bank_account_id, into_account_id, document_no, proposed_by, proposed_at)
   SELECT 1, gen_random_uuid(), min(id::text)::uuid, max(id::text)::uuid, 'planted', 'planted', now() FROM bank_account`,
  `INSERT INTO employer_ending (centre_id, employer_id, seen_on, status, receipt_no)
   SELECT centre_id, id, '2020-01-01', 'revoked', 'planted' FROM employer LIMIT 1`,
  `INSERT INTO carried_card (centre_id, account_id, bank_code, card_sealed) VALUES (1, 1, '104', '')`,
  `INSERT INTO bank_statement (centre_id, id, bank_account_id, day) VALUES (1, gen_random_uuid(), gen_random_uuid(), '2020-01-01')`,
  `INSERT INTO bank_statement_line (centre_id, statement_id, seq, bank_serial, direction, amount_fen, reversal)
   VALUES (1, gen_random_uuid(), 1, 'planted', 'in', 1, false)`,
  `INSERT INTO statement_difference (centre_id, id, statement_id, kind, subject, book_fen, found_at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'book-only-credit', 'planted', 1, now())`,
  `INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, state, begun_at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'liquidity', 'open', now())`,
  `INSERT INTO payee_account (centre_id, id, bank_code, account_no, name) VALUES (1, gen_random_uuid(), '104', '104999900000000777', 'planted')`,
  `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method, due_mode,
     home_order, terms, terms_hash, details_sealed, law_day, decided_on, commitment_until, state_since)
   VALUES (1, '00000000-0000-7000-8000-0000000000c1', 'DK2026112100000001', 'new-home', 'committed', gen_random_uuid(), 'planted', 2, 1, 12,
     '01', 'same-day', 'first', '{}', repeat('0', 64), '', '2026-11-21', '2026-11-21', '2027-01-20', now())`,
  `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, method, home_order, annual_rate,
     plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on, due_day, last_due_on)
   SELECT centre_id, id, 1, 1, '2026-11-21', 1, '01', 'first', 0.021, 1, 1, 1, 12, 1, '2026-12-21', 21, '2026-11-21' FROM loan`,
  `INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method, instalment_fen, first_due_on)
   SELECT centre_id, id, 1, 'disbursement', '2026-11-21', 1, 1, 0.021, 12, '01', 1, '2026-12-21' FROM loan`,
  `INSERT INTO loan_due (centre_id, loan_id, no, due_on, principal_fen, interest_fen, penalty_to)
   SELECT centre_id, id, 1, '2026-12-21', 1, 0, '2026-12-21' FROM loan`,
  `INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, principal_fen, paid_by, source_id)
   SELECT centre_id, id, 1, '01', '2026-11-21', '2026-11-21', 1, 'bank', gen_random_uuid() FROM loan`,
  `INSERT INTO hedging_agreement (centre_id, id, loan_id, draw, state, proposed_on)
   SELECT centre_id, '00000000-0000-7000-8000-0000000000c2', id, 'yearly', 'proposed', '2026-11-21' FROM loan`,
  `INSERT INTO hedging_party (centre_id, agreement_id, position, person_id)
   VALUES (1, '00000000-0000-7000-8000-0000000000c2', 1, gen_random_uuid())`,
  `INSERT INTO loan_deduction (centre_id, id, loan_id, card_id, due_on, amount_fen, wanted_on)
   SELECT centre_id, gen_random_uuid(), id, gen_random_uuid(), '2026-12-21', 1, '2026-12-21' FROM loan`,
  `INSERT INTO loan_refund (centre_id, id, loan_id, card_id, amount_fen, state, begun_at)
   SELECT centre_id, gen_random_uuid(), id, gen_random_uuid(), 1, 'due', now() FROM loan`,
  `INSERT INTO loan_write_off (centre_id, id, loan_id, state, ground, evidence_no, proposed_person_id, proposed_at)
   SELECT centre_id, gen_random_uuid(), id, 'proposed', 'bankrupt', 'planted', gen_random_uuid(), now() FROM loan`,
  `INSERT INTO order_ruling (centre_id, id, what, order_id, outcome, reject_code, evidence_no, state, proposed_person_id, proposed_at)
   VALUES (1, gen_random_uuid(), 'payment', gen_random_uuid(), 'rejected', 'PLANTED', 'planted', 'proposed', gen_random_uuid(), now())`,
  `INSERT INTO estate (centre_id, id, account_id, person_id, state, died_on, death_no, ruling_no, proposed_person_id, proposed_at)
   VALUES (1, gen_random_uuid(), 1, gen_random_uuid(), 'proposed', '2026-11-21', 'planted', 'planted', gen_random_uuid(), now())`,
  `INSERT INTO loan_closing (centre_id, id, loan_id, settled_on, due_at)
   SELECT centre_id, gen_random_uuid(), id, '2026-12-21', now() FROM loan`,
  `INSERT INTO loan_stop_notice (centre_id, id, loan_id, employer_id, person_id, settled_on, told_on)
   SELECT centre_id, gen_random_uuid(), id, gen_random_uuid(), gen_random_uuid(), '2026-12-21', '2026-12-21' FROM loan`,
  `INSERT INTO loan_applicant (centre_id, case_id, person_id, role, asked_at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'spouse', now())`,
  `INSERT INTO loan_gate (centre_id, key) VALUES (1, 'planted')`,
  `INSERT INTO loan_night (centre_id, id, kind, day, planned_at) VALUES (1, gen_random_uuid(), 'commitments', '2020-01-01', now())`,
  `INSERT INTO loan_interest_due (centre_id, day, due_fen) VALUES (1, '2020-01-01', 0)`,
  `INSERT INTO loan_reading (centre_id, id, loan_id, reader, role, at)
   VALUES (1, gen_random_uuid(), gen_random_uuid(), 'planted', 'clerk', now())`,
  `INSERT INTO signing_branch (centre_id, id, name, address, made_by, made_at)
   VALUES (1, '00000000-0000-7000-8000-0000000000c2', 'planted', 'planted', 'planted', now())`,
  `INSERT INTO signing_slot (centre_id, branch_id, day, minute, capacity, taken)
   SELECT centre_id, id, '2026-11-21', 570, 1, 1 FROM signing_branch`,
  `INSERT INTO signing (centre_id, id, loan_id, branch_id, day, minute, state, hedging, booked_at)
   SELECT s.centre_id, '00000000-0000-7000-8000-0000000000c3', l.id, s.branch_id, s.day, s.minute, 'booked', false, now()
     FROM signing_slot AS s CROSS JOIN (SELECT id FROM loan LIMIT 1) AS l`,
  `INSERT INTO originals_move (centre_id, loan_id, no, kind, on_day, at)
   SELECT centre_id, loan_id, 1, 'handed-over', '2026-11-21', now() FROM signing`,
  `INSERT INTO signing_identity (centre_id, signing_id, person_id) SELECT centre_id, id, gen_random_uuid() FROM signing`,
  `INSERT INTO signing_paper (centre_id, loan_id, kind, document_id, content_hash, terms_hash, made_at)
   SELECT centre_id, loan_id, 'loan-contract', gen_random_uuid(), repeat('0', 64), repeat('0', 64), now() FROM signing`,
  `INSERT INTO signing_signature (centre_id, signing_id, kind, person_id, content_hash, clerk_person_id, signed_at)
   SELECT centre_id, id, 'loan-contract', gen_random_uuid(), repeat('0', 64), gen_random_uuid(), now() FROM signing`,
  `INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, apply_no, state, requested_at)
   SELECT centre_id, '00000000-0000-7000-8000-0000000000c4', id, 'pre-notice', loan_no || 'M1', 'requested', now() FROM loan LIMIT 1`,
  `INSERT INTO loan_disbursement (centre_id, id, loan_id, mortgage_id, state)
   SELECT centre_id, gen_random_uuid(), loan_id, id, 'withdrawn' FROM loan_mortgage`,
  `INSERT INTO loan_incident (centre_id, id, loan_id, code, body, noticed_at)
   SELECT centre_id, gen_random_uuid(), id, 'PLANTED', '{}', now() FROM loan LIMIT 1`,
  `INSERT INTO credit_consent (centre_id, number_index, case_id, person_id, used_at)
   VALUES (1, decode(repeat('00', 32), 'hex'), gen_random_uuid(), gen_random_uuid(), now())`,
  `INSERT INTO loan_counter_act (centre_id, evidence_no, loan_id, act, person_id, clerk_person_id, evidence_sealed, at)
   VALUES (1, 'planted', gen_random_uuid(), 'cancel', gen_random_uuid(), gen_random_uuid(), 'x', now())`,
  `INSERT INTO loan_incident_closing (centre_id, incident_id, reason, closed_by, role, closed_at)
   SELECT centre_id, id, 'planted', 'planted', 'clerk', now() FROM loan_incident`,
  `INSERT INTO fund_day (centre_id, day, deposits_fen, loans_fen, overdue_fen, under_way_fen, lendable, room_fen, measured_at)
   VALUES (1, '2020-01-01', 2, 0, 0, 0, 0.95, 1, now())`,
  `INSERT INTO fund_measure (centre_id, id, kind, from_day, until_day, document_no, set_by, set_at, ended_by)
   VALUES (1, gen_random_uuid(), 'queue', '2020-01-01', '2020-01-01', 'planted', 'planted', now(), 'planted')`,
  `INSERT INTO fund_admission (centre_id, id, day, loan_id, amount_fen, admitted_at)
   SELECT 1, gen_random_uuid(), '2020-01-01', id, 1, now() FROM loan LIMIT 1`,
  `INSERT INTO loan_hall (centre_id, loan_id, hall_no, contract_no, state, until_day, form_sealed, state_since)
   SELECT centre_id, id, 'YT2026112100000009', 'planted', 'open', '2027-01-20', 'x', now() FROM loan LIMIT 1`,
  `INSERT INTO loan_hall_branch (centre_id, id, loan_id, branch, state, since)
   SELECT centre_id, gen_random_uuid(), loan_id, 'tax', 'filing', now() FROM loan_hall`,
  `INSERT INTO loan_hall_seller (centre_id, loan_id, person_id) SELECT centre_id, loan_id, gen_random_uuid() FROM loan_hall`,
  `INSERT INTO loan_clearance (centre_id, id, loan_id, state, since, paid_on, due_at)
   SELECT centre_id, gen_random_uuid(), id, 'asking', now(), '2026-11-21', now() FROM loan LIMIT 1`,
  `INSERT INTO registry_event (centre_id, id, registry, event_no, unit_key, body, effect, received_at)
   VALUES (1, gen_random_uuid(), 'REA', 'planted', 'planted', '{}', 'none', now())`,
  `INSERT INTO recovery (centre_id, id, recovery_no, case_id, person_id, contract_no, amount_fen, state, opened_on, due_on)
   SELECT centre_id, gen_random_uuid(), 'TH2026112199999999', id, person_id, contract_no, 1, 'open', '2026-11-21', '2026-12-21'
     FROM purchase_watch LIMIT 1`,
  `INSERT INTO recovery_receipt (centre_id, receipt_id, recovery_id, account_id, amount_fen, came_on)
   SELECT centre_id, gen_random_uuid(), id, 1, 1, '2026-11-21' FROM recovery`,
];

/** Rows of every table, nearly all made as in life. */
beforeAll(async () => {
  road = await Road.start();
  await travel(road);
  await atTheDesk(road);
  await road.pastAllGuards(...planted);
  const rows = await road.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'centre_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  tables = rows.map(({ name }) => name);
}, 60_000);
afterAll(() => road.stop());

describe('another centre', () => {
  it('sees no row of any table, while its own centre sees them', async () => {
    const seen: Record<string, [number, number]> = {};
    for (const table of tables)
      seen[table] = [await road.count(table), await road.count(table, 'true', OTHER_CENTRE)];
    // A table without a row of its own centre would prove nothing: plant one above.
    expect(tables.filter((table) => seen[table]![0] === 0)).toEqual([]);
    expect(tables.filter((table) => seen[table]![1] !== 0)).toEqual([]);
  });

  it('changes and removes none', async () => {
    for (const table of [
      'member_balance',
      'pot',
      'hold',
      'service_case',
      'command',
      'person',
      'payout_card',
    ]) {
      const touch = road.work.run(OTHER_CENTRE, (tx) =>
        tx.execute(`UPDATE ${table} SET centre_id = centre_id`),
      );
      expect([table, await touch]).toEqual([table, 0]);
    }
    const remove = road.work.run(OTHER_CENTRE, (tx) => tx.execute('DELETE FROM engagement'));
    expect(await remove).toBe(0);
    expect(await road.count('engagement')).toBeGreaterThan(0);
  });

  it('cannot write a row in the other’s name, nor give one of its own away', async () => {
    const forged = [
      `INSERT INTO engagement (centre_id, account_id, kind, case_id) VALUES (1, 1, 'withdrawal', gen_random_uuid())`,
      `INSERT INTO closed_period (centre_id, month) VALUES (1, 202611)`,
    ];
    for (const sql of forged) {
      const act = road.work.run(OTHER_CENTRE, (tx) => tx.execute(sql));
      await expect(act).rejects.toThrow(/row-level security/);
    }
    const given = road.work.run(OTHER_CENTRE, async (tx) => {
      await tx.execute(
        `INSERT INTO engagement (centre_id, account_id, kind, case_id) VALUES (2, 1, 'x', gen_random_uuid())`,
      );
      await tx.execute('UPDATE engagement SET centre_id = 1');
    });
    await expect(given).rejects.toThrow(/row-level security/);
  });

  it('is not reached by a connection that served the first centre a moment ago', async () => {
    const source = await connect(road.database.appUrl, 1);
    try {
      const work = new UnitOfWork(source);
      const people = (centreId: number) =>
        work.read(centreId, async (tx) => (await tx.query('SELECT id FROM person')).length);
      expect(await people(1)).toBeGreaterThan(0);
      expect(await people(OTHER_CENTRE)).toBe(0);
    } finally {
      await source.destroy();
    }
  });
});
