import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Purchases are looked at after they were paid upon; what was paid on a cancelled contract is given back. */
export class Recoveries1764000056000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE hold ADD COLUMN given_back_fen bigint NOT NULL DEFAULT 0
        CONSTRAINT given_back_of_paid CHECK (given_back_fen BETWEEN 0 AND amount_fen
          AND (given_back_fen = 0 OR (kind = 'withdrawal' AND state IN ('settled', 'returned'))));
      COMMENT ON COLUMN hold.given_back_fen IS 'what the member has paid back of a settled withdrawal; its pot has that much room again'`);
    await watches(queryRunner);
    await recoveries(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE recovery_receipt, recovery, purchase_watch;
      DROP SEQUENCE recovery_no;
      ALTER TABLE hold DROP COLUMN given_back_fen`);
  }
}

async function watches(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE purchase_watch (
      centre_id        int NOT NULL,
      id               uuid NOT NULL,
      person_id        uuid NOT NULL,
      spouse_person_id uuid,
      contract_no      text NOT NULL,
      unit_key         text NOT NULL,
      paid_on          date,
      next_on          date,
      cancelled_on     date,
      due_at           timestamptz,
      lease_owner      text,
      lease_until      timestamptz,
      lease_token      bigint NOT NULL DEFAULT 0,
      attempts         int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, id) REFERENCES purchase_withdrawal (centre_id, case_id)
    ) WITH (fillfactor = 80);
    CREATE INDEX purchase_watch_of_contract ON purchase_watch (centre_id, contract_no);
    CREATE INDEX purchase_watch_next ON purchase_watch (centre_id, next_on) WHERE next_on IS NOT NULL;
    CREATE INDEX purchase_watch_due ON purchase_watch (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE purchase_watch IS 'of each withdrawal for a purchase: when the bureau is asked again about its contract; the id is that of the case';
    COMMENT ON COLUMN purchase_watch.paid_on IS 'day on which the money was on the card; nobody is asked before';
    COMMENT ON COLUMN purchase_watch.next_on IS 'next day of asking; null before the payment and after the last one';
    COMMENT ON COLUMN purchase_watch.cancelled_on IS 'day on which the bureau said that the filing is cancelled; null again when it takes that back';
    COMMENT ON COLUMN purchase_watch.spouse_person_id IS 'spouse at the decision, who may be the buyer; null: none, or not known of older withdrawals'`);
  await protect(queryRunner, 'purchase_watch', 'read-write');
  await queryRunner.query(`
    INSERT INTO purchase_watch (centre_id, id, person_id, contract_no, unit_key, paid_on, next_on)
    SELECT p.centre_id, p.case_id, p.person_id, p.contract_no, p.unit_key, j.business_date, j.business_date + 30
      FROM purchase_withdrawal AS p
      LEFT JOIN instruction AS i ON i.centre_id = p.centre_id AND i.source_id = p.case_id AND i.purpose = 'withdrawal' AND i.state = 'paid'
      LEFT JOIN journal AS j ON j.centre_id = i.centre_id AND j.id = i.paid_journal_id`);
}

async function recoveries(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE SEQUENCE recovery_no;
    GRANT USAGE ON SEQUENCE recovery_no TO zero_run_app;

    CREATE TABLE recovery (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      recovery_no  text NOT NULL CHECK (recovery_no ~ '^TH[0-9]{16}$'),
      case_id      uuid NOT NULL,
      person_id    uuid NOT NULL,
      contract_no  text NOT NULL,
      amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
      state        text NOT NULL CHECK (state IN ('open', 'given-back', 'lifted', 'bank-returned')),
      opened_on    date NOT NULL,
      due_on       date NOT NULL,
      ended_on     date,
      overdue_told boolean NOT NULL DEFAULT false,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, recovery_no),
      UNIQUE (centre_id, case_id),
      CONSTRAINT recovery_ends CHECK ((state = 'open') = (ended_on IS NULL)),
      CONSTRAINT due_after_opening CHECK (due_on >= opened_on)
    );
    CREATE INDEX recovery_open ON recovery (centre_id, due_on, id) WHERE state = 'open';
    CREATE INDEX recovery_of_person ON recovery (centre_id, person_id);
    COMMENT ON TABLE recovery IS 'what was withdrawn on a contract cancelled afterwards, to be given back (追回); one a withdrawal';

    CREATE TABLE recovery_receipt (
      centre_id   int NOT NULL,
      receipt_id  uuid NOT NULL,
      recovery_id uuid NOT NULL,
      account_id  bigint NOT NULL,
      amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
      came_on     date NOT NULL,
      PRIMARY KEY (centre_id, receipt_id),
      FOREIGN KEY (centre_id, recovery_id) REFERENCES recovery (centre_id, id)
    );
    CREATE INDEX recovery_receipt_of ON recovery_receipt (centre_id, recovery_id);
    COMMENT ON TABLE recovery_receipt IS 'money given back for a recovery (V27), whole or in parts, and the account it was credited to'`);
  await protect(queryRunner, 'recovery', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (state, opened_on, due_on, ended_on, overdue_told) ON recovery TO zero_run_app',
  );
  await protect(queryRunner, 'recovery_receipt', 'append-only');
}
