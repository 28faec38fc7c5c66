import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments that wait because their account has not the funds: since when, so that somebody is told. */
export class ShortOfFunds1764000063000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction ADD COLUMN short_since timestamptz;
      COMMENT ON COLUMN instruction.short_since IS
        'since when it waits for funds of its account, by the word of the bank or by our own reckoning';
      CREATE INDEX instruction_short ON instruction (centre_id, short_since) WHERE short_since IS NOT NULL;
      GRANT UPDATE (short_since) ON instruction TO zero_run_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE instruction DROP COLUMN short_since');
  }
}
