import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order may end before it was ever sent, by our own word only: no bank refuses what it was not given. */
export class UnsentEnds1764000060100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction DROP CONSTRAINT sent_when_not_created;
      ALTER TABLE instruction ADD CONSTRAINT sent_when_not_created CHECK (
        state = 'created' OR sends > 0 OR coalesce(reject_code IN ('CARD_STOPPED', 'LENDER_HELD'), false))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction DROP CONSTRAINT sent_when_not_created;
      ALTER TABLE instruction ADD CONSTRAINT sent_when_not_created CHECK (state = 'created' OR sends > 0)`);
  }
}
