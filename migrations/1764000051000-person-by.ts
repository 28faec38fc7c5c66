import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A wait ends at a person also where the law names no day for the decision. */
export class PersonBy1764000051000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE service_case ADD COLUMN person_by date;
      UPDATE service_case SET person_by = least(deadline, law_day + 3);
      ALTER TABLE service_case ALTER COLUMN person_by SET NOT NULL;
      COMMENT ON COLUMN service_case.person_by IS 'last day on which the case waits for registries alone; deadline is the one the law names';
      DROP INDEX service_case_desk;
      CREATE INDEX service_case_desk ON service_case (centre_id, (coalesce(deadline, person_by)), accepted_at, id)
        WHERE state IN ('counter', 'overdue')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX service_case_desk;
      CREATE INDEX service_case_desk ON service_case (centre_id, (coalesce(deadline, 'infinity'::date)), accepted_at, id)
        WHERE state IN ('counter', 'overdue');
      ALTER TABLE service_case DROP COLUMN person_by`);
  }
}
