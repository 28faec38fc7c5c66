import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseYuan } from '../../../src/kernel/money';
import { formatRate, parseRate } from '../../../src/kernel/rate';
import type { Ledger } from '../../../src/modules/ledger';
import type { DueRule } from '../../../src/modules/loan/domain/plan/due-dates';
import { openLoan } from '../../../src/modules/loan/domain/servicing/open-loan';
import { foreseenDue } from '../../../src/modules/loan/domain/servicing/raise-due';
import { insertLoanParties } from '../../../src/modules/loan/store/loan-party-store';
import type { Tx } from '../../../src/platform/database/tx';
import { CENTRE } from '../platform/database-under-test';

export interface Member {
  readonly personId: string;
  readonly accountId: bigint;
}

export interface LoanWanted {
  readonly principal?: string;
  readonly rate?: string;
  readonly periods?: number;
  readonly method?: '01' | '02';
  readonly on?: string;
  readonly due?: DueRule;
  readonly borrower?: Member;
  readonly others?: readonly Member[];
  readonly cardId?: string;
}

/** Stores a loan as it stands when the bank has paid it out (V8). */
export async function disburse(
  tx: Tx,
  { ledger, bank }: { ledger: Ledger; bank: bigint },
  { id, borrower, wanted }: { id: string; borrower: Member; wanted: LoanWanted },
): Promise<void> {
  const { on = '2026-07-09', method = '01', periods = 360, due = { mode: 'same-day' } } = wanted;
  const principal = parseYuan(wanted.principal ?? '700000.00');
  const annualRate = parseRate(wanted.rate ?? '0.026');
  const state = openLoan({ principal, annualRate, periods, method, disbursedOn: parseDay(on), due });
  const { plan, next } = state;
  if (!next) throw new Error('a new loan has a first instalment');
  const fixedDay = due.mode === 'fixed-day' ? due.dayOfMonth : null;
  await tx.execute(
    `INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, value_fen, amount_fen, term_months, method,
         due_mode, due_day, home_order, terms, terms_hash, details_sealed, law_day, decided_on, state_since)
       VALUES ($1, $2::uuid, 'DK20260101' || lpad(nextval('loan_no')::text, 8, '0'), 'new-home', 'active', $3, $2::uuid::text, $4, $4, $5, $6, $7, $8,
         'first', '{}', repeat('0', 64), '', $9::date, $9::date, clock_timestamp())`,
    [CENTRE, id, borrower.personId, principal, periods, method, due.mode, fixedDay, on],
  );
  const parties = [
    { personId: borrower.personId, role: 'borrower' as const },
    ...(wanted.others ?? []).map(({ personId }) => ({ personId, role: 'co-borrower' as const })),
  ];
  await insertLoanParties(tx, { id, unitKey: id, grantedFen: principal }, parties);
  const account = { kind: 'loan', subject: '121', unitId: null } as const;
  const [accountId = 0n] = await ledger.openAccounts(tx, [account], on);
  const first = foreseenDue(state, next);
  await tx.execute(
    `INSERT INTO loan_account (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, method, home_order, annual_rate,
         plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on, next_interest_fen, due_day, last_due_on, card_id)
       VALUES ($1, $2, $3, $4, $5::date, $4, $6, 'first', $7::numeric, 1, $4, $8, $9, 1, $10::date, $11, extract(day FROM $10::date)::int,
         $5::date, $12)`,
    [
      CENTRE,
      id,
      accountId,
      principal,
      on,
      method,
      formatRate(annualRate, 8),
      plan.instalment,
      periods,
      next.dueOn,
      next.byDays ? first.interest : null,
      wanted.cardId ?? null,
    ],
  );
  await tx.execute(
    `INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method, instalment_fen,
         first_due_on)
       VALUES ($1, $2, 1, 'disbursement', $3::date, 1, $4, $5::numeric, $6, $7, $8, $9::date)`,
    [CENTRE, id, on, principal, formatRate(annualRate, 8), periods, method, plan.instalment, next.dueOn],
  );
  const head = { kind: 'opening', sourceId: newId(), businessDate: on, valueDate: on };
  const journalId = await ledger.post(tx, head, [
    { accountId, side: 'D', amountFen: principal },
    { accountId: bank, side: 'C', amountFen: principal },
  ]);
  await tx.execute(
    `INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, principal_fen, paid_by, journal_id, source_id)
       VALUES ($1, $2, 1, '01', $3::date, $3::date, $4, 'bank', $5, $5)`,
    [CENTRE, id, on, principal, journalId],
  );
}
