import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether any case is due is asked at every tick, of all lanes at once: the index by lane does not begin with the time. */
export class CasesByDue1764000057100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX service_case_due ON service_case (centre_id, due_at) WHERE due_at IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX service_case_due');
  }
}
