import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two people let the seller be paid although the contract of the sale was cancelled. */
export class LoanHallRelease1764000048000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE loan_hall ADD COLUMN release_evidence_no text,
        ADD COLUMN release_proposed_id uuid,
        ADD COLUMN release_decided_id uuid,
        ADD CONSTRAINT released_by_two CHECK ((release_evidence_no IS NULL) = (release_proposed_id IS NULL)
          AND (release_decided_id IS NULL OR (release_decided_id <> release_proposed_id) IS TRUE));
      COMMENT ON COLUMN loan_hall.release_evidence_no IS 'number of the ruling or settlement upon which the seller of a cancelled contract is paid';
      COMMENT ON COLUMN loan_hall.release_proposed_id IS 'the clerk who proposed that, as a person';
      COMMENT ON COLUMN loan_hall.release_decided_id IS 'the manager who agreed, as a person'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE loan_hall DROP CONSTRAINT released_by_two, DROP COLUMN release_evidence_no, DROP COLUMN release_proposed_id,
        DROP COLUMN release_decided_id`);
  }
}
