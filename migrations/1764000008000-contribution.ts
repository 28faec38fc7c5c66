import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Changes of state a remittance list may go through (handbook 3.4); the funds may come in two parts. */
const transitions = [
  'DRAFT>CONFIRMED',
  'DRAFT>CANCELLED',
  'CONFIRMED>POSTED',
  'CONFIRMED>SUSPENSE_SHORT',
  'CONFIRMED>CANCELLED',
  'SUSPENSE_SHORT>POSTED',
];

export class Contribution1764000008000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await accounts(queryRunner);
    await lists(queryRunner);
    await listsKeepTheirWord(queryRunner);
    await receipts(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE remittance_receipt, remittance_line, remittance_list, member_account, unit_account;
      DROP FUNCTION refuse_list_step, refuse_line_of_fixed_list;
      DROP SEQUENCE remittance_payment_no`);
  }
}

async function accounts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE unit_account (
      centre_id         int NOT NULL,
      ledger_account_id bigint NOT NULL,
      employer_id       uuid NOT NULL,
      unit_account_no   text NOT NULL CHECK (unit_account_no ~ '^[0-9]{8,20}$'),
      district          text NOT NULL CHECK (district ~ '^[0-9]{6}$'),
      state             text NOT NULL CHECK (state IN ('01', '02', '03', '04', '05')),
      payday            int NOT NULL CHECK (payday BETWEEN 1 AND 31),
      ratio_employer    numeric(5, 4) NOT NULL CHECK (ratio_employer BETWEEN 0 AND 1),
      ratio_employee    numeric(5, 4) NOT NULL CHECK (ratio_employee BETWEEN 0 AND 1),
      first_month       int NOT NULL CHECK (first_month BETWEEN 199904 AND 999912 AND first_month % 100 BETWEEN 1 AND 12),
      paid_through      int CHECK (paid_through BETWEEN 199904 AND 999912 AND paid_through % 100 BETWEEN 1 AND 12),
      opened_on         date NOT NULL,
      PRIMARY KEY (centre_id, ledger_account_id),
      UNIQUE (centre_id, employer_id),
      UNIQUE (centre_id, unit_account_no)
    );
    COMMENT ON TABLE unit_account IS 'the employer''s account (单位账户, JGJ/T 320 table 5.0.2)';
    COMMENT ON COLUMN unit_account.ledger_account_id IS 'its suspense leaf (21901), and unit_id of its members'' entries';
    COMMENT ON COLUMN unit_account.state IS 'A.4: 01 正常 02 开户 03 缓缴 04 销户 05 封存';
    COMMENT ON COLUMN unit_account.paid_through IS 'JZNY 缴至年月, YYYYMM; null before the first remittance';

    CREATE TABLE member_account (
      centre_id    int NOT NULL,
      account_id   bigint NOT NULL,
      person_id    uuid NOT NULL,
      unit_id      bigint NOT NULL,
      state        text NOT NULL CHECK (state IN ('01', '02', '03', '04', '05', '06')),
      account_no   text NOT NULL CHECK (account_no ~ '^[0-9]{8,20}$'),
      base_fen     bigint NOT NULL CHECK (base_fen BETWEEN 0 AND 1000000000000000),
      employer_fen bigint NOT NULL CHECK (employer_fen BETWEEN 0 AND base_fen),
      employee_fen bigint NOT NULL CHECK (employee_fen BETWEEN 0 AND base_fen),
      opened_on    date NOT NULL,
      PRIMARY KEY (centre_id, account_id),
      UNIQUE (centre_id, account_no),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
    ) WITH (fillfactor = 90);
    CREATE UNIQUE INDEX member_account_one_open ON member_account (centre_id, person_id) WHERE state IN ('01', '02', '06');
    CREATE INDEX member_account_by_unit ON member_account (centre_id, unit_id, state);
    COMMENT ON TABLE member_account IS 'the member''s account (个人账户, JGJ/T 320 table 5.0.4); one open account a person';
    COMMENT ON COLUMN member_account.state IS 'A.6: 01 正常 02 封存 03 合并销户 04 外部转出销户 05 提取销户 06 冻结';
  `);
  await protect(queryRunner, 'unit_account', 'read-write');
  await protect(queryRunner, 'member_account', 'read-write');
}

