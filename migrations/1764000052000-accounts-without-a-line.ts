import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts at banks that nobody can ask do not keep a month open: the month names them. */
export class AccountsWithoutALine1764000052000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE month_end ADD COLUMN unasked jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(unasked) = 'array');
      COMMENT ON COLUMN month_end.unasked IS 'accounts at banks without a line at the last look, [{bankCode, accountNo, name}]: held against their statements by hand'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE month_end DROP COLUMN unasked');
  }
}
