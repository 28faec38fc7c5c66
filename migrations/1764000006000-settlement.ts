import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Columns of an instruction that change while it is carried out; all others are fixed when it is made. */
const mutable = [
  'state',
  'frozen',
  'bank_serial',
  'value_date',
  'reject_code',
  'paid_journal_id',
  'return_serial',
  'returned_journal_id',
  'sends',
  'questions',
  'sent_at',
  'due_at',
  'lease_owner',
  'lease_until',
  'lease_token',
  'attempts',
  'finished_at',
];

/** Changes of state that there may be; the same list as the outcome table in settlement/domain gives. */
const transitions = [
  'created>sending',
  'created>accepted',
  'created>paid',
  'created>rejected',
  'sending>accepted',
  'sending>paid',
  'sending>rejected',
  'sending>created',
  'sending>unknown',
  'unknown>accepted',
  'unknown>paid',
  'unknown>rejected',
  'unknown>created',
  'accepted>paid',
  'accepted>rejected',
  'accepted>created',
  'paid>returned',
];

export class Settlement1764000006000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await bankAccounts(queryRunner);
    await instructions(queryRunner);
    await receipts(queryRunner);
    await evidence(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE bank_incident, bank_exchange, receipt, instruction, bank_account;
      DROP FUNCTION refuse_instruction_step`);
  }
}

async function bankAccounts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE bank_account (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      bank_code       text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
      account_no      text NOT NULL CHECK (account_no ~ '^[0-9]{4,32}$'),
      name            text NOT NULL,
      purpose         text NOT NULL CHECK (purpose IN ('collection', 'loan', 'gains')),
      leaf_account_id bigint NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, bank_code, account_no),
      UNIQUE (centre_id, leaf_account_id)
    );
    COMMENT ON TABLE bank_account IS 'the centre''s own accounts (专户), each one leaf of 101 or 102';
  `);
  await protect(queryRunner, 'bank_account', 'append-only');
}

