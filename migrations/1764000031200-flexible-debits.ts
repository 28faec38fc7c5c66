import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The monthly debit of those who contribute for themselves, agreed once (GJ31). */
export class FlexibleDebits1764000031200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE flexible_terms ADD COLUMN debit_day int CHECK (debit_day BETWEEN 1 AND 28),
        ADD COLUMN debit_case_id uuid,
        ADD COLUMN debited_month int,
        ADD CONSTRAINT flexible_debit_whole CHECK (debit_day IS NULL OR (debit_case_id IS NOT NULL AND debited_month IS NOT NULL));
      COMMENT ON COLUMN flexible_terms.debit_day IS 'day of the month on which the month due is taken from the bound card; null: not agreed';
      COMMENT ON COLUMN flexible_terms.debited_month IS 'last month in which the night took it up, or that it was agreed too late for';
      CREATE INDEX flexible_debit_due ON flexible_terms (centre_id, debited_month, debit_day) WHERE debit_day IS NOT NULL;

      ALTER TABLE flexible_payment ADD COLUMN standing boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN flexible_payment.standing IS 'made by the monthly debit: its case is the agreement, and had ended before';

      ALTER TABLE member_night DROP CONSTRAINT member_night_kind_check,
        ADD CONSTRAINT member_night_kind_check CHECK (kind IN ('court-terms', 'central-sealing', 'flexible-debit'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE member_night DROP CONSTRAINT member_night_kind_check,
        ADD CONSTRAINT member_night_kind_check CHECK (kind IN ('court-terms', 'central-sealing'));
      ALTER TABLE flexible_payment DROP COLUMN standing;
      ALTER TABLE flexible_terms DROP COLUMN debit_day, DROP COLUMN debit_case_id, DROP COLUMN debited_month`);
  }
}
