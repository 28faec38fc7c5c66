import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** The old mortgage of a bank loan that was paid off by one of ours, watched until it is gone. */
export class LoanClearance1764000044100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_clearance (
        centre_id   int NOT NULL,
        id          uuid NOT NULL,
        loan_id     uuid NOT NULL,
        state       text NOT NULL CHECK (state IN ('asking', 'standing', 'cleared')),
        since       timestamptz NOT NULL,
        paid_on     date NOT NULL,
        reported    boolean NOT NULL DEFAULT false,
        due_at      timestamptz,
        lease_owner text,
        lease_until timestamptz,
        lease_token bigint NOT NULL DEFAULT 0,
        attempts    int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, loan_id),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
        CONSTRAINT asked_until_cleared CHECK ((due_at IS NULL) = (state = 'cleared'))
      );
      CREATE INDEX loan_clearance_due ON loan_clearance (centre_id, due_at) WHERE due_at IS NOT NULL;
      COMMENT ON TABLE loan_clearance IS 'the lender''s mortgage on a home whose bank loan was paid off (商转公), asked about until it is gone';
      COMMENT ON COLUMN loan_clearance.reported IS 'it stood for so long that a person was told';
    `);
    await protect(queryRunner, 'loan_clearance', 'read-write');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE loan_clearance');
  }
}
