import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Contribution bases: the yearly change, what each account's base rests on, and the run that carries old bases over. */
export class Base1764000025000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await changes(queryRunner);
    await years(queryRunner);
    await fiscal(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE fiscal_part, fiscal_payment;
      DROP INDEX receipt_of_parts;
      ALTER TABLE receipt DROP COLUMN part_of;
      DROP TABLE base_year, base_run, base_change_line, base_change;
      ALTER TABLE roster_change DROP CONSTRAINT made_by_a_case_or_a_run, DROP COLUMN run_id;
      ALTER TABLE member_account DROP COLUMN base_source;
    `);
  }
}

async function changes(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE base_change (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      unit_id      bigint NOT NULL,
      fund_year    int NOT NULL CHECK (fund_year BETWEEN 1999 AND 9999),
      from_month   int NOT NULL CHECK (from_month BETWEEN 199904 AND 999912 AND from_month % 100 BETWEEN 1 AND 12),
      state        text NOT NULL CHECK (state IN ('DRAFT', 'CONFIRMED', 'CANCELLED')),
      member_count int NOT NULL CHECK (member_count > 0),
      case_id      uuid,
      made_at      timestamptz NOT NULL,
      confirmed_at timestamptz,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT confirmed_by_a_case CHECK ((state = 'CONFIRMED') = (case_id IS NOT NULL AND confirmed_at IS NOT NULL))
    );
    CREATE UNIQUE INDEX base_change_one_draft ON base_change (centre_id, unit_id, fund_year) WHERE state = 'DRAFT';
    CREATE UNIQUE INDEX base_change_once_a_year ON base_change (centre_id, unit_id, fund_year) WHERE state = 'CONFIRMED';
    COMMENT ON TABLE base_change IS 'yearly change of an employer''s contribution bases (年度缴存基数调整), shown as a draft before it is confirmed (GJ08)';
    COMMENT ON COLUMN base_change.from_month IS 'first month, YYYYMM, whose list has the new bases';

    CREATE TABLE base_change_line (
      centre_id           int NOT NULL,
      change_id           uuid NOT NULL,
      account_id          bigint NOT NULL,
      row_no              int,
      former_base_fen     bigint NOT NULL CHECK (former_base_fen >= 0),
      former_employer_fen bigint NOT NULL CHECK (former_employer_fen >= 0),
      former_employee_fen bigint NOT NULL CHECK (former_employee_fen >= 0),
      wage_fen            bigint NOT NULL CHECK (wage_fen > 0),
      base_fen            bigint NOT NULL CHECK (base_fen > 0),
      employer_fen        bigint NOT NULL CHECK (employer_fen BETWEEN 0 AND base_fen),
      employee_fen        bigint NOT NULL CHECK (employee_fen BETWEEN 0 AND base_fen),
      PRIMARY KEY (centre_id, change_id, account_id),
      FOREIGN KEY (centre_id, change_id) REFERENCES base_change (centre_id, id)
    );
    COMMENT ON TABLE base_change_line IS 'one member of a yearly change; never changed, a mended one is a new draft';
    COMMENT ON COLUMN base_change_line.row_no IS 'row of the list that declared the wage; null: nothing was declared, the old base is carried';
    COMMENT ON COLUMN base_change_line.wage_fen IS 'average monthly wage declared, or the old base carried, before the limits';

    ALTER TABLE member_account ADD COLUMN base_source text
      CHECK (base_source IN ('previous-year', 'first-job', 'transfer-in', 'yearly', 'correction', 'carried'));
    COMMENT ON COLUMN member_account.base_source IS 'what the base rests on (Regulations, articles 16 and 17); null: taken over, not known';
  `);
  await protect(queryRunner, 'base_change', 'append-only');
  await queryRunner.query('GRANT UPDATE (state, case_id, confirmed_at) ON base_change TO zero_run_app');
  await protect(queryRunner, 'base_change_line', 'append-only');
}

async function years(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE base_run (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      fund_year   int NOT NULL,
      units       int NOT NULL DEFAULT 0,
      accounts    int NOT NULL DEFAULT 0,
      planned_at  timestamptz NOT NULL,
      finished_at timestamptz,
      due_at      timestamptz,
      lease_owner text,
      lease_until timestamptz,
      lease_token bigint NOT NULL DEFAULT 0,
      attempts    int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, fund_year)
    );
    COMMENT ON TABLE base_run IS 'the run after 31 August that carries the bases of employers who declared nothing into the new fund year';

    CREATE TABLE base_year (
      centre_id  int NOT NULL,
      unit_id    bigint NOT NULL,
      fund_year  int NOT NULL,
      manner     text NOT NULL CHECK (manner IN ('declared', 'carried')),
      source_id  uuid NOT NULL,
      settled_on date NOT NULL,
      PRIMARY KEY (centre_id, unit_id, fund_year),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
    );
    COMMENT ON TABLE base_year IS 'how an employer''s bases of a fund year were settled: declared (GJ08) or the old ones carried';
    COMMENT ON COLUMN base_year.source_id IS 'the case that declared them, or the run that carried them';

    ALTER TABLE roster_change ALTER COLUMN case_id DROP NOT NULL, ADD COLUMN run_id uuid,
      ADD CONSTRAINT made_by_a_case_or_a_run CHECK (num_nonnulls(case_id, run_id) = 1 AND (run_id IS NULL OR kind = 'base'));
    COMMENT ON COLUMN roster_change.run_id IS 'the run that carried an old base within the limits of a new fund year, where no case did';
  `);
  await protect(queryRunner, 'base_run', 'read-write');
  await protect(queryRunner, 'base_year', 'append-only');
}

async function fiscal(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE receipt ADD COLUMN part_of uuid;
    CREATE INDEX receipt_of_parts ON receipt (centre_id, part_of) WHERE part_of IS NOT NULL;
    COMMENT ON COLUMN receipt.part_of IS 'the receipt of one payment for several employers whose part this is';

    CREATE TABLE fiscal_payment (
      centre_id  int NOT NULL,
      id         uuid NOT NULL,
      payment_no text NOT NULL,
      state      text NOT NULL CHECK (state IN ('AWAITED', 'SPLIT')),
      parts      int NOT NULL CHECK (parts > 0),
      total_fen  bigint NOT NULL CHECK (total_fen BETWEEN 1 AND 1000000000000000),
      sent_by    text NOT NULL,
      sent_at    timestamptz NOT NULL,
      receipt_id uuid,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, payment_no),
      CONSTRAINT split_by_a_receipt CHECK ((state = 'SPLIT') = (receipt_id IS NOT NULL))
    );
    COMMENT ON TABLE fiscal_payment IS 'one payment of the treasury for many employers (财政统一缴款), with the file that says whose it is';

    CREATE TABLE fiscal_part (
      centre_id  int NOT NULL,
      payment_id uuid NOT NULL,
      row_no     int NOT NULL,
      unit_id    bigint NOT NULL,
      payee      text NOT NULL,
      amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      PRIMARY KEY (centre_id, payment_id, row_no),
      UNIQUE (centre_id, payment_id, payee),
      FOREIGN KEY (centre_id, payment_id) REFERENCES fiscal_payment (centre_id, id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
    );
    COMMENT ON COLUMN fiscal_part.payee IS 'number of a remittance list or of a unit account, as the file has it';
  `);
  await protect(queryRunner, 'fiscal_payment', 'append-only');
  await queryRunner.query('GRANT UPDATE (state, receipt_id) ON fiscal_payment TO zero_run_app');
  await protect(queryRunner, 'fiscal_part', 'append-only');
}
