import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What social insurance knows of an employer's staff and its accounts here do not show yet. */
export class StaffGaps1764000032000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE staff_look (
        centre_id   int NOT NULL,
        id          uuid NOT NULL DEFAULT gen_random_uuid(),
        employer_id uuid NOT NULL,
        day         date NOT NULL,
        told_to     date,
        due_at      timestamptz,
        lease_owner text,
        lease_until timestamptz,
        lease_token bigint NOT NULL DEFAULT 0,
        attempts    int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, employer_id),
        FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id)
      );
      CREATE INDEX staff_look_due ON staff_look (centre_id, due_at) WHERE due_at IS NOT NULL;
      COMMENT ON TABLE staff_look IS 'when social insurance is asked who came to an employer or left it; one row an employer';
      COMMENT ON COLUMN staff_look.told_to IS 'business day of the last answer; null: never answered';

      CREATE TABLE staff_gap (
        centre_id   int NOT NULL,
        id          bigint GENERATED ALWAYS AS IDENTITY,
        employer_id uuid NOT NULL,
        kind        text NOT NULL CHECK (kind IN ('hired', 'left')),
        person_id   uuid NOT NULL,
        happened_on date NOT NULL,
        receipt_no  text NOT NULL,
        found_on    date NOT NULL,
        void_on     date,
        PRIMARY KEY (centre_id, id),
        FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id)
      );
      CREATE INDEX staff_gap_of_employer ON staff_gap (centre_id, employer_id) WHERE void_on IS NULL;
      COMMENT ON TABLE staff_gap IS 'somebody whom social insurance has as hired or left, and whose account did not show it when it was told (条例15条)';
      COMMENT ON COLUMN staff_gap.happened_on IS 'first day of the employment, or its last one';
      COMMENT ON COLUMN staff_gap.void_on IS 'social insurance tells it otherwise since';
    `);
    await protect(queryRunner, 'staff_look', 'read-write');
    await protect(queryRunner, 'staff_gap', 'append-only');
    await queryRunner.query('GRANT UPDATE (void_on) ON staff_gap TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE staff_gap, staff_look');
  }
}
