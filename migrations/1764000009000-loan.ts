import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Who stands in which housing fund loan: what withdrawals ask of the loan room before it keeps whole loans. */
export class Loan1764000009000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_party (
        centre_id     int NOT NULL,
        loan_id       uuid NOT NULL,
        person_id     uuid NOT NULL,
        role          text NOT NULL CHECK (role IN ('borrower', 'co-borrower', 'guarantor')),
        settled_on    date,
        overdue_since date,
        PRIMARY KEY (centre_id, loan_id, person_id)
      );
      CREATE INDEX loan_party_of_person ON loan_party (centre_id, person_id) WHERE settled_on IS NULL;
    `);
    await protect(queryRunner, 'loan_party', 'read-write');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE loan_party');
  }
}
