import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever signed a contract finds it by themselves. */
export class SignedPapers1764000048200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX signing_signature_of_person ON signing_signature (centre_id, person_id, signed_at)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX signing_signature_of_person');
  }
}
