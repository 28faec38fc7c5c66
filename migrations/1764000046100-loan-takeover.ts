import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The number under which the system before this one kept a loan's account. */
export class LoanTakeover1764000046100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE loan_account ADD COLUMN former_no text;
      COMMENT ON COLUMN loan_account.former_no IS 'DKZH (JGJ/T 320 6.0.5) of a loan that was taken over; ours is the number of its contract'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE loan_account DROP COLUMN former_no');
  }
}
