import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** 账户实时监控: what the bank says is on each account of the centre, beside our books. */
export class BankBalances1764000028200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE bank_balance (
        centre_id      int NOT NULL,
        id             uuid NOT NULL,
        state          text NOT NULL DEFAULT 'unasked' CHECK (state IN ('unasked', 'agreed', 'suspected', 'differs')),
        book_fen       bigint,
        bank_fen       bigint,
        difference_fen bigint NOT NULL DEFAULT 0,
        answered_at    timestamptz,
        differs_since  timestamptz,
        due_at         timestamptz,
        lease_owner    text,
        lease_until    timestamptz,
        lease_token    bigint NOT NULL DEFAULT 0,
        attempts       int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        CONSTRAINT answered_unless_unasked CHECK ((state = 'unasked') = (answered_at IS NULL)),
        CONSTRAINT differs_by_something CHECK ((state IN ('suspected', 'differs')) = (difference_fen <> 0)),
        CONSTRAINT differs_since_some_time CHECK ((state IN ('suspected', 'differs')) = (differs_since IS NOT NULL))
      );
      COMMENT ON TABLE bank_balance IS 'id is that of the bank_account; money known to be under way is no difference';
      COMMENT ON COLUMN bank_balance.state IS 'suspected: the first look at a difference; differs: the second found the same';
      CREATE INDEX bank_balance_due ON bank_balance (centre_id, due_at) WHERE due_at IS NOT NULL;
    `);
    await protect(queryRunner, 'bank_balance', 'read-write');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE bank_balance');
  }
}
