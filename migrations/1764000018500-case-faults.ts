import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds that failed by a fault of ours are counted apart from the many that merely asked again. */
export class CaseFaults1764000018500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE service_case ADD COLUMN faults int NOT NULL DEFAULT 0 CHECK (faults >= 0);
      COMMENT ON COLUMN service_case.faults IS 'rounds in a row that failed by a fault of ours; 0 after one that was stored';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE service_case DROP COLUMN faults');
  }
}
