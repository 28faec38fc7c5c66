import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A loan in a third city is told on when the member moves again; of transfers until now the message is not kept. */
export class CarriedLoanElsewhere1764000050100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE carried_months ADD COLUMN loan_elsewhere boolean NOT NULL DEFAULT false;
      UPDATE carried_months AS m SET loan_elsewhere = coalesce((l.told ->> 'loanElsewhere')::boolean, false)
        FROM transfer_letter AS l WHERE l.centre_id = m.centre_id AND l.id = m.letter_id;
      ALTER TABLE carried_months ALTER COLUMN loan_elsewhere DROP DEFAULT;
      COMMENT ON COLUMN carried_months.loan_elsewhere IS 'FrLoanFlag: a loan in a third city rested on the account there'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE carried_months DROP COLUMN loan_elsewhere');
  }
}
