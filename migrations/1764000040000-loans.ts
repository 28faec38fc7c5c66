import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/**
 * Loans as contracts (6.0.2), as accounts that are repaid (6.0.5), their periods that fell due, and their details (6.0.6).
 * A plan is kept as segments from which every row is computed: a rate change re-plans by one row a loan.
 */
export class Loans1764000040000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_kind_check;
      ALTER TABLE ledger_account
        ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN ('member', 'unit', 'leaf', 'loan')),
        ADD CONSTRAINT loan_subject CHECK (kind <> 'loan' OR subject IN ('121', '122'));
    `);
    await loans(queryRunner);
    await loanAccounts(queryRunner);
    await periods(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE loan_transaction, loan_due, loan_plan, loan_account, loan;
      DROP SEQUENCE loan_no;
      ALTER TABLE ledger_account DROP CONSTRAINT loan_subject, DROP CONSTRAINT ledger_account_kind_check;
      ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN ('member', 'unit', 'leaf'));
    `);
  }
}

async function loans(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE SEQUENCE loan_no;
    GRANT USAGE ON SEQUENCE loan_no TO zero_run_app;

    CREATE TABLE loan (
      centre_id        int NOT NULL,
      id               uuid NOT NULL,
      loan_no          text NOT NULL CHECK (loan_no ~ '^[0-9A-Z]{12,30}$'),
      case_id          uuid,
      purpose          text NOT NULL CHECK (purpose IN ('new-home', 'second-hand', 'build', 'conversion')),
      state            text NOT NULL CHECK (state IN ('committed', 'signed', 'mortgage-pending', 'mortgage-registered',
                         'disbursing', 'active', 'overdue', 'settled', 'bad', 'void')),
      borrower_id      uuid NOT NULL,
      unit_key         text NOT NULL,
      contract_no      text,
      project_no       text,
      value_fen        bigint NOT NULL CHECK (value_fen > 0),
      amount_fen       bigint NOT NULL CHECK (amount_fen > 0 AND amount_fen <= value_fen),
      bank_part_fen    bigint NOT NULL DEFAULT 0 CHECK (bank_part_fen >= 0),
      term_months      int NOT NULL CHECK (term_months BETWEEN 1 AND 360),
      method           char(2) NOT NULL CHECK (method IN ('01', '02')),
      due_mode         text NOT NULL CHECK (due_mode IN ('same-day', 'fixed-day')),
      due_day          int CHECK (due_day BETWEEN 1 AND 28),
      home_order       text NOT NULL CHECK (home_order IN ('first', 'second')),
      terms            text NOT NULL,
      terms_hash       text NOT NULL CHECK (terms_hash ~ '^[0-9a-f]{64}$'),
      details_sealed   bytea NOT NULL,
      law_day          date NOT NULL,
      decided_on       date NOT NULL,
      commitment_until date,
      state_since      timestamptz NOT NULL,
      last_event       int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, loan_no),
      UNIQUE (centre_id, case_id),
      CONSTRAINT fixed_day_named CHECK ((due_mode = 'fixed-day') = (due_day IS NOT NULL)),
      CONSTRAINT committed_until CHECK (state <> 'committed' OR commitment_until IS NOT NULL)
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX loan_one_a_home ON loan (centre_id, unit_key) WHERE state NOT IN ('settled', 'void');
    CREATE INDEX loan_of_borrower ON loan (centre_id, borrower_id);
    CREATE INDEX loan_before_disbursement ON loan (centre_id, commitment_until)
      WHERE state IN ('committed', 'signed', 'mortgage-pending', 'mortgage-registered');
    COMMENT ON TABLE loan IS 'a loan from its approval on (借款合同, JGJ/T 320 6.0.2); what decided it stands with its case';
    COMMENT ON COLUMN loan.case_id IS 'the application; null for a loan taken over from a former system';
    COMMENT ON COLUMN loan.terms IS 'canonical JSON of what was decided: contracts are made of it and of nothing else';
    COMMENT ON COLUMN loan.details_sealed IS 'sealed JSON: address of the home, payee of the money, seller; personal data';
    COMMENT ON COLUMN loan.last_event IS 'number of its last event: events of a loan stand in the one outbox under its id, numbered under this row';
    COMMENT ON COLUMN loan.bank_part_fen IS 'of a combined loan: what a bank lends beside; outside the ledger';

    COMMENT ON COLUMN event.case_id IS 'whose timeline it stands on: a case, or a loan after its approval';
  `);
  await protect(queryRunner, 'loan', 'read-write');
}

async function loanAccounts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_account (
      centre_id          int NOT NULL,
      loan_id            uuid NOT NULL,
      account_id         bigint NOT NULL,
      overdue_account_id bigint,
      state              text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'overdue', 'settled', 'bad')),
      disbursed_fen      bigint NOT NULL CHECK (disbursed_fen > 0),
      disbursed_on       date NOT NULL,
      principal_fen      bigint NOT NULL CHECK (principal_fen >= 0),
      transferred_fen    bigint NOT NULL DEFAULT 0 CHECK (transferred_fen >= 0),
      method             char(2) NOT NULL CHECK (method IN ('01', '02')),
      home_order         text NOT NULL CHECK (home_order IN ('first', 'second')),
      annual_rate        numeric(9, 8) NOT NULL CHECK (annual_rate >= 0),
      plan_seq           int NOT NULL,
      planned_fen        bigint NOT NULL CHECK (planned_fen >= 0),
      instalment_fen     bigint NOT NULL CHECK (instalment_fen >= 0),
      periods_left       int NOT NULL CHECK (periods_left >= 0),
      next_no            int NOT NULL,
      next_due_on        date,
      next_interest_fen  bigint CHECK (next_interest_fen >= 0),
      due_day            int NOT NULL CHECK (due_day BETWEEN 1 AND 28),
      last_due_on        date NOT NULL,
      prepaid_fen        bigint NOT NULL DEFAULT 0 CHECK (prepaid_fen >= 0),
      oldest_due_on      date,
      unpaid_periods     int NOT NULL DEFAULT 0 CHECK (unpaid_periods >= 0),
      risk_class         char(2) NOT NULL DEFAULT '01' CHECK (risk_class IN ('01', '02', '03', '04', '05')),
      card_id            uuid,
      settled_on         date,
      version            bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, loan_id),
      UNIQUE (centre_id, account_id),
      CONSTRAINT repaid_within_loan CHECK (principal_fen <= disbursed_fen),
      CONSTRAINT planned_within_principal CHECK (planned_fen <= principal_fen),
      CONSTRAINT transferred_within_principal CHECK (transferred_fen <= principal_fen),
      CONSTRAINT settled_is_nothing CHECK ((state = 'settled') = (settled_on IS NOT NULL) AND (state <> 'settled' OR principal_fen = 0)),
      CONSTRAINT oldest_of_unpaid CHECK ((unpaid_periods > 0) = (oldest_due_on IS NOT NULL)),
      CONSTRAINT due_while_planned CHECK ((periods_left > 0) = (next_due_on IS NOT NULL))
    ) WITH (fillfactor = 80);
    CREATE INDEX loan_account_due ON loan_account (centre_id, next_due_on, loan_id) WHERE next_due_on IS NOT NULL;
    CREATE INDEX loan_account_unpaid ON loan_account (centre_id, loan_id) WHERE unpaid_periods > 0;
    COMMENT ON TABLE loan_account IS 'a disbursed loan as it is repaid (贷款账户, JGJ/T 320 6.0.5), one row, opened when the bank has paid';
    COMMENT ON COLUMN loan_account.account_id IS 'ledger account of subject 121; overdue_account_id: of 122, opened when principal first goes there (V11)';
    COMMENT ON COLUMN loan_account.principal_fen IS 'all that is owed of the principal, due or not: 121 and 122 together';
    COMMENT ON COLUMN loan_account.transferred_fen IS 'of it what stands on 122';
    COMMENT ON COLUMN loan_account.planned_fen IS 'principal that has not fallen due: what the plan goes on with from next_no';
    COMMENT ON COLUMN loan_account.instalment_fen IS 'method 01: principal and interest of a period; 02: principal of a period';
    COMMENT ON COLUMN loan_account.next_interest_fen IS 'interest of the next period where it is no whole month at one rate; null: planned_fen × rate / 12';
    COMMENT ON COLUMN loan_account.last_due_on IS 'start of the running period: last due day, or the day of disbursement';
    COMMENT ON COLUMN loan_account.prepaid_fen IS 'paid in advance, on 21904 (预收)';

    CREATE TABLE loan_plan (
      centre_id          int NOT NULL,
      loan_id            uuid NOT NULL,
      seq                int NOT NULL,
      reason             text NOT NULL CHECK (reason IN ('disbursement', 'rate-change', 'prepayment', 'term-change', 'method-change', 'takeover')),
      on_day             date NOT NULL,
      from_no            int NOT NULL,
      start_fen          bigint NOT NULL CHECK (start_fen > 0),
      annual_rate        numeric(9, 8) NOT NULL,
      periods            int NOT NULL CHECK (periods > 0),
      method             char(2) NOT NULL CHECK (method IN ('01', '02')),
      instalment_fen     bigint NOT NULL,
      first_interest_fen bigint,
      first_due_on       date NOT NULL,
      PRIMARY KEY (centre_id, loan_id, seq)
    );
    COMMENT ON TABLE loan_plan IS 'segments of the repayment plan: each holds from its period on until the next; its rows are computed';
    COMMENT ON COLUMN loan_plan.first_interest_fen IS 'interest of its first period where that is no whole month at one rate';
  `);
  await protect(queryRunner, 'loan_account', 'read-write');
  await protect(queryRunner, 'loan_plan', 'append-only');
}

