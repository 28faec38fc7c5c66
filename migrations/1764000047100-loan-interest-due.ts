import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What loans have left due to the gains account at the end of days that nobody books into any more. */
export class LoanInterestDue1764000047100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_interest_due (
        centre_id int NOT NULL,
        day       date NOT NULL,
        due_fen   bigint NOT NULL,
        PRIMARY KEY (centre_id, day)
      );
      COMMENT ON TABLE loan_interest_due IS 'interest and penalties of loans that are due to the gains account (11902) at the end of a day: the sum goes on from there';
    `);
    await protect(queryRunner, 'loan_interest_due', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE loan_interest_due');
  }
}
