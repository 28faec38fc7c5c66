import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What is asked of the title registry for a loan, what it tells, and the one payment that follows. */
export class LoanMortgage1764000043100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await mortgages(queryRunner);
    await disbursements(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE loan_incident, loan_disbursement, registry_event, loan_mortgage');
  }
}

async function mortgages(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_mortgage (
      centre_id     int NOT NULL,
      id            uuid NOT NULL,
      loan_id       uuid NOT NULL,
      kind          text NOT NULL CHECK (kind IN ('pre-notice', 'transfer-and-mortgage', 'mortgage')),
      conversion    boolean NOT NULL DEFAULT false,
      apply_no      text NOT NULL CHECK (apply_no ~ '^[0-9A-Z]{12,40}$'),
      state         text NOT NULL CHECK (state IN ('requested', 'accepted', 'registered', 'refused', 'cancelled', 'withdrawn')),
      seq           int NOT NULL DEFAULT 0 CHECK (seq >= 0),
      cert_no       text,
      mortgagee     text,
      ours          boolean NOT NULL DEFAULT false,
      registered_on date,
      reason        text,
      requested_at  timestamptz NOT NULL,
      due_at        timestamptz,
      lease_owner   text,
      lease_until   timestamptz,
      lease_token   bigint NOT NULL DEFAULT 0,
      attempts      int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, apply_no),
      FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
      CONSTRAINT ours_by_certificate CHECK (NOT ours OR (cert_no IS NOT NULL AND mortgagee IS NOT NULL AND registered_on IS NOT NULL)),
      CONSTRAINT asked_while_open CHECK (due_at IS NULL OR state IN ('requested', 'accepted'))
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX loan_mortgage_one_open ON loan_mortgage (centre_id, loan_id, conversion)
      WHERE state IN ('requested', 'accepted', 'registered');
    CREATE INDEX loan_mortgage_of_loan ON loan_mortgage (centre_id, loan_id, requested_at);
    CREATE INDEX loan_mortgage_due ON loan_mortgage (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE loan_mortgage IS 'applications to the title registry for the mortgage of a loan (抵押预告登记, 抵押登记)';
    COMMENT ON COLUMN loan_mortgage.conversion IS 'turns a pre-notice into a mortgage once the home has its title; no money waits for it';
    COMMENT ON COLUMN loan_mortgage.seq IS 'of the registry''s last change that was applied; an older one changes nothing';
    COMMENT ON COLUMN loan_mortgage.ours IS 'registered with a certificate, and the creditor on it is the centre';

    CREATE TABLE registry_event (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      registry    text NOT NULL CHECK (registry IN ('REA')),
      event_no    text NOT NULL,
      unit_key    text NOT NULL,
      mortgage_id uuid,
      body        jsonb NOT NULL,
      effect      text NOT NULL CHECK (effect IN ('applied', 'none')),
      received_at timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, registry, event_no)
    );
    CREATE INDEX registry_event_of_mortgage ON registry_event (centre_id, mortgage_id) WHERE mortgage_id IS NOT NULL;
    COMMENT ON TABLE registry_event IS 'what registries told by themselves, each event once, in whatever order';
  `);
  await protect(queryRunner, 'loan_mortgage', 'read-write');
  await protect(queryRunner, 'registry_event', 'append-only');
}

async function disbursements(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_disbursement (
      centre_id      int NOT NULL,
      id             uuid NOT NULL,
      loan_id        uuid NOT NULL,
      mortgage_id    uuid NOT NULL,
      state          text NOT NULL CHECK (state IN ('due', 'sent', 'paid', 'rejected', 'returned', 'held', 'withdrawn')),
      instruction_id uuid,
      reject_code    text,
      due_at         timestamptz,
      lease_owner    text,
      lease_until    timestamptz,
      lease_token    bigint NOT NULL DEFAULT 0,
      attempts       int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, loan_id),
      FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
      FOREIGN KEY (centre_id, mortgage_id) REFERENCES loan_mortgage (centre_id, id),
      CONSTRAINT due_is_work CHECK ((due_at IS NULL) = (state <> 'due')),
      CONSTRAINT sent_by_instruction CHECK (state NOT IN ('sent', 'paid', 'rejected', 'returned') OR instruction_id IS NOT NULL)
    ) WITH (fillfactor = 80);
    CREATE INDEX loan_disbursement_due ON loan_disbursement (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE loan_disbursement IS 'the one payment of a loan''s money (放款): one row a contract, whatever comes of it';
    COMMENT ON COLUMN loan_disbursement.state IS 'held: something contradicts the contract, and a person looks';

    CREATE TABLE loan_incident (
      centre_id  int NOT NULL,
      id         uuid NOT NULL,
      loan_id    uuid NOT NULL,
      code       text NOT NULL CHECK (code ~ '^[A-Z]+(_[A-Z]+)*$'),
      body       jsonb NOT NULL,
      noticed_at timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id)
    );
    CREATE INDEX loan_incident_of_loan ON loan_incident (centre_id, loan_id, noticed_at);
    COMMENT ON TABLE loan_incident IS 'what befell a loan that only a person can decide; nothing automatic follows';
  `);
  await protect(queryRunner, 'loan_disbursement', 'read-write');
  await protect(queryRunner, 'loan_incident', 'append-only');
}
