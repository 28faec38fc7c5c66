import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A base that rests on the employer's word alone, as a list or a roster change brought it, says so. The members of a unit
 * whose first list is still to come are found by key: that list may bring their wage.
 */
export class BasesHold1764000064300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE member_account DROP CONSTRAINT member_account_base_source_check;
      ALTER TABLE member_account ADD CONSTRAINT member_account_base_source_check
        CHECK (base_source IN ('previous-year', 'first-job', 'transfer-in', 'yearly', 'correction', 'carried', 'declared'));
      CREATE INDEX enrolment_of_unit ON enrolment (centre_id, unit_id, from_month);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX enrolment_of_unit;
      ALTER TABLE member_account DROP CONSTRAINT member_account_base_source_check;
      UPDATE member_account SET base_source = NULL WHERE base_source = 'declared';
      ALTER TABLE member_account ADD CONSTRAINT member_account_base_source_check
        CHECK (base_source IN ('previous-year', 'first-job', 'transfer-in', 'yearly', 'correction', 'carried'));
    `);
  }
}
