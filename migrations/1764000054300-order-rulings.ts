import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What a bank declared in writing of an order that is frozen or silent: put down by one person, applied by another. */
export class OrderRulings1764000054300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE order_ruling (
        centre_id          int NOT NULL,
        id                 uuid NOT NULL,
        what               text NOT NULL CHECK (what IN ('payment', 'collection', 'collection-batch')),
        order_id           uuid NOT NULL,
        outcome            text NOT NULL CHECK (outcome IN ('paid', 'rejected')),
        bank_serial        text,
        value_date         date,
        amount_fen         bigint CHECK (amount_fen > 0),
        reject_code        text,
        evidence_no        text NOT NULL CHECK (evidence_no <> ''),
        state              text NOT NULL CHECK (state IN ('proposed', 'declined', 'applied')),
        proposed_person_id uuid NOT NULL,
        proposed_at        timestamptz NOT NULL,
        decided_person_id  uuid,
        decided_at         timestamptz,
        PRIMARY KEY (centre_id, id),
        CONSTRAINT ruling_by_another CHECK (decided_person_id <> proposed_person_id),
        CONSTRAINT ruling_decided CHECK ((state = 'proposed') = (decided_person_id IS NULL) AND (decided_person_id IS NULL) = (decided_at IS NULL)),
        CONSTRAINT ruling_of_payment CHECK ((outcome = 'paid') = (bank_serial IS NOT NULL) AND (outcome = 'paid') = (value_date IS NOT NULL)
          AND (outcome = 'paid') = (amount_fen IS NOT NULL)),
        CONSTRAINT ruling_of_refusal CHECK ((outcome = 'rejected') = (reject_code IS NOT NULL)),
        CONSTRAINT batch_is_refused_whole CHECK (what <> 'collection-batch' OR outcome = 'rejected')
      );
      CREATE UNIQUE INDEX order_ruling_open ON order_ruling (centre_id, order_id) WHERE state = 'proposed';
      COMMENT ON TABLE order_ruling IS 'final words of banks on orders that nothing automatic ends any more, each upon a document of the bank';
      COMMENT ON COLUMN order_ruling.evidence_no IS 'number of the bank''s written statement';
    `);
    await protect(queryRunner, 'order_ruling', 'append-only');
    await queryRunner.query(
      'GRANT UPDATE (state, decided_person_id, decided_at) ON order_ruling TO zero_run_app',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE order_ruling');
  }
}
