import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which payout cards of several people are found that a bank has under one phone: a ring that collects members' cards. */
export class PhonesOfCards1764000063200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE payout_card ADD COLUMN phone_index bytea;
      COMMENT ON COLUMN payout_card.phone_index IS 'keyed hash of the phone; null of cards bound before phones were compared';
      CREATE INDEX payout_card_of_phone ON payout_card (centre_id, phone_index, bound_at) WHERE phone_index IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE payout_card DROP COLUMN phone_index');
  }
}
