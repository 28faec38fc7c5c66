import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/**
 * Money that nobody is known for may go back to the account it came from, and may be claimed for a loan: what a borrower
 * paid over the debt, or with two numbers in one remark, would stand on 21901 for ever.
 */
export class ReceiptsGivenBack1764000064020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE receipt_return (
        centre_id  int NOT NULL,
        id         uuid NOT NULL,
        receipt_id uuid NOT NULL,
        amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
        reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
        paper      bytea NOT NULL,
        clerk      text NOT NULL,
        at         timestamptz NOT NULL,
        state      text NOT NULL CHECK (state IN ('held', 'paid', 'released', 'kept')),
        PRIMARY KEY (centre_id, id),
        FOREIGN KEY (centre_id, receipt_id) REFERENCES receipt (centre_id, id)
      );
      CREATE UNIQUE INDEX receipt_return_once ON receipt_return (centre_id, receipt_id) WHERE state <> 'released';
      COMMENT ON TABLE receipt_return IS 'a receipt of nobody known on its way back to the account it came from';
      COMMENT ON COLUMN receipt_return.state IS 'held: at the bank; released: refused by it, the receipt is nobody''s again; kept: came back after it was paid (21905)';
      COMMENT ON COLUMN receipt_return.paper IS 'sealed {kind, number} of the payer''s paper';
      CREATE FUNCTION refuse_receipt_return_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF OLD.state || '>' || NEW.state <> ALL ('{held>paid,held>released,paid>kept}'::text[]) THEN
          RAISE EXCEPTION USING ERRCODE = 'ZR006', CONSTRAINT = 'receipt_return_step',
            MESSAGE = 'return ' || OLD.id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER receipt_return_step BEFORE UPDATE OF state ON receipt_return FOR EACH ROW
        WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_receipt_return_step();
      ALTER TABLE receipt_claim ALTER COLUMN unit_id DROP NOT NULL, ADD COLUMN loan_no text,
        ADD CONSTRAINT claimed_for_one CHECK ((unit_id IS NULL) <> (loan_no IS NULL));
    `);
    await protect(queryRunner, 'receipt_return', 'append-only');
    await queryRunner.query('GRANT UPDATE (state) ON receipt_return TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE receipt_claim DROP COLUMN loan_no, ALTER COLUMN unit_id SET NOT NULL;
      DROP TABLE receipt_return;
      DROP FUNCTION refuse_receipt_return_step;
    `);
  }
}
