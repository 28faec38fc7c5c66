import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Whose signed consent a number is of, and by which paper whoever gave a loan up at a counter was known. */
export class ConsentsAtACounter1764000064400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE credit_consent (
        centre_id    int NOT NULL,
        number_index bytea NOT NULL CHECK (octet_length(number_index) = 32),
        case_id      uuid NOT NULL,
        person_id    uuid NOT NULL,
        used_at      timestamptz NOT NULL,
        PRIMARY KEY (centre_id, number_index)
      );
      COMMENT ON TABLE credit_consent IS 'numbers of signed consents to a credit report, each of one person for one application';
      COMMENT ON COLUMN credit_consent.number_index IS 'blind index of the number';

      CREATE TABLE loan_counter_act (
        centre_id       int NOT NULL,
        evidence_no     text NOT NULL,
        loan_id         uuid NOT NULL,
        act             text NOT NULL CHECK (act IN ('cancel')),
        person_id       uuid NOT NULL,
        clerk_person_id uuid NOT NULL,
        evidence_sealed bytea NOT NULL,
        at              timestamptz NOT NULL,
        PRIMARY KEY (centre_id, evidence_no),
        CONSTRAINT nobody_for_themselves CHECK (clerk_person_id <> person_id)
      );
      CREATE INDEX loan_counter_act_of_loan ON loan_counter_act (centre_id, loan_id);
      COMMENT ON TABLE loan_counter_act IS 'what a clerk did to a loan for whoever stood before them, and the paper by which they were known'`);
    await protect(queryRunner, 'credit_consent', 'append-only');
    await protect(queryRunner, 'loan_counter_act', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE loan_counter_act, credit_consent`);
  }
}