async function periods(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_due (
      centre_id          int NOT NULL,
      loan_id            uuid NOT NULL,
      no                 int NOT NULL,
      due_on             date NOT NULL,
      principal_fen      bigint NOT NULL CHECK (principal_fen >= 0),
      interest_fen       bigint NOT NULL CHECK (interest_fen >= 0),
      paid_principal_fen bigint NOT NULL DEFAULT 0 CHECK (paid_principal_fen BETWEEN 0 AND principal_fen),
      paid_interest_fen  bigint NOT NULL DEFAULT 0 CHECK (paid_interest_fen BETWEEN 0 AND interest_fen),
      penalty_fen        bigint NOT NULL DEFAULT 0 CHECK (penalty_fen >= 0),
      paid_penalty_fen   bigint NOT NULL DEFAULT 0 CHECK (paid_penalty_fen BETWEEN 0 AND penalty_fen),
      penalty_to         date NOT NULL,
      cleared_on         date,
      PRIMARY KEY (centre_id, loan_id, no),
      CONSTRAINT cleared_when_paid CHECK (cleared_on IS NULL
        OR (paid_principal_fen = principal_fen AND paid_interest_fen = interest_fen AND paid_penalty_fen = penalty_fen))
    ) WITH (fillfactor = 80);
    CREATE INDEX loan_due_open ON loan_due (centre_id, loan_id, no) WHERE cleared_on IS NULL;
    COMMENT ON TABLE loan_due IS 'periods that fell due, and what of them is paid; those unpaid after their day are the overdue register (6.0.7)';
    COMMENT ON COLUMN loan_due.penalty_fen IS 'penalty reckoned so far, for the days up to penalty_to; reckoned when something is paid';

    CREATE TABLE loan_transaction (
      centre_id     int NOT NULL,
      loan_id       uuid NOT NULL,
      seq           bigint NOT NULL,
      kind          char(2) NOT NULL CHECK (kind IN ('01', '02', '03', '04', '05', '06', '07', '08', '09', '99')),
      business_date date NOT NULL,
      value_date    date NOT NULL,
      period_no     int,
      principal_fen bigint NOT NULL,
      interest_fen  bigint NOT NULL DEFAULT 0,
      penalty_fen   bigint NOT NULL DEFAULT 0,
      paid_by       text NOT NULL CHECK (paid_by IN ('bank', 'hpf', 'card', 'prepaid', 'transfer', 'takeover', 'none')),
      journal_id    uuid,
      source_id     uuid NOT NULL,
      PRIMARY KEY (centre_id, loan_id, seq)
    );
    CREATE INDEX loan_transaction_of_source ON loan_transaction (centre_id, source_id);
    COMMENT ON TABLE loan_transaction IS 'details of loans (贷款明细, JGJ/T 320 6.0.6, kinds A.15), one row a period that money went to';
  `);
  await protect(queryRunner, 'loan_due', 'read-write');
  await protect(queryRunner, 'loan_transaction', 'append-only');
}
