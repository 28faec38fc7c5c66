import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1764000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE centre (
        id   int PRIMARY KEY CHECK (id > 0),
        code text NOT NULL UNIQUE,
        name text NOT NULL
      );
      GRANT SELECT ON centre TO zero_run_app;
      GRANT USAGE ON SCHEMA public TO zero_run_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE centre');
  }
}
