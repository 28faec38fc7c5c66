import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What the purchase of a home and the closing of an account need: pots of homes, terms of a closing, closed accounts. */
export class Withdrawals1764000012000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await homes(queryRunner);
    await closings(queryRunner);
    await followUps(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE purchase_withdrawal;
      DROP INDEX pot_of_home, hold_closing, service_case_follows;
      ALTER TABLE service_case DROP COLUMN follows_id;
      ALTER TABLE loan_party DROP COLUMN unit_key, DROP COLUMN granted_fen;
      ALTER TABLE member_account DROP COLUMN closed_on, DROP COLUMN closing_reason, DROP COLUMN state_before_closing;
      ALTER TABLE instruction DROP COLUMN interest_fen;
      ALTER TABLE hold DROP COLUMN closing_reason, DROP COLUMN value_date, DROP COLUMN interest_fen, DROP COLUMN fen_days, DROP COLUMN rate_e8,
        DROP COLUMN closed_numerator`);
  }
}

async function homes(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE UNIQUE INDEX pot_of_home ON pot (centre_id, kind, period) WHERE kind = 'home';
    COMMENT ON COLUMN pot.period IS 'what bounds it besides its people: a year; for a home its unit key (不动产单元号), and then nothing else';

    ALTER TABLE loan_party ADD COLUMN unit_key text, ADD COLUMN granted_fen bigint CHECK (granted_fen > 0);
    COMMENT ON COLUMN loan_party.unit_key IS 'home that the loan finances (不动产单元号)';

    CREATE TABLE purchase_withdrawal (
      centre_id   int NOT NULL,
      case_id     uuid NOT NULL,
      person_id   uuid NOT NULL,
      unit_key    text NOT NULL,
      contract_no text NOT NULL,
      filed_on    date NOT NULL,
      PRIMARY KEY (centre_id, case_id)
    );
    CREATE INDEX purchase_withdrawal_of_home ON purchase_withdrawal (centre_id, unit_key);
    COMMENT ON TABLE purchase_withdrawal IS 'the sale that founded each withdrawal for a purchase; whether it still counts, its hold says';
  `);
  await protect(queryRunner, 'purchase_withdrawal', 'append-only');
}

async function closings(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE hold
      ADD COLUMN closing_reason text CHECK (closing_reason ~ '^[0-9]{2}$'),
      ADD COLUMN value_date date,
      ADD COLUMN interest_fen bigint CHECK (interest_fen >= 0),
      ADD COLUMN fen_days bigint,
      ADD COLUMN rate_e8 bigint CHECK (rate_e8 >= 0),
      ADD COLUMN closed_numerator numeric(38, 0),
      ADD CONSTRAINT closing_with_terms CHECK (
        (kind = 'closing') = (closing_reason IS NOT NULL) AND (kind = 'closing') = (value_date IS NOT NULL) AND (kind = 'closing') = (interest_fen IS NOT NULL)
        AND (kind = 'closing') = (fen_days IS NOT NULL) AND (kind = 'closing') = (rate_e8 IS NOT NULL)
        AND (kind = 'closing') = (closed_numerator IS NOT NULL));
    CREATE INDEX hold_closing ON hold (centre_id, account_id) WHERE kind = 'closing';
    COMMENT ON COLUMN hold.closing_reason IS 'why the account is closed, A.7: 03 离退休';
    COMMENT ON COLUMN hold.value_date IS 'of a closing, fixed at approval: interest is paid to the day before';
    COMMENT ON COLUMN hold.fen_days IS 'accumulation (积数) of the open rate segment that the interest of a closing pays for';
    COMMENT ON COLUMN hold.rate_e8 IS 'yearly rate of that segment in 1e-8';
    COMMENT ON COLUMN hold.closed_numerator IS 'exact numerator of closed rate segments that it pays for as well';

    ALTER TABLE instruction ADD COLUMN interest_fen bigint NOT NULL DEFAULT 0
      CHECK (interest_fen >= 0 AND interest_fen < amount_fen);
    COMMENT ON COLUMN instruction.interest_fen IS 'part of amount_fen that is interest (IntAmt of BDC101); the rest is principal (CapAmt)';

    ALTER TABLE member_account
      ADD COLUMN closed_on date,
      ADD COLUMN closing_reason text CHECK (closing_reason ~ '^[0-9]{2}$'),
      ADD COLUMN state_before_closing text CHECK (state_before_closing IN ('01', '02')),
      ADD CONSTRAINT withdrawn_with_day CHECK (state <> '05'
        OR (closed_on IS NOT NULL AND closing_reason IS NOT NULL AND state_before_closing IS NOT NULL));
    COMMENT ON COLUMN member_account.closed_on IS 'XHRQ 销户日期';
    COMMENT ON COLUMN member_account.closing_reason IS 'XHYY 销户原因, A.7: 03 离退休';
    COMMENT ON COLUMN member_account.state_before_closing IS 'what it returns to when the payment that closed it comes back (退票)';
  `);
}

async function followUps(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE service_case ADD COLUMN follows_id uuid;
    CREATE UNIQUE INDEX service_case_follows ON service_case (centre_id, follows_id) WHERE follows_id IS NOT NULL;
    COMMENT ON COLUMN service_case.follows_id IS 'the case that this one, made by the system, carries on; a case has one successor at most';
  `);
}
