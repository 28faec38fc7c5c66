import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer that could not be understood is known by its hash: its bytes are not kept. */
export class Evidence1764000017000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE registry_exchange
        DROP CONSTRAINT registry_exchange_check,
        ADD CONSTRAINT registry_exchange_kept_has_hash CHECK (sealed_response IS NULL OR response_sha256 IS NOT NULL)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // Rows are append-only: those stored meanwhile stay as they are.
    await queryRunner.query(`
      ALTER TABLE registry_exchange
        DROP CONSTRAINT registry_exchange_kept_has_hash,
        ADD CONSTRAINT registry_exchange_check CHECK ((sealed_response IS NULL) = (response_sha256 IS NULL)) NOT VALID`);
  }
}
