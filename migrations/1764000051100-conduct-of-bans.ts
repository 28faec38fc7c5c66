import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Order 844 bans for conduct from its first day on: a ban says on which day the conduct was. */
export class ConductOfBans1764000051100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE restriction ADD COLUMN conduct_on date;
      UPDATE restriction SET conduct_on = from_day;
      ALTER TABLE restriction ALTER COLUMN conduct_on SET NOT NULL,
        ADD CONSTRAINT banned_after_conduct CHECK (conduct_on <= from_day);
      COMMENT ON COLUMN restriction.conduct_on IS 'day of the fraud; of bans older than this column their first day, the last on which it can have been'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE restriction DROP CONSTRAINT banned_after_conduct, DROP COLUMN conduct_on',
    );
  }
}
