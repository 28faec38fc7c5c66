import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** The joint case of a second-hand purchase (一厅式): one form, branches side by side, and how it is taken back. */
export class LoanHall1764000044000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE loan_hall (
        centre_id     int NOT NULL,
        loan_id       uuid NOT NULL,
        hall_no       text NOT NULL CHECK (hall_no ~ '^YT[0-9]{16}$'),
        contract_no   text NOT NULL,
        state         text NOT NULL CHECK (state IN ('open', 'unwinding', 'done', 'undone')),
        until_day     date NOT NULL,
        form_sealed   bytea NOT NULL,
        ending_step   text CHECK (ending_step IN ('cancel', 'lapse')),
        ending_reason text CHECK (ending_reason ~ '^[a-z]+(-[a-z]+)*$'),
        state_since   timestamptz NOT NULL,
        PRIMARY KEY (centre_id, loan_id),
        UNIQUE (centre_id, hall_no),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
        CONSTRAINT ending_says_why CHECK ((ending_step IS NULL) = (ending_reason IS NULL)
          AND (ending_step IS NULL) = (state IN ('open', 'done')))
      );
      CREATE INDEX loan_hall_until ON loan_hall (centre_id, until_day, loan_id) WHERE state = 'open';
      COMMENT ON TABLE loan_hall IS 'the joint case of a second-hand purchase: loan, tax, custody and title in one hall';
      COMMENT ON COLUMN loan_hall.form_sealed IS 'the one form: contract, buyer, sellers, price, down payment, account in custody';
      COMMENT ON COLUMN loan_hall.ending_step IS 'how the loan ends that is being taken back';

      CREATE TABLE loan_hall_branch (
        centre_id   int NOT NULL,
        id          uuid NOT NULL,
        loan_id     uuid NOT NULL,
        branch      text NOT NULL CHECK (branch IN ('contract', 'loan', 'tax', 'custody', 'title', 'money', 'clearance', 'payout')),
        state       text NOT NULL CHECK (state ~ '^[a-z]+(-[a-z]+)*$'),
        seq         int NOT NULL DEFAULT 0 CHECK (seq >= 0),
        shown       jsonb NOT NULL DEFAULT '{}',
        since       timestamptz NOT NULL,
        due_at      timestamptz,
        lease_owner text,
        lease_until timestamptz,
        lease_token bigint NOT NULL DEFAULT 0,
        attempts    int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, loan_id, branch),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan_hall (centre_id, loan_id)
      ) WITH (fillfactor = 80);
      CREATE INDEX loan_hall_branch_due ON loan_hall_branch (centre_id, due_at) WHERE due_at IS NOT NULL;
      COMMENT ON TABLE loan_hall_branch IS 'sub-cases of a joint case, each with its state, who has it follows from it';
      COMMENT ON COLUMN loan_hall_branch.seq IS 'of the department''s last change that was applied; an older one changes nothing';

      CREATE TABLE loan_hall_seller (
        centre_id int NOT NULL,
        loan_id   uuid NOT NULL,
        person_id uuid NOT NULL,
        PRIMARY KEY (centre_id, loan_id, person_id),
        FOREIGN KEY (centre_id, loan_id) REFERENCES loan_hall (centre_id, loan_id)
      );
      COMMENT ON TABLE loan_hall_seller IS 'who sells the home: they are at the signing too';

      ALTER TABLE loan_mortgage ADD COLUMN withdraw boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN loan_mortgage.withdraw IS 'the registry is asked to close it, unless it has registered it';
      ALTER TABLE signing_paper DROP CONSTRAINT signing_paper_kind_check,
        ADD CONSTRAINT signing_paper_kind_check CHECK (kind IN ('loan-contract', 'mortgage-contract', 'hedging-agreement', 'custody-agreement'));
    `);
    await protect(queryRunner, 'loan_hall', 'read-write');
    await protect(queryRunner, 'loan_hall_branch', 'read-write');
    await protect(queryRunner, 'loan_hall_seller', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE signing_paper DROP CONSTRAINT signing_paper_kind_check,
        ADD CONSTRAINT signing_paper_kind_check CHECK (kind IN ('loan-contract', 'mortgage-contract', 'hedging-agreement'));
      ALTER TABLE loan_mortgage DROP COLUMN withdraw;
      DROP TABLE loan_hall_seller, loan_hall_branch, loan_hall`);
  }
}
