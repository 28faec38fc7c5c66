import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

const reasons = (...more: readonly string[]): string =>
  `ALTER TABLE own_transfer DROP CONSTRAINT own_transfer_reason_check,
     ADD CONSTRAINT own_transfer_reason_check CHECK (reason IN (${[
       'liquidity',
       'interest-cash',
       'loan-interest',
       'estate',
       ...more,
     ]
       .map((reason) => `'${reason}'`)
       .join(', ')}));
   DROP INDEX own_transfer_once;
   CREATE UNIQUE INDEX own_transfer_once ON own_transfer (centre_id, source_id)
     WHERE state <> 'failed' AND reason NOT IN (${['interest-cash', ...more].map((reason) => `'${reason}'`).join(', ')});`;

/** Accounts of the centre that are given up (账户清理): two people, the money to another account, then closed. */
export class AccountClosings1764000055300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(reasons('closing'));
    await queryRunner.query(`
      CREATE TABLE bank_account_closing (
        centre_id       int NOT NULL,
        id              uuid NOT NULL,
        bank_account_id uuid NOT NULL,
        into_account_id uuid NOT NULL CHECK (into_account_id <> bank_account_id),
        document_no     text NOT NULL CHECK (length(document_no) BETWEEN 4 AND 60),
        proposed_by     text NOT NULL,
        proposed_at     timestamptz NOT NULL,
        decided_by      text CHECK (decided_by <> proposed_by),
        decided_at      timestamptz,
        agreed          boolean,
        closed_at       timestamptz,
        due_at          timestamptz,
        lease_owner     text,
        lease_until     timestamptz,
        lease_token     bigint NOT NULL DEFAULT 0,
        attempts        int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        FOREIGN KEY (centre_id, bank_account_id) REFERENCES bank_account (centre_id, id),
        FOREIGN KEY (centre_id, into_account_id) REFERENCES bank_account (centre_id, id),
        CONSTRAINT decided_whole CHECK ((decided_by IS NULL) = (agreed IS NULL) AND (decided_at IS NULL) = (agreed IS NULL)),
        CONSTRAINT closed_when_agreed CHECK (closed_at IS NULL OR agreed)
      );
      CREATE UNIQUE INDEX bank_account_closing_one ON bank_account_closing (centre_id, bank_account_id) WHERE agreed IS DISTINCT FROM false;
      CREATE INDEX bank_account_closing_due ON bank_account_closing (centre_id, due_at) WHERE due_at IS NOT NULL;
      COMMENT ON TABLE bank_account_closing IS 'an account that is given up: proposed, agreed to by another person, emptied into another of its kind, closed';
    `);
    await protect(queryRunner, 'bank_account_closing', 'read-write');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE bank_account_closing');
    await queryRunner.query(reasons());
  }
}
