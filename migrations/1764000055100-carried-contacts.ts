import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What a former system knew of reaching and paying people (JGJ/T 320: DWYB, GRCKZHHM). */
export class CarriedContacts1764000055100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE employer ADD COLUMN postcode text CHECK (postcode ~ '^[0-9]{6}$');
      COMMENT ON COLUMN employer.postcode IS 'DWYB 单位邮编';

      CREATE TABLE carried_card (
        centre_id   int NOT NULL,
        account_id  bigint NOT NULL,
        bank_code   text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
        bank_name   text,
        card_sealed bytea NOT NULL,
        PRIMARY KEY (centre_id, account_id)
      );
      COMMENT ON TABLE carried_card IS 'card of the former system (GRCKZHHM): on record only, paid to once its bank has verified it (payout_card)';
    `);
    await protect(queryRunner, 'carried_card', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE carried_card; ALTER TABLE employer DROP COLUMN postcode');
  }
}
