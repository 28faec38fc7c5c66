import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order that was never sent may end as well because the contract it was for was cancelled while it waited. */
export class VoidBeforeSent1764000063100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction DROP CONSTRAINT sent_when_not_created;
      ALTER TABLE instruction ADD CONSTRAINT sent_when_not_created CHECK (
        state = 'created' OR sends > 0
          OR coalesce(reject_code IN ('CARD_STOPPED', 'LENDER_HELD', 'CONTRACT_CANCELLED'), false))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction DROP CONSTRAINT sent_when_not_created;
      ALTER TABLE instruction ADD CONSTRAINT sent_when_not_created CHECK (
        state = 'created' OR sends > 0 OR coalesce(reject_code IN ('CARD_STOPPED', 'LENDER_HELD'), false))`);
  }
}
