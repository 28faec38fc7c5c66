import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Losses of loans that are charged to the reserve: proposed by one, decided on by another. */
export class LoanWriteOff1764000045100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_write_off (
        centre_id     int NOT NULL,
        id            uuid NOT NULL,
        loan_id       uuid NOT NULL,
        state         text NOT NULL CHECK (state IN ('proposed', 'approved', 'declined')),
        ground        text NOT NULL CHECK (ground IN ('enforcement-ended', 'estate-exhausted', 'bankrupt')),
        evidence_no   text NOT NULL CHECK (evidence_no <> ''),
        proposed_person_id   uuid NOT NULL,
        proposed_at   timestamptz NOT NULL,
        decided_person_id    uuid,
        decided_at    timestamptz,
        principal_fen bigint CHECK (principal_fen > 0),
        PRIMARY KEY (centre_id, id),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
        CONSTRAINT decided_by_another CHECK (decided_person_id <> proposed_person_id),
        CONSTRAINT decided_as_a_whole CHECK ((state = 'proposed') = (decided_person_id IS NULL) AND (decided_person_id IS NULL) = (decided_at IS NULL)),
        CONSTRAINT approved_of_principal CHECK ((state = 'approved') = (principal_fen IS NOT NULL))
      );
      CREATE UNIQUE INDEX loan_write_off_one ON loan_write_off (centre_id, loan_id) WHERE state <> 'declined';
      COMMENT ON TABLE loan_write_off IS 'losses charged to the reserve (呆账核销): proposed by one, decided on by another person; what is owed stays owed';
      COMMENT ON COLUMN loan_write_off.evidence_no IS 'number of the ruling, or of the deed, by which nothing more is to be had';
    `);
    await protect(queryRunner, 'loan_write_off', 'append-only');
    await queryRunner.query(
      'GRANT UPDATE (state, decided_person_id, decided_at, principal_fen) ON loan_write_off TO zero_run_app',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE loan_write_off');
  }
}
