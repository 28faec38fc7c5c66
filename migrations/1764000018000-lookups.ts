import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A purchase asks for the loans on a home and for settled loans as well: both by index. */
export class Lookups1764000018000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX loan_party_of_home ON loan_party (centre_id, unit_key) WHERE unit_key IS NOT NULL;
      DROP INDEX loan_party_of_person;
      CREATE INDEX loan_party_of_person ON loan_party (centre_id, person_id);
      COMMENT ON TABLE case_reading IS 'who of the centre looked at which case, by whatever route';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      COMMENT ON TABLE case_reading IS 'who of the centre looked at which case at the desk';
      DROP INDEX loan_party_of_home, loan_party_of_person;
      CREATE INDEX loan_party_of_person ON loan_party (centre_id, person_id) WHERE settled_on IS NULL;
    `);
  }
}
