import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Months that the former system had made up for: continuity needs to know them from months paid in time. */
export class MonthsMadeUpBefore1764000050200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE back_payment ADD COLUMN taken_over boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT number_when_confirmed,
        ADD CONSTRAINT number_when_confirmed CHECK (taken_over OR state IN ('DRAFT', 'CANCELLED')
          OR (payment_no IS NOT NULL AND case_id IS NOT NULL AND confirmed_at IS NOT NULL)),
        ADD CONSTRAINT taken_over_is_posted CHECK (NOT taken_over OR (state = 'POSTED' AND payment_no IS NULL));
      COMMENT ON COLUMN back_payment.taken_over IS 'months made up for in the system before this one: their money came with the opening balances';
      ${lineTrigger("p.id IS NULL OR NOT (p.state = 'DRAFT' OR p.taken_over)")}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${lineTrigger("p.state IS DISTINCT FROM 'DRAFT'")}
      ALTER TABLE back_payment DROP CONSTRAINT taken_over_is_posted, DROP CONSTRAINT number_when_confirmed,
        ADD CONSTRAINT number_when_confirmed CHECK (state IN ('DRAFT', 'CANCELLED')
          OR (payment_no IS NOT NULL AND case_id IS NOT NULL AND confirmed_at IS NOT NULL)),
        DROP COLUMN taken_over`);
  }
}

const lineTrigger = (refused: string): string => `
      CREATE OR REPLACE FUNCTION refuse_line_of_fixed_payment() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM (SELECT DISTINCT centre_id, payment_id FROM fresh) AS f
            LEFT JOIN back_payment AS p ON p.centre_id = f.centre_id AND p.id = f.payment_id
           WHERE ${refused}
        ) THEN
          RAISE EXCEPTION USING ERRCODE = 'ZR004', CONSTRAINT = 'back_payment_line_of_draft',
            MESSAGE = 'lines are added to a draft only';
        END IF;
        RETURN NULL;
      END $$;`;
