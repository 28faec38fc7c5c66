import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Counter1764000020000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE service_case ADD COLUMN clerk_person_id uuid,
        ADD CONSTRAINT service_case_clerk CHECK ((channel = 'counter') = (clerk_person_id IS NOT NULL));
      COMMENT ON COLUMN service_case.clerk_person_id IS 'the clerk who took it in at a counter, as a person; null otherwise'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE service_case DROP COLUMN clerk_person_id');
  }
}
