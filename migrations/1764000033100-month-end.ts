import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** The end of a month: what stands in the way of closing it, and its balances by subject once it is closed. */
export class MonthEnd1764000033100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE month_end (
        centre_id   int NOT NULL,
        id          uuid NOT NULL,
        month       int NOT NULL CHECK (month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12),
        planned_at  timestamptz NOT NULL,
        looked_at   timestamptz,
        hindrances  jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(hindrances) = 'array'),
        closed_at   timestamptz,
        finished_at timestamptz,
        due_at      timestamptz,
        lease_owner text,
        lease_until timestamptz,
        lease_token bigint NOT NULL DEFAULT 0,
        attempts    int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, month),
        CONSTRAINT nothing_hinders_a_closed_month CHECK (closed_at IS NULL OR hindrances = '[]'),
        CONSTRAINT finished_when_closed CHECK (finished_at IS NULL OR closed_at IS NOT NULL),
        CONSTRAINT due_until_finished CHECK ((finished_at IS NULL) = (due_at IS NOT NULL))
      );
      CREATE INDEX month_end_due ON month_end (centre_id, due_at) WHERE due_at IS NOT NULL;
      COMMENT ON TABLE month_end IS 'a month that is over: looked at until nothing stands in the way, then closed for good';
      COMMENT ON COLUMN month_end.hindrances IS '[{code, count}] of the last look';
      COMMENT ON COLUMN month_end.finished_at IS 'when its balances by subject were frozen';

      CREATE TABLE month_balance (
        centre_id   int NOT NULL,
        month       int NOT NULL,
        subject     text NOT NULL,
        opening_fen bigint NOT NULL,
        debit_fen   bigint NOT NULL,
        credit_fen  bigint NOT NULL,
        closing_fen bigint NOT NULL CHECK (closing_fen = opening_fen + debit_fen - credit_fen),
        PRIMARY KEY (centre_id, month, subject)
      );
      COMMENT ON TABLE month_balance IS 'balances by subject at the end of a closed month (科目余额); debit above zero';
    `);
    await protect(queryRunner, 'month_end', 'read-write');
    await protect(queryRunner, 'month_balance', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE month_balance, month_end');
  }
}
