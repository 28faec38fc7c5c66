import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run of the night that fails time and again, and two people who let the night go on without it. */
export class LoanNightPasses1764000054400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE loan_night
        ADD COLUMN failures int NOT NULL DEFAULT 0 CHECK (failures >= 0),
        ADD COLUMN fault text,
        ADD COLUMN failed_at timestamptz,
        ADD COLUMN pass_reason text,
        ADD COLUMN pass_proposed_id uuid,
        ADD COLUMN pass_proposed_at timestamptz,
        ADD COLUMN pass_decided_id uuid,
        ADD COLUMN passed_at timestamptz,
        ADD CONSTRAINT night_pass_proposed CHECK ((pass_proposed_id IS NULL) = (pass_reason IS NULL) AND (pass_proposed_id IS NULL) = (pass_proposed_at IS NULL)),
        ADD CONSTRAINT night_pass_by_two CHECK (pass_decided_id <> pass_proposed_id AND (pass_decided_id IS NULL) = (passed_at IS NULL)
          AND (pass_decided_id IS NULL OR pass_proposed_id IS NOT NULL));
      COMMENT ON COLUMN loan_night.failures IS 'how often it failed since it last did anything';
      COMMENT ON COLUMN loan_night.fault IS 'name of the last fault, no text of it: texts may hold data';
      COMMENT ON COLUMN loan_night.passed_at IS 'what is behind it does not wait for it any more; it is tried on all the same';
      CREATE INDEX loan_night_failing ON loan_night (centre_id, day) WHERE finished_at IS NULL AND failures > 0;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX loan_night_failing;
      ALTER TABLE loan_night DROP CONSTRAINT night_pass_by_two, DROP CONSTRAINT night_pass_proposed, DROP COLUMN failures, DROP COLUMN fault,
        DROP COLUMN failed_at, DROP COLUMN pass_reason, DROP COLUMN pass_proposed_id, DROP COLUMN pass_proposed_at,
        DROP COLUMN pass_decided_id, DROP COLUMN passed_at`);
  }
}
