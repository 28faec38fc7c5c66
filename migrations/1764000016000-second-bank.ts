import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Several banks: whose incident it is, and which bank issued which cards. */
export class SecondBank1764000016000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Serial numbers and references are one bank's own: the same number at another bank is another matter.
    await queryRunner.query(`
      ALTER TABLE bank_incident ADD COLUMN bank_code text NOT NULL DEFAULT '104' CHECK (bank_code ~ '^[0-9]{3}$');
      ALTER TABLE bank_incident ALTER COLUMN bank_code DROP DEFAULT;
      COMMENT ON COLUMN bank_incident.bank_code IS 'the bank that said it; before there were several, 104';

      CREATE TABLE card_bin (
        centre_id int NOT NULL,
        prefix    text NOT NULL CHECK (prefix ~ '^[0-9]{3,12}$'),
        bank_code text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
        PRIMARY KEY (centre_id, prefix)
      );
      COMMENT ON TABLE card_bin IS 'first digits of a bank''s cards (发卡行标识): which bank is asked about a card';
    `);
    await protect(queryRunner, 'card_bin', 'append-only');
    await queryRunner.query('REVOKE INSERT ON card_bin FROM zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE card_bin; ALTER TABLE bank_incident DROP COLUMN bank_code');
  }
}
