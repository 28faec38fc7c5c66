import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Where the originals of a signed loan are, and how they went there: by post, back again, or over the counter. */
export class Originals1764000053100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE originals_move (
        centre_id      int NOT NULL,
        loan_id        uuid NOT NULL,
        no             int NOT NULL CHECK (no > 0),
        kind           text NOT NULL CHECK (kind IN ('sent', 'delivered', 'returned', 'handed-over')),
        on_day         date NOT NULL,
        carrier        text,
        tracking_no    text,
        address_sealed bytea,
        reason         text,
        told_by        text,
        at             timestamptz NOT NULL,
        PRIMARY KEY (centre_id, loan_id, no),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
        CONSTRAINT sent_by_a_carrier CHECK ((kind = 'sent') = (carrier IS NOT NULL) AND (carrier IS NULL) = (tracking_no IS NULL)
          AND (address_sealed IS NULL OR kind = 'sent')),
        CONSTRAINT returned_for_a_reason CHECK ((kind = 'returned') = (reason IS NOT NULL))
      );
      CREATE UNIQUE INDEX originals_sent_once ON originals_move (centre_id, carrier, tracking_no) WHERE kind = 'sent' AND told_by IS NOT NULL;
      COMMENT ON TABLE originals_move IS 'each time the originals of a signed loan changed hands, in order; the last says who has them';
      COMMENT ON COLUMN originals_move.address_sealed IS 'where they were sent, as it was said then';
      COMMENT ON COLUMN originals_move.told_by IS 'who entered it; null of what was posted before moves were kept';`);
    await protect(queryRunner, 'originals_move', 'append-only');
    await queryRunner.query(`
      ALTER TABLE signing ADD COLUMN originals_with text CHECK (originals_with IN ('centre', 'carrier', 'borrower')),
        ADD COLUMN originals_since timestamptz;
      INSERT INTO originals_move (centre_id, loan_id, no, kind, on_day, carrier, tracking_no, at)
      SELECT centre_id, loan_id, 1, 'sent', (posted_at AT TIME ZONE 'Asia/Shanghai')::date, carrier, tracking_no, posted_at
        FROM signing WHERE tracking_no IS NOT NULL;
      UPDATE signing SET originals_with = CASE WHEN tracking_no IS NULL THEN 'centre' ELSE 'carrier' END,
             originals_since = coalesce(posted_at, ended_at) WHERE state = 'signed';
      ALTER TABLE signing DROP CONSTRAINT posted_as_a_whole, DROP COLUMN carrier, DROP COLUMN tracking_no, DROP COLUMN posted_at,
        ADD CONSTRAINT originals_of_a_signed_loan CHECK ((originals_with IS NULL) = (originals_since IS NULL)
          AND (originals_with IS NULL OR state = 'signed'));
      CREATE INDEX signing_originals_away ON signing (centre_id, originals_since, loan_id)
        WHERE originals_with IN ('centre', 'carrier');
      COMMENT ON COLUMN signing.originals_with IS 'who has the originals of the contracts: what the last move says';`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX signing_originals_away;
      ALTER TABLE signing ADD COLUMN carrier text, ADD COLUMN tracking_no text, ADD COLUMN posted_at timestamptz;
      UPDATE signing AS s SET carrier = m.carrier, tracking_no = m.tracking_no, posted_at = m.at
        FROM (SELECT DISTINCT ON (centre_id, loan_id) * FROM originals_move WHERE kind = 'sent' ORDER BY centre_id, loan_id, no DESC) AS m
       WHERE s.state = 'signed' AND m.centre_id = s.centre_id AND m.loan_id = s.loan_id;
      ALTER TABLE signing DROP CONSTRAINT originals_of_a_signed_loan, DROP COLUMN originals_with, DROP COLUMN originals_since,
        ADD CONSTRAINT posted_as_a_whole CHECK ((tracking_no IS NULL) = (posted_at IS NULL) AND (tracking_no IS NULL) = (carrier IS NULL)
          AND (tracking_no IS NULL OR state = 'signed'));
      DROP TABLE originals_move;`);
  }
}
