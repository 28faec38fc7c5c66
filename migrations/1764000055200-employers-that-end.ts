import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

const KINDS = ['register', 'open-accounts', 'enrol', 'seal', 'remit', 'relief-over'];
const kinds = (...more: readonly string[]): string =>
  `ALTER TABLE employer_warning DROP CONSTRAINT employer_warning_kind_check,
     ADD CONSTRAINT employer_warning_kind_check CHECK (kind IN (${[...KINDS, ...more].map((kind) => `'${kind}'`).join(', ')}))`;

/** Employers that the company registry has as ended: the clocks of article 14 run from there. */
export class EmployersThatEnd1764000055200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(kinds('close-unit', 'move-members'));
    await queryRunner.query(`
      CREATE TABLE employer_ending (
        centre_id   int NOT NULL,
        employer_id uuid NOT NULL,
        seen_on     date NOT NULL,
        status      text NOT NULL CHECK (status IN ('revoked', 'deregistered')),
        receipt_no  text NOT NULL,
        void_on     date CHECK (void_on >= seen_on),
        PRIMARY KEY (centre_id, employer_id, seen_on),
        FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id)
      );
      COMMENT ON TABLE employer_ending IS 'an employer that market supervision has as revoked or deregistered (条例14条), from the day the centre heard of it';
      COMMENT ON COLUMN employer_ending.void_on IS 'day on which the registry had it in business again';
      CREATE UNIQUE INDEX employer_ending_one ON employer_ending (centre_id, employer_id) WHERE void_on IS NULL;
    `);
    await protect(queryRunner, 'employer_ending', 'append-only');
    await queryRunner.query('GRANT UPDATE (status, receipt_no, void_on) ON employer_ending TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE employer_ending;
      DELETE FROM employer_warning WHERE kind IN ('close-unit', 'move-members')`);
    await queryRunner.query(kinds());
  }
}