async function instructions(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE instruction (
      centre_id           int NOT NULL,
      id                  uuid NOT NULL,
      purpose             text NOT NULL,
      source_id           uuid NOT NULL,
      bank_account_id     uuid NOT NULL,
      payee_card_id       uuid NOT NULL,
      amount_fen          bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      reference           text NOT NULL CHECK (reference ~ '^[0-9A-Z]{20,30}$'),
      bus_type            text NOT NULL CHECK (bus_type ~ '^[0-9]{2}$'),
      summary             text NOT NULL,
      state               text NOT NULL CHECK (state IN ('created', 'sending', 'accepted', 'paid', 'rejected', 'unknown', 'returned')),
      frozen              boolean NOT NULL DEFAULT false,
      bank_serial         text,
      value_date          date,
      reject_code         text,
      paid_journal_id     uuid,
      return_serial       text,
      returned_journal_id uuid,
      sends               int NOT NULL DEFAULT 0 CHECK (sends >= 0),
      questions           int NOT NULL DEFAULT 0 CHECK (questions >= 0),
      sent_at             timestamptz,
      due_at              timestamptz,
      lease_owner         text,
      lease_until         timestamptz,
      lease_token         bigint NOT NULL DEFAULT 0,
      attempts            int NOT NULL DEFAULT 0,
      created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at         timestamptz,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, reference),
      CONSTRAINT sent_when_not_created CHECK (state = 'created' OR sends > 0),
      CONSTRAINT paid_with_proof CHECK ((state IN ('paid', 'returned'))
        = (bank_serial IS NOT NULL AND value_date IS NOT NULL AND paid_journal_id IS NOT NULL)),
      CONSTRAINT rejected_with_code CHECK ((state = 'rejected') = (reject_code IS NOT NULL)),
      CONSTRAINT returned_with_proof CHECK ((state = 'returned')
        = (return_serial IS NOT NULL AND returned_journal_id IS NOT NULL)),
      CONSTRAINT finished_when_final CHECK ((state IN ('paid', 'rejected', 'returned')) = (finished_at IS NOT NULL))
    );
    COMMENT ON COLUMN instruction.frozen IS 'the bank contradicted itself or us: nothing automatic until a person has looked';
    CREATE UNIQUE INDEX instruction_bank_serial ON instruction (centre_id, bank_account_id, bank_serial);
    CREATE UNIQUE INDEX instruction_paid_journal ON instruction (centre_id, paid_journal_id);
    CREATE UNIQUE INDEX instruction_returned_journal ON instruction (centre_id, returned_journal_id);
    CREATE UNIQUE INDEX instruction_once ON instruction (centre_id, source_id, purpose)
      WHERE state NOT IN ('rejected', 'returned');
    CREATE INDEX instruction_due ON instruction (centre_id, due_at)
      WHERE state IN ('created', 'sending', 'accepted', 'unknown') AND NOT frozen;

    CREATE FUNCTION refuse_instruction_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${transitions.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR002', CONSTRAINT = 'instruction_step',
          MESSAGE = 'instruction ' || OLD.id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER instruction_step BEFORE UPDATE OF state ON instruction FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_instruction_step();
  `);
  await protect(queryRunner, 'instruction', 'append-only');
  await queryRunner.query(`GRANT UPDATE (${mutable.join(', ')}) ON instruction TO zero_run_app`);
}

async function receipts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE receipt (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      bank_account_id uuid NOT NULL,
      bank_serial     text NOT NULL,
      amount_fen      bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      value_date      date NOT NULL,
      payer           bytea NOT NULL,
      remark          bytea NOT NULL,
      state           text NOT NULL CHECK (state IN ('matched', 'suspense')),
      matcher         text,
      matched_ref     text,
      journal_id      uuid,
      received_at     timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, bank_account_id, bank_serial),
      CONSTRAINT matched_by_somebody CHECK ((state = 'matched') = (matcher IS NOT NULL))
    );
    COMMENT ON COLUMN receipt.payer IS 'sealed {name, accountNo}';
    COMMENT ON COLUMN receipt.remark IS 'sealed {remark, summary}';
    COMMENT ON COLUMN receipt.journal_id IS 'V2 of money nobody claimed, V25 of a returned payment; null when a matcher booked it';
    CREATE INDEX receipt_suspense ON receipt (centre_id, received_at) WHERE state = 'suspense';
  `);
  await protect(queryRunner, 'receipt', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (state, matcher, matched_ref, journal_id) ON receipt TO zero_run_app',
  );
}

async function evidence(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE bank_exchange (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      bank_code       text NOT NULL,
      direction       text NOT NULL CHECK (direction IN ('out', 'in')),
      tx_code         text NOT NULL,
      seq_no          text NOT NULL,
      reference       text,
      instruction_id  uuid,
      outcome         text NOT NULL,
      http_status     int,
      asked_at        timestamptz NOT NULL,
      answered_at     timestamptz,
      request         bytea NOT NULL,
      response        bytea,
      response_sha256 text,
      PRIMARY KEY (centre_id, id)
    );
    COMMENT ON COLUMN bank_exchange.request IS 'sealed message as it was sent or received';
    CREATE INDEX bank_exchange_by_instruction ON bank_exchange (centre_id, instruction_id) WHERE instruction_id IS NOT NULL;

    CREATE TABLE bank_incident (
      centre_id      int NOT NULL,
      id             uuid NOT NULL,
      code           text NOT NULL,
      instruction_id uuid,
      exchange_id    uuid,
      reference      text,
      noticed_at     timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id)
    );
    COMMENT ON TABLE bank_incident IS 'what the bank said that cannot be: a person looks; the messages stand in bank_exchange';
    CREATE INDEX bank_incident_by_reference ON bank_incident (centre_id, reference, code);
  `);
  await protect(queryRunner, 'bank_exchange', 'append-only');
  await protect(queryRunner, 'bank_incident', 'append-only');
}
