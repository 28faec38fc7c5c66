import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What of the deposits is lent, day by day; which measures the managers have put in force; who waits for the money. */
export class FundSafety1764000046000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await days(queryRunner);
    await measures(queryRunner);
    await queue(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE fund_admission, fund_measure, fund_day;
      ALTER TABLE loan_disbursement DROP CONSTRAINT queued_with_number, DROP COLUMN queue_no, DROP COLUMN queued_at, DROP COLUMN admitted_on,
        DROP CONSTRAINT loan_disbursement_state_check,
        ADD CONSTRAINT loan_disbursement_state_check CHECK (state IN ('due', 'sent', 'paid', 'rejected', 'returned', 'held', 'withdrawn'));
      DROP SEQUENCE fund_queue_no`);
  }
}

async function days(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE fund_day (
      centre_id     int NOT NULL,
      day           date NOT NULL,
      deposits_fen  bigint NOT NULL,
      loans_fen     bigint NOT NULL CHECK (loans_fen >= 0),
      overdue_fen   bigint NOT NULL CHECK (overdue_fen BETWEEN 0 AND loans_fen),
      under_way_fen bigint NOT NULL CHECK (under_way_fen >= 0),
      lendable      numeric(9, 8) NOT NULL CHECK (lendable > 0),
      room_fen      bigint NOT NULL,
      admitted_fen  bigint NOT NULL DEFAULT 0,
      measured_at   timestamptz NOT NULL,
      PRIMARY KEY (centre_id, day),
      CONSTRAINT admitted_within_room CHECK (admitted_fen BETWEEN 0 AND greatest(room_fen, 0))
    );
    COMMENT ON TABLE fund_day IS 'what of members'' deposits is lent (个贷率), measured once a day before anything else of the day';
    COMMENT ON COLUMN fund_day.overdue_fen IS 'principal of loans that are overdue for as many months as the indicator counts (逾期率)';
    COMMENT ON COLUMN fund_day.under_way_fen IS 'let through or sent to the bank, and not told of yet';
    COMMENT ON COLUMN fund_day.room_fen IS 'what may still be lent: deposits × lendable, cut to the fen, less loans and what is under way; below zero when more is lent';
    COMMENT ON COLUMN fund_day.admitted_fen IS 'of the room what loans were let through on, while loans queue';
  `);
  await protect(queryRunner, 'fund_day', 'read-write');
}

async function measures(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE fund_measure (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      kind        text NOT NULL CHECK (kind IN ('coefficient', 'queue')),
      from_day    date NOT NULL,
      until_day   date CHECK (until_day >= from_day),
      document_no text NOT NULL CHECK (document_no <> ''),
      set_by      text NOT NULL,
      set_at      timestamptz NOT NULL,
      ended_by    text,
      PRIMARY KEY (centre_id, id),
      CONSTRAINT ended_by_somebody CHECK ((until_day IS NULL) = (ended_by IS NULL))
    );
    CREATE UNIQUE INDEX fund_measure_one_open ON fund_measure (centre_id, kind) WHERE until_day IS NULL;
    COMMENT ON TABLE fund_measure IS 'what the management committee has put in force for the safety of the fund, by its document: less is lent, or loans queue (轮候)';
    COMMENT ON COLUMN fund_measure.until_day IS 'last day on which it holds; null until further notice';
  `);
  await protect(queryRunner, 'fund_measure', 'read-write');
}

async function queue(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE SEQUENCE fund_queue_no;
    GRANT USAGE ON SEQUENCE fund_queue_no TO zero_run_app;

    ALTER TABLE loan_disbursement
      ADD COLUMN queue_no bigint,
      ADD COLUMN queued_at timestamptz,
      ADD COLUMN admitted_on date,
      DROP CONSTRAINT loan_disbursement_state_check,
      ADD CONSTRAINT loan_disbursement_state_check
        CHECK (state IN ('due', 'queued', 'sent', 'paid', 'rejected', 'returned', 'held', 'withdrawn')),
      ADD CONSTRAINT queued_with_number CHECK ((queue_no IS NULL) = (queued_at IS NULL) AND (state <> 'queued' OR queue_no IS NOT NULL));
    CREATE INDEX loan_disbursement_queue ON loan_disbursement (centre_id, queue_no) WHERE state = 'queued';
    COMMENT ON COLUMN loan_disbursement.queue_no IS 'its place while loans queue: the lowest number is paid first; kept when the payment begins anew';
    COMMENT ON COLUMN loan_disbursement.admitted_on IS 'day of the fund on whose room it was let through';

    CREATE TABLE fund_admission (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      day         date NOT NULL,
      loan_id     uuid NOT NULL,
      amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
      queue_no    bigint,
      admitted_at timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, day) REFERENCES fund_day (centre_id, day)
    );
    CREATE INDEX fund_admission_of_day ON fund_admission (centre_id, day);
    COMMENT ON TABLE fund_admission IS 'which loan was let through on the room of which day; queue_no null: it never had to wait';
  `);
  await protect(queryRunner, 'fund_admission', 'append-only');
}
