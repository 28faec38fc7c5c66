import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Loans as they are repaid: who stands in for them, what a card is asked for, and a plan that changes after its next period. */
export class LoanServicing1764000042000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await accounts(queryRunner);
    await agreements(queryRunner);
    await deductions(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE loan_deduction, hedging_party, hedging_agreement;
      ALTER TABLE loan_due DROP COLUMN penalty_numerator;
      ALTER TABLE loan_account DROP CONSTRAINT then_as_a_whole, DROP COLUMN then_rate, DROP COLUMN then_instalment_fen,
        DROP COLUMN last_transaction, DROP COLUMN overdue_periods, DROP COLUMN tried_on`);
  }
}

async function accounts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE loan_account
      ADD COLUMN then_rate numeric(9, 8) CHECK (then_rate >= 0),
      ADD COLUMN then_instalment_fen bigint CHECK (then_instalment_fen >= 0),
      ADD COLUMN last_transaction bigint NOT NULL DEFAULT 1,
      ADD COLUMN overdue_periods int NOT NULL DEFAULT 0 CHECK (overdue_periods >= 0),
      ADD COLUMN tried_on date,
      ADD CONSTRAINT then_as_a_whole CHECK ((then_rate IS NULL) = (then_instalment_fen IS NULL));
    COMMENT ON COLUMN loan_account.then_rate IS
      'rate from the period after the next on, where the next one straddles a change of rate; with it goes then_instalment_fen';
    COMMENT ON COLUMN loan_account.overdue_periods IS 'periods past their due day when the night last looked: its stage is told when it changes';
    COMMENT ON COLUMN loan_account.tried_on IS 'day on which what is unpaid was last tried to collect';
    COMMENT ON COLUMN loan_account.last_transaction IS 'number of its last detail; the disbursement is the first';

    ALTER TABLE loan_due ADD COLUMN penalty_numerator numeric(60, 0) NOT NULL DEFAULT 0 CHECK (penalty_numerator >= 0);
    COMMENT ON COLUMN loan_due.penalty_numerator IS
      'the penalty up to penalty_to exactly, in fen · days · 1e-16; penalty_fen is it over 360, rounded once';
  `);
}

async function agreements(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE hedging_agreement (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      loan_id     uuid NOT NULL,
      draw        text NOT NULL CHECK (draw IN ('accounts-first', 'accounts-only', 'card-first', 'yearly')),
      state       text NOT NULL CHECK (state IN ('proposed', 'in-force', 'ended')),
      proposed_on date NOT NULL,
      in_force_on date,
      ended_on    date,
      end_reason  text CHECK (end_reason ~ '^[a-z]+(-[a-z]+)*$'),
      PRIMARY KEY (centre_id, id),
      CONSTRAINT in_force_with_day CHECK (state <> 'in-force' OR in_force_on IS NOT NULL),
      CONSTRAINT ended_with_day CHECK ((state = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (end_reason IS NULL))
    );
    CREATE UNIQUE INDEX hedging_one_in_force ON hedging_agreement (centre_id, loan_id) WHERE state = 'in-force';
    CREATE UNIQUE INDEX hedging_one_proposed ON hedging_agreement (centre_id, loan_id) WHERE state = 'proposed';
    COMMENT ON TABLE hedging_agreement IS 'that members'' accounts repay a loan (对冲还贷协议); in force when every holder has agreed';
    COMMENT ON COLUMN hedging_agreement.draw IS
      'accounts, then the card; accounts alone; the card, then accounts; yearly: the card, and accounts once a year';

    CREATE TABLE hedging_party (
      centre_id    int NOT NULL,
      agreement_id uuid NOT NULL,
      position     int NOT NULL CHECK (position > 0),
      person_id    uuid NOT NULL,
      agreed_on    date,
      left_on      date,
      PRIMARY KEY (centre_id, agreement_id, position),
      UNIQUE (centre_id, agreement_id, person_id)
    );
    CREATE INDEX hedging_party_of_person ON hedging_party (centre_id, person_id) WHERE left_on IS NULL;
    COMMENT ON TABLE hedging_party IS 'holders of the accounts in the order in which they are drawn on; the account is the one open when it is drawn on';
    COMMENT ON COLUMN hedging_party.left_on IS 'the account was closed: the others go on';
  `);
  await protect(queryRunner, 'hedging_agreement', 'read-write');
  await protect(queryRunner, 'hedging_party', 'read-write');
}

async function deductions(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_deduction (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      loan_id     uuid NOT NULL,
      card_id     uuid NOT NULL,
      due_on      date NOT NULL,
      amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
      paid_fen    bigint NOT NULL DEFAULT 0 CHECK (paid_fen BETWEEN 0 AND amount_fen),
      state       text NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'sent', 'answered', 'withdrawn')),
      wanted_on   date NOT NULL,
      answered_on date,
      reason      text,
      PRIMARY KEY (centre_id, id),
      CONSTRAINT answered_with_day CHECK ((state IN ('answered', 'withdrawn')) = (answered_on IS NOT NULL)),
      CONSTRAINT paid_when_answered CHECK (paid_fen = 0 OR state = 'answered')
    );
    CREATE UNIQUE INDEX loan_deduction_open ON loan_deduction (centre_id, loan_id) WHERE state IN ('wanted', 'sent');
    CREATE INDEX loan_deduction_wanted ON loan_deduction (centre_id, id) WHERE state = 'wanted';
    COMMENT ON TABLE loan_deduction IS 'what is asked of a borrower''s card (委托扣款, BDC105) and what came of it; one open for a loan';
    COMMENT ON COLUMN loan_deduction.state IS 'sent: the bank may have taken it, so nothing else is asked of the card until it answers';
  `);
  await protect(queryRunner, 'loan_deduction', 'read-write');
}
