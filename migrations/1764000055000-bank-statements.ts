import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** 银行对账单 (BDC113): what a bank booked on an account of the centre on a day, beside our own entries, line by line. */
export class BankStatements1764000055000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE bank_statement (
        centre_id       int NOT NULL,
        id              uuid NOT NULL,
        bank_account_id uuid NOT NULL,
        day             date NOT NULL,
        lines           int CHECK (lines >= 0),
        answered_at     timestamptz,
        compared_at     timestamptz,
        explained_at    timestamptz,
        due_at          timestamptz,
        lease_owner     text,
        lease_until     timestamptz,
        lease_token     bigint NOT NULL DEFAULT 0,
        attempts        int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, bank_account_id, day),
        CONSTRAINT answered_with_lines CHECK ((answered_at IS NULL) = (lines IS NULL)),
        CONSTRAINT compared_when_answered CHECK (compared_at IS NULL OR answered_at IS NOT NULL),
        CONSTRAINT explained_when_compared CHECK (explained_at IS NULL OR compared_at IS NOT NULL)
      );
      COMMENT ON TABLE bank_statement IS 'a day of an account: asked for once it is over, compared until every difference is explained';
      COMMENT ON COLUMN bank_statement.lines IS 'how many the bank says there are';
      CREATE INDEX bank_statement_due ON bank_statement (centre_id, due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX bank_statement_open ON bank_statement (centre_id, day) WHERE explained_at IS NULL;

      CREATE TABLE bank_statement_line (
        centre_id    int NOT NULL,
        statement_id uuid NOT NULL,
        seq          int NOT NULL,
        bank_serial  text NOT NULL,
        direction    text NOT NULL CHECK (direction IN ('in', 'out')),
        amount_fen   bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
        reversal     boolean NOT NULL,
        reference    text,
        PRIMARY KEY (centre_id, statement_id, seq)
      );
      COMMENT ON TABLE bank_statement_line IS 'names and accounts of others are not kept here: the message is, sealed, in bank_exchange';

      CREATE TABLE statement_difference (
        centre_id    int NOT NULL,
        id           uuid NOT NULL,
        statement_id uuid NOT NULL,
        kind         text NOT NULL CHECK (kind IN ('bank-only-credit', 'bank-only-payment', 'collection-open', 'payment-open',
                       'paid-though-rejected', 'book-only-credit', 'book-only-payment', 'other-account', 'other-amount',
                       'other-serial', 'other-day', 'line-twice')),
        subject      text NOT NULL,
        reference    text,
        source_id    uuid,
        bank_fen     bigint,
        book_fen     bigint,
        state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'gone', 'explained')),
        found_at     timestamptz NOT NULL,
        ended_at     timestamptz,
        ended_by     text,
        reason_code  text CHECK (reason_code IN ('bank-error', 'booked-since', 'other-day', 'before-takeover', 'other')),
        reason       text CHECK (length(reason) BETWEEN 4 AND 300),
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, statement_id, kind, subject),
        CONSTRAINT ended_unless_open CHECK ((state = 'open') = (ended_at IS NULL)),
        CONSTRAINT explained_by_somebody CHECK ((state = 'explained')
          = (ended_by IS NOT NULL AND reason_code IS NOT NULL AND reason IS NOT NULL)),
        CONSTRAINT on_some_side CHECK (bank_fen IS NOT NULL OR book_fen IS NOT NULL)
      );
      COMMENT ON TABLE statement_difference IS 'a line that is not alike on both sides: a person ends it with a reason, or the books do (gone)';
      COMMENT ON COLUMN statement_difference.subject IS 'host serial number of the line; of a payment of ours alone its reference';
      CREATE INDEX statement_difference_open ON statement_difference (centre_id, found_at, id) WHERE state = 'open';

      CREATE INDEX receipt_by_day ON receipt (centre_id, bank_account_id, value_date);
      CREATE INDEX instruction_by_day ON instruction (centre_id, bank_account_id, value_date) WHERE value_date IS NOT NULL;
    `);
    await protect(queryRunner, 'bank_statement', 'read-write');
    await protect(queryRunner, 'bank_statement_line', 'append-only');
    await protect(queryRunner, 'statement_difference', 'append-only');
    await queryRunner.query(
      'GRANT UPDATE (state, ended_at, ended_by, reason_code, reason) ON statement_difference TO zero_run_app',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX instruction_by_day, receipt_by_day;
      DROP TABLE statement_difference, bank_statement_line, bank_statement`);
  }
}
