import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One open release a certificate: a pre-notice that becomes a mortgage after its loan was settled is released anew. */
export class LoanReleaseEach1764000048100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await oneOpen(queryRunner, `coalesce(releases_cert_no, '')`);
    await queryRunner.query('CREATE INDEX registry_event_of_unit ON registry_event (centre_id, unit_key)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX registry_event_of_unit');
    await oneOpen(queryRunner, `(kind = 'release')`);
  }
}

async function oneOpen(queryRunner: QueryRunner, of: string): Promise<void> {
  await queryRunner.query(`
    DROP INDEX loan_mortgage_one_open;
    CREATE UNIQUE INDEX loan_mortgage_one_open ON loan_mortgage (centre_id, loan_id, conversion, ${of})
      WHERE state IN ('requested', 'accepted', 'registered')`);
}
