import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Money that a settled loan was paid beside what it owed, on its way back to the card. */
export class LoanRefunds1764000054200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_refund (
        centre_id   int NOT NULL,
        id          uuid NOT NULL,
        loan_id     uuid NOT NULL,
        card_id     uuid NOT NULL,
        amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
        state       text NOT NULL CHECK (state IN ('due', 'sent', 'paid', 'rejected', 'returned')),
        reject_code text,
        begun_at    timestamptz NOT NULL,
        ended_at    timestamptz,
        PRIMARY KEY (centre_id, id),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
        CONSTRAINT refund_ended CHECK ((state IN ('due', 'sent')) = (ended_at IS NULL)),
        CONSTRAINT refund_rejected_with_code CHECK ((state = 'rejected') = (reject_code IS NOT NULL))
      );
      CREATE INDEX loan_refund_of_loan ON loan_refund (centre_id, loan_id);
      CREATE INDEX loan_refund_due ON loan_refund (centre_id, id) WHERE state = 'due';
      COMMENT ON TABLE loan_refund IS 'what stands on 21904 of a settled loan is its payer''s: a card that gave it after the end gets it back';
      CREATE INDEX loan_account_kept ON loan_account (centre_id, loan_id) WHERE state = 'settled' AND prepaid_fen > 0;
    `);
    await protect(queryRunner, 'loan_refund', 'append-only');
    await queryRunner.query('GRANT UPDATE (state, reject_code, ended_at) ON loan_refund TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX loan_account_kept; DROP TABLE loan_refund');
  }
}
