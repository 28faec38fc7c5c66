import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a run over all loans has come, so that each batch begins where the one before it ended. */
export class LoanNightPlaces1764000047000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE loan_night ADD COLUMN reached text;
      COMMENT ON COLUMN loan_night.reached IS
        'where the last batch of a run ended that goes over loans in an order: id of a loan, or due day and id; null: at the beginning'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE loan_night DROP COLUMN reached');
  }
}
