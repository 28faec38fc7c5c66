import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

export class Party1764000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await people(queryRunner);
    await employers(queryRunner);
    await cards(queryRunner);
    for (const table of ['person', 'employer', 'employer_agent', 'payout_card']) {
      await protect(queryRunner, table, 'read-write');
    }
    await protect(queryRunner, 'restriction', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE payout_card, employer_agent, employer, restriction, person');
  }
}

async function people(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE person (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      name         text NOT NULL CHECK (name <> ''),
      id_no_index  bytea NOT NULL CHECK (length(id_no_index) = 32),
      id_no_sealed bytea NOT NULL,
      created_at   timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      CONSTRAINT person_id_no_index_key UNIQUE (centre_id, id_no_index)
    );
    COMMENT ON COLUMN person.name IS 'as given; compared after folding, never for equality of text';
    COMMENT ON COLUMN person.id_no_index IS 'HMAC of the id number: found by it, not readable from it';

    CREATE TABLE restriction (
      centre_id  int NOT NULL,
      id         uuid NOT NULL,
      person_id  uuid NOT NULL,
      kind       text NOT NULL CHECK (kind IN ('FRAUD_WITHDRAWAL', 'FRAUD_LOAN')),
      from_day   date NOT NULL,
      until_day  date NOT NULL,
      basis      text NOT NULL CHECK (basis <> ''),
      created_at timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id),
      CHECK (from_day <= until_day)
    );
    CREATE INDEX restriction_of_person ON restriction (centre_id, person_id);
    COMMENT ON TABLE restriction IS 'Order 844: 3 years after a fraudulent withdrawal, 5 years after a fraudulent loan';
    COMMENT ON COLUMN restriction.until_day IS 'last day on which it holds';
  `);
}

async function employers(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE employer (
      centre_id           int NOT NULL,
      id                  uuid NOT NULL,
      credit_code         text NOT NULL CHECK (credit_code ~ '^[0-9A-Z]{18}$'),
      name                text NOT NULL CHECK (name <> ''),
      legal_rep_person_id uuid NOT NULL,
      state               text NOT NULL DEFAULT 'registered' CHECK (state IN ('registered', 'cancelled')),
      district_code       text NOT NULL CHECK (district_code ~ '^[0-9]{6}$'),
      created_at          timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      CONSTRAINT employer_credit_code_key UNIQUE (centre_id, credit_code),
      FOREIGN KEY (centre_id, legal_rep_person_id) REFERENCES person (centre_id, id)
    );

    CREATE TABLE employer_agent (
      centre_id     int NOT NULL,
      id            uuid NOT NULL,
      employer_id   uuid NOT NULL,
      person_id     uuid NOT NULL,
      authorised_at timestamptz NOT NULL,
      revoked_at    timestamptz,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id),
      FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
    );
    CREATE UNIQUE INDEX employer_agent_active ON employer_agent (centre_id, person_id, employer_id)
      WHERE revoked_at IS NULL;
  `);
}

async function cards(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE payout_card (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      person_id    uuid NOT NULL,
      bank_code    text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
      card_index   bytea NOT NULL CHECK (length(card_index) = 32),
      card_sealed  bytea NOT NULL,
      phone_sealed bytea NOT NULL,
      last4        text NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
      evidence_id  text NOT NULL CHECK (evidence_id <> ''),
      bound_at     timestamptz NOT NULL,
      replaced_at  timestamptz,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, person_id) REFERENCES person (centre_id, id)
    );
    CREATE UNIQUE INDEX payout_card_one_active ON payout_card (centre_id, person_id) WHERE replaced_at IS NULL;
    CREATE UNIQUE INDEX payout_card_one_holder ON payout_card (centre_id, card_index) WHERE replaced_at IS NULL;
    COMMENT ON COLUMN payout_card.bank_code IS 'first three digits of the clearing number: 102, 103, 104, 105, …';
    COMMENT ON COLUMN payout_card.evidence_id IS 'the bank''s answer that name, id, card and phone belong together';
  `);
}
