import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** The result of each month on 311 (V20), and of each year distributed as two people have decided (V21). */
export class Results1764000052100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      INSERT INTO chart_leaf VALUES ('311', '311', '增值收益');
      INSERT INTO ledger_account (centre_id, kind, subject, code, name)
      SELECT c.id, 'leaf', '311', '311', '增值收益' FROM centre AS c ORDER BY c.id
      ON CONFLICT (centre_id, code) DO NOTHING`);
    await months(queryRunner);
    await decisions(queryRunner);
    await years(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The leaves that centres have stay: lines may stand on them.
    await queryRunner.query(`
      DROP TABLE year_result, gains_distribution, month_result;
      DELETE FROM chart_leaf WHERE code = '311'`);
  }
}

async function months(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE month_result (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      month           int NOT NULL CHECK (month BETWEEN 190001 AND 999912 AND month % 100 BETWEEN 1 AND 12),
      income_fen      bigint NOT NULL,
      expenditure_fen bigint NOT NULL,
      made_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, month)
    );
    COMMENT ON TABLE month_result IS 'income and expenditure of a month, transferred to 311 as it was closed (V20); its voucher has this id as its source';
    COMMENT ON COLUMN month_result.income_fen IS 'what stood on 401; of the first month everything since the books began';
  `);
  await protect(queryRunner, 'month_result', 'append-only');
}

async function decisions(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE gains_distribution (
      centre_id          int NOT NULL,
      id                 uuid NOT NULL,
      year               int NOT NULL CHECK (year BETWEEN 1999 AND 2999),
      state              text NOT NULL CHECK (state IN ('proposed', 'approved', 'declined')),
      reserve_rule       text NOT NULL CHECK (reserve_rule IN ('sixty-percent-of-gains', 'one-percent-of-loans')),
      fee_budget_fen     bigint NOT NULL CHECK (fee_budget_fen >= 0),
      document_no        text NOT NULL CHECK (document_no <> ''),
      proposed_person_id uuid NOT NULL,
      proposed_at        timestamptz NOT NULL,
      decided_person_id  uuid,
      decided_at         timestamptz,
      PRIMARY KEY (centre_id, id),
      CONSTRAINT distributed_by_another CHECK (decided_person_id <> proposed_person_id),
      CONSTRAINT distribution_decided_as_a_whole
        CHECK ((state = 'proposed') = (decided_person_id IS NULL) AND (decided_person_id IS NULL) = (decided_at IS NULL))
    );
    CREATE UNIQUE INDEX gains_distribution_one ON gains_distribution (centre_id, year) WHERE state <> 'declined';
    COMMENT ON TABLE gains_distribution IS 'how the gains of a year are to be distributed (增值收益分配): proposed by one, decided on by another person';
    COMMENT ON COLUMN gains_distribution.fee_budget_fen IS '管理费用 that the budget approves, by its document';
  `);
  await protect(queryRunner, 'gains_distribution', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (state, decided_person_id, decided_at) ON gains_distribution TO zero_run_app',
  );
}

async function years(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE year_result (
      centre_id          int NOT NULL,
      id                 uuid NOT NULL,
      year               int NOT NULL,
      gains_fen          bigint NOT NULL,
      distribution_id    uuid,
      loan_balance_fen   bigint NOT NULL,
      reserve_before_fen bigint NOT NULL,
      reserve_fen        bigint NOT NULL CHECK (reserve_fen >= 0),
      management_fee_fen bigint NOT NULL CHECK (management_fee_fen >= 0),
      public_rental_fen  bigint NOT NULL CHECK (public_rental_fen >= 0),
      made_at            timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, year),
      FOREIGN KEY (centre_id, distribution_id) REFERENCES gains_distribution (centre_id, id),
      CONSTRAINT gains_are_distributed_by_decision CHECK ((distribution_id IS NOT NULL) = (gains_fen > 0)),
      CONSTRAINT shares_are_the_gains CHECK (reserve_fen + management_fee_fen + public_rental_fen = greatest(gains_fen, 0))
    );
    COMMENT ON TABLE year_result IS 'the gains of a year, taken from 311 and distributed as December was closed (V21); its vouchers have this id as their source';
    COMMENT ON COLUMN year_result.gains_fen IS 'what stood on 311 on 31 December; a loss, below zero, is carried on 32104 and not distributed';
    COMMENT ON COLUMN year_result.loan_balance_fen IS '121 and 122 on 31 December';
    COMMENT ON COLUMN year_result.reserve_before_fen IS '301 before this distribution';
  `);
  await protect(queryRunner, 'year_result', 'append-only');
}
