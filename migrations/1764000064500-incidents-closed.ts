import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What somebody found out of an incident of a loan, and did: it is closed once, and stays where it was noticed. */
export class IncidentsClosed1764000064500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_incident_closing (
        centre_id   int NOT NULL,
        incident_id uuid NOT NULL,
        reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        closed_by   text NOT NULL,
        role        text NOT NULL,
        closed_at   timestamptz NOT NULL,
        PRIMARY KEY (centre_id, incident_id),
        FOREIGN KEY (centre_id, incident_id) REFERENCES loan_incident (centre_id, id)
      );
      COMMENT ON TABLE loan_incident_closing IS 'who closed an incident of a loan, and why: people alone do';
    `);
    await protect(queryRunner, 'loan_incident_closing', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE loan_incident_closing');
  }
}
