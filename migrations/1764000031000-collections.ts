import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Columns of an order to collect that change while it is carried out; all others are fixed when it is made. */
const mutable = [
  'state',
  'frozen',
  'bank_serial',
  'value_date',
  'collected_fen',
  'receipt_id',
  'reject_code',
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

const lease = `
      sends           int NOT NULL DEFAULT 0 CHECK (sends >= 0),
      questions       int NOT NULL DEFAULT 0 CHECK (questions >= 0),
      sent_at         timestamptz,
      due_at          timestamptz,
      lease_owner     text,
      lease_until     timestamptz,
      lease_token     bigint NOT NULL DEFAULT 0,
      attempts        int NOT NULL DEFAULT 0,
      created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at     timestamptz`;

/** Changes of a batch that there may be: what became of its orders is each order's own business. */
const batchSteps = [
  'created>sending',
  'sending>accepted',
  'sending>unknown',
  'sending>created',
  'unknown>accepted',
  'unknown>created',
  'accepted>done',
];

/** Orders to take money from somebody: by themselves (BDC102) or many in one message (BDC104, BDC105). */
export class Collections1764000031000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await batches(queryRunner);
    await collections(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE collection, collection_batch; DROP FUNCTION refuse_batch_step');
  }
}

async function batches(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE collection_batch (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      purpose         text NOT NULL,
      bank_account_id uuid NOT NULL,
      message         text NOT NULL CHECK (message IN ('BDC104', 'BDC105')),
      bus_type        text NOT NULL CHECK (bus_type ~ '^[0-9]{2}$'),
      reference       text NOT NULL CHECK (reference ~ '^[0-9A-Z]{20,30}$'),
      parts           int NOT NULL CHECK (parts > 0),
      amount_fen      bigint NOT NULL CHECK (amount_fen > 0),
      state           text NOT NULL CHECK (state IN ('created', 'sending', 'unknown', 'accepted', 'done')),
      frozen          boolean NOT NULL DEFAULT false,${lease},
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, reference),
      CONSTRAINT batch_finished CHECK ((state = 'done') = (finished_at IS NOT NULL))
    );
    COMMENT ON TABLE collection_batch IS 'many orders to collect in one message; accepted is no result, each order has its own';
    CREATE INDEX collection_batch_due ON collection_batch (centre_id, due_at) WHERE state <> 'done' AND NOT frozen;

    CREATE FUNCTION refuse_batch_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${batchSteps.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR002', CONSTRAINT = 'collection_batch_step',
          MESSAGE = 'batch ' || OLD.id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER collection_batch_step BEFORE UPDATE OF state ON collection_batch FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_batch_step();
  `);
  await protect(queryRunner, 'collection_batch', 'append-only');
  const changing = mutable.filter(
    (column) => !['bank_serial', 'value_date', 'collected_fen', 'receipt_id', 'reject_code'].includes(column),
  );
  await queryRunner.query(`GRANT UPDATE (${changing.join(', ')}) ON collection_batch TO zero_run_app`);
}

async function collections(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE collection (
      centre_id       int NOT NULL,
      id              uuid NOT NULL,
      purpose         text NOT NULL,
      source_id       uuid NOT NULL,
      batch_id        uuid,
      bank_account_id uuid NOT NULL,
      payer_card_id   uuid,
      payer           bytea,
      amount_fen      bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      partial         boolean NOT NULL,
      reference       text NOT NULL CHECK (reference ~ '^[0-9A-Z]{20,30}$'),
      bus_type        text NOT NULL CHECK (bus_type ~ '^[0-9]{2}$'),
      summary         text NOT NULL,
      state           text NOT NULL CHECK (state IN ('created', 'sending', 'accepted', 'paid', 'rejected', 'unknown')),
      frozen          boolean NOT NULL DEFAULT false,
      bank_serial     text,
      value_date      date,
      collected_fen   bigint CHECK (collected_fen BETWEEN 1 AND amount_fen),
      receipt_id      uuid,
      reject_code     text,${lease},
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, reference),
      FOREIGN KEY (centre_id, batch_id) REFERENCES collection_batch (centre_id, id),
      CONSTRAINT collection_one_payer CHECK ((payer_card_id IS NULL) <> (payer IS NULL)),
      CONSTRAINT collected_with_proof CHECK ((state = 'paid')
        = (bank_serial IS NOT NULL AND value_date IS NOT NULL AND collected_fen IS NOT NULL AND receipt_id IS NOT NULL)),
      CONSTRAINT collected_whole CHECK (partial OR collected_fen IS NULL OR collected_fen = amount_fen),
      CONSTRAINT uncollected_with_code CHECK ((state = 'rejected') = (reject_code IS NOT NULL)),
      CONSTRAINT collection_finished CHECK ((state IN ('paid', 'rejected')) = (finished_at IS NOT NULL))
    );
    COMMENT ON TABLE collection IS 'an order to take money from somebody into an account of ours; its money is the receipt';
    COMMENT ON COLUMN collection.payer IS 'sealed {accountNo, name, bankCode, corporate} of a payer who has no card with us';
    COMMENT ON COLUMN collection.frozen IS 'the bank contradicted itself or us: nothing automatic until a person has looked';
    CREATE UNIQUE INDEX collection_once ON collection (centre_id, source_id, purpose) WHERE state <> 'rejected';
    CREATE UNIQUE INDEX collection_receipt ON collection (centre_id, receipt_id);
    CREATE INDEX collection_of_batch ON collection (centre_id, batch_id, id) WHERE batch_id IS NOT NULL;
    CREATE INDEX collection_due ON collection (centre_id, due_at)
      WHERE state IN ('created', 'sending', 'accepted', 'unknown') AND NOT frozen AND batch_id IS NULL;
    CREATE TRIGGER collection_step BEFORE UPDATE OF state ON collection FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_instruction_step();
  `);
  await protect(queryRunner, 'collection', 'append-only');
  await queryRunner.query(`GRANT UPDATE (${mutable.join(', ')}) ON collection TO zero_run_app`);
}
