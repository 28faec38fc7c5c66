import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second payment of one order may stand on the statement of another day: lines are found by our reference too. */
export class SecondPayments1764000060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX bank_statement_line_out_by_reference ON bank_statement_line (centre_id, reference)
        WHERE direction = 'out' AND reference IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX bank_statement_line_out_by_reference');
  }
}
