import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What was taken over from the system before this one: its books at the cut-over, and what could not be taken over. */
export class Takeover1764000026000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE legacy_import (
        centre_id     int NOT NULL,
        id            uuid NOT NULL,
        source_sha256 text NOT NULL CHECK (source_sha256 ~ '^[0-9a-f]{64}$'),
        cut_over      date NOT NULL,
        report        jsonb NOT NULL,
        began_at      timestamptz NOT NULL,
        finished_at   timestamptz,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, source_sha256)
      );
      COMMENT ON TABLE legacy_import IS 'a folder that was taken over (历史数据接管): once begun it is carried on until it is finished';
      COMMENT ON COLUMN legacy_import.cut_over IS 'first day that is on our books; accumulation covers the days before it';

      CREATE TABLE legacy_reject (
        centre_id int NOT NULL,
        import_id uuid NOT NULL,
        seq       int NOT NULL,
        file      text NOT NULL,
        line      int NOT NULL,
        field     text NOT NULL,
        value     text,
        code      text NOT NULL,
        PRIMARY KEY (centre_id, import_id, seq),
        FOREIGN KEY (centre_id, import_id) REFERENCES legacy_import (centre_id, id)
      );
      COMMENT ON TABLE legacy_reject IS 'a fault for which a row of the folder was not taken over; id numbers are masked';

      CREATE TABLE opening_balance (
        centre_id        int NOT NULL,
        account_id       bigint NOT NULL,
        import_id        uuid NOT NULL,
        carried_fen      bigint NOT NULL CHECK (carried_fen >= 0),
        current_fen      bigint NOT NULL CHECK (current_fen >= 0),
        accumulation     bigint NOT NULL CHECK (accumulation >= 0),
        numerator        numeric(38, 0) NOT NULL CHECK (numerator >= 0),
        closed_on        date,
        closing_reason   text CHECK (closing_reason ~ '^[0-9]{2}$'),
        PRIMARY KEY (centre_id, account_id),
        FOREIGN KEY (centre_id, account_id) REFERENCES ledger_account (centre_id, id),
        FOREIGN KEY (centre_id, import_id) REFERENCES legacy_import (centre_id, id)
      );
      COMMENT ON TABLE opening_balance IS 'with what a member''s account was taken over; its money stands in the journals of kind opening';
      COMMENT ON COLUMN opening_balance.accumulation IS '积数 of the days before the cut-over, fen · days';
      COMMENT ON COLUMN opening_balance.numerator IS 'exact interest numerator of those days, closed segments of rates included, fen · days · 1e-8';
      COMMENT ON COLUMN opening_balance.closed_on IS 'XHRQ, with its reason XHYY (A.7), of an account that was closed before';

      ALTER TABLE unit_suspense DROP CONSTRAINT unit_suspense_origin_check,
        ADD CONSTRAINT unit_suspense_origin_check CHECK (origin IN ('receipt', 'refund', 'opening'));
      COMMENT ON COLUMN unit_suspense.origin IS 'opening: it was taken over; its payer is not known any more';
    `);
    for (const table of ['legacy_import', 'legacy_reject', 'opening_balance']) {
      await protect(queryRunner, table, 'append-only');
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE unit_suspense DROP CONSTRAINT unit_suspense_origin_check,
        ADD CONSTRAINT unit_suspense_origin_check CHECK (origin IN ('receipt', 'refund'));
      DROP TABLE opening_balance, legacy_reject, legacy_import`);
  }
}