async function lists(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE SEQUENCE remittance_payment_no MAXVALUE 9999999 CYCLE;
    GRANT USAGE ON SEQUENCE remittance_payment_no TO zero_run_app;

    CREATE TABLE remittance_list (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      unit_id      bigint NOT NULL,
      month        int NOT NULL CHECK (month BETWEEN 199904 AND 999912 AND month % 100 BETWEEN 1 AND 12),
      state        text NOT NULL CHECK (state IN ('DRAFT', 'CONFIRMED', 'POSTED', 'SUSPENSE_SHORT', 'CANCELLED')),
      member_count int NOT NULL CHECK (member_count > 0),
      total_fen    bigint NOT NULL CHECK (total_fen BETWEEN 1 AND 1000000000000000),
      payment_no   text,
      case_id      uuid,
      taken_over   boolean NOT NULL DEFAULT false,
      confirmed_at timestamptz,
      posted_on    date,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, payment_no),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT number_when_confirmed CHECK (taken_over OR state IN ('DRAFT', 'CANCELLED')
        OR (payment_no IS NOT NULL AND case_id IS NOT NULL AND confirmed_at IS NOT NULL)),
      CONSTRAINT posted_with_day CHECK ((state = 'POSTED') = (posted_on IS NOT NULL)),
      CONSTRAINT taken_over_is_posted CHECK (NOT taken_over OR (state = 'POSTED' AND payment_no IS NULL))
    );
    CREATE UNIQUE INDEX remittance_list_one_a_month ON remittance_list (centre_id, unit_id, month) WHERE state <> 'CANCELLED';
    COMMENT ON TABLE remittance_list IS 'a remittance list (汇缴清册) of one employer and month';
    COMMENT ON COLUMN remittance_list.payment_no IS 'the number (单号) the employer writes on the transfer';
    COMMENT ON COLUMN remittance_list.taken_over IS 'a month of the system before this one: its money came with the opening balances';

    CREATE TABLE remittance_line (
      centre_id    int NOT NULL,
      list_id      uuid NOT NULL,
      account_id   bigint NOT NULL,
      base_fen     bigint NOT NULL CHECK (base_fen > 0),
      employer_fen bigint NOT NULL CHECK (employer_fen BETWEEN 0 AND base_fen),
      employee_fen bigint NOT NULL CHECK (employee_fen BETWEEN 0 AND base_fen),
      PRIMARY KEY (centre_id, list_id, account_id),
      CHECK (employer_fen + employee_fen > 0)
    );
    CREATE INDEX remittance_line_by_account ON remittance_line (centre_id, account_id);
    COMMENT ON TABLE remittance_line IS 'one member of a list; never changed, a mended list is a new one';
  `);
  await protect(queryRunner, 'remittance_list', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (state, payment_no, case_id, confirmed_at, posted_on) ON remittance_list TO zero_run_app',
  );
  await protect(queryRunner, 'remittance_line', 'append-only');
}

/** A list takes the allowed steps only, and no line is added to one that is no draft any more. */
async function listsKeepTheirWord(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE FUNCTION refuse_list_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${transitions.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR003', CONSTRAINT = 'remittance_list_step',
          MESSAGE = 'remittance list ' || OLD.id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER remittance_list_step BEFORE UPDATE OF state ON remittance_list FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_list_step();

    CREATE FUNCTION refuse_line_of_fixed_list() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF EXISTS (
        SELECT FROM (SELECT DISTINCT centre_id, list_id FROM fresh) AS f
          LEFT JOIN remittance_list AS l ON l.centre_id = f.centre_id AND l.id = f.list_id
         WHERE l.id IS NULL OR NOT (l.state = 'DRAFT' OR l.taken_over)
      ) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR004', CONSTRAINT = 'remittance_line_of_draft',
          MESSAGE = 'lines are added to a draft only';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER remittance_line_of_draft AFTER INSERT ON remittance_line
      REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_line_of_fixed_list();
  `);
}

async function receipts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE remittance_receipt (
      centre_id    int NOT NULL,
      receipt_id   uuid NOT NULL,
      list_id      uuid NOT NULL,
      amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
      credited_fen bigint NOT NULL CHECK (credited_fen >= 0),
      drawn_fen    bigint NOT NULL DEFAULT 0 CHECK (drawn_fen >= 0),
      suspense_fen bigint NOT NULL CHECK (suspense_fen >= 0),
      outcome      text NOT NULL CHECK (outcome IN ('decomposed', 'short', 'kept')),
      PRIMARY KEY (centre_id, receipt_id),
      CONSTRAINT all_of_it_booked CHECK (amount_fen = credited_fen + suspense_fen),
      CONSTRAINT credited_when_decomposed CHECK ((outcome = 'decomposed') = (credited_fen > 0))
    );
    CREATE UNIQUE INDEX remittance_receipt_decomposed ON remittance_receipt (centre_id, list_id) WHERE outcome = 'decomposed';
    CREATE INDEX remittance_receipt_by_list ON remittance_receipt (centre_id, list_id);
    COMMENT ON TABLE remittance_receipt IS 'where the money of a receipt with a list''s number went';
    COMMENT ON COLUMN remittance_receipt.credited_fen IS 'part of this receipt credited to members';
    COMMENT ON COLUMN remittance_receipt.drawn_fen IS 'earlier short money of the same list taken out of suspense with it';
  `);
  await protect(queryRunner, 'remittance_receipt', 'append-only');
}
