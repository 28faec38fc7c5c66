import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The housing bureau tells by itself that the filing of a contract was cancelled. */
export class ContractEvents1764000056100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE registry_event DROP CONSTRAINT registry_event_registry_check,
        ADD CONSTRAINT registry_event_registry_check CHECK (registry IN ('REA', 'HSG'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE registry_event DROP CONSTRAINT registry_event_registry_check,
        ADD CONSTRAINT registry_event_registry_check CHECK (registry IN ('REA'))`);
  }
}
