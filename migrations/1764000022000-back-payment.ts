import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Changes of state a remittance list may go through; money held for one that is cancelled stays in suspense. */
const listSteps = [
  'DRAFT>CONFIRMED',
  'DRAFT>CANCELLED',
  'CONFIRMED>POSTED',
  'CONFIRMED>SUSPENSE_SHORT',
  'CONFIRMED>CANCELLED',
  'SUSPENSE_SHORT>POSTED',
  'SUSPENSE_SHORT>CANCELLED',
];

/** Changes of state of money on its way back: to a payer out of suspense, or out of a member's account. */
const wayBackSteps = ['held>paid', 'held>released', 'paid>restored'];

/** Back payments, refunds of wrong payments, and what else becomes of money in suspense. */
export class BackPayment1764000022000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await payers(queryRunner);
    await backPayments(queryRunner);
    await suspense(queryRunner);
    await waysBack(queryRunner);
    await steps(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE contribution_refund, suspense_return, receipt_claim, back_payment_receipt, back_payment_line, back_payment;
      DROP FUNCTION refuse_way_back_step, refuse_line_of_fixed_payment;
      ALTER TABLE unit_suspense DROP COLUMN back_payment_id, DROP COLUMN origin, DROP COLUMN value_date, DROP COLUMN payer_receipt_id,
        DROP CONSTRAINT unit_suspense_why_check, DROP CONSTRAINT unit_suspense_matched_by_check;
      ALTER TABLE unit_suspense
        ADD CONSTRAINT short_of_a_list CHECK (why <> 'short' OR list_id IS NOT NULL),
        ADD CONSTRAINT unit_suspense_why_check CHECK (why IN ('short', 'surplus', 'not-awaited', 'no-list', 'other-amount')),
        ADD CONSTRAINT unit_suspense_matched_by_check CHECK (matched_by IN ('payment-number', 'list', 'unit-account', 'payer-name'));
      ALTER TABLE suspense_draw DROP CONSTRAINT suspense_draw_purpose_check,
        ADD CONSTRAINT suspense_draw_purpose_check CHECK (purpose IN ('list', 'refund'));
      ALTER TABLE instruction DROP CONSTRAINT one_payee, DROP COLUMN payee_receipt_id, ALTER COLUMN payee_card_id SET NOT NULL`);
  }
}

/** Money goes back where it came from: a payment may be to the payer of a receipt instead of to a card. */
async function payers(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE instruction ALTER COLUMN payee_card_id DROP NOT NULL, ADD COLUMN payee_receipt_id uuid,
      ADD CONSTRAINT one_payee CHECK ((payee_card_id IS NULL) <> (payee_receipt_id IS NULL));
    COMMENT ON COLUMN instruction.payee_receipt_id IS 'the receipt whose payer is paid back, from the account that received it'`);
}

async function backPayments(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE back_payment (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      unit_id      bigint NOT NULL,
      reason       text NOT NULL CHECK (reason IN ('missed', 'base-corrected', 'deferred', 'order')),
      order_no     text CHECK (length(order_no) BETWEEN 1 AND 100),
      state        text NOT NULL CHECK (state IN ('DRAFT', 'CONFIRMED', 'POSTED', 'SUSPENSE_SHORT', 'CANCELLED')),
      line_count   int NOT NULL CHECK (line_count > 0),
      member_count int NOT NULL CHECK (member_count BETWEEN 1 AND line_count),
      total_fen    bigint NOT NULL CHECK (total_fen BETWEEN 1 AND 1000000000000000),
      use_suspense boolean NOT NULL DEFAULT false,
      payment_no   text,
      case_id      uuid,
      confirmed_at timestamptz,
      posted_on    date,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, payment_no),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT order_with_number CHECK ((reason = 'order') = (order_no IS NOT NULL)),
      CONSTRAINT number_when_confirmed CHECK (state IN ('DRAFT', 'CANCELLED')
        OR (payment_no IS NOT NULL AND case_id IS NOT NULL AND confirmed_at IS NOT NULL)),
      CONSTRAINT posted_with_day CHECK ((state = 'POSTED') = (posted_on IS NOT NULL))
    );
    CREATE INDEX back_payment_awaiting ON back_payment (centre_id, unit_id) WHERE state IN ('CONFIRMED', 'SUSPENSE_SHORT');
    COMMENT ON TABLE back_payment IS 'a back payment (补缴) of one employer: months of members that lack money, and why';
    COMMENT ON COLUMN back_payment.order_no IS 'number of the court''s or inspectorate''s order (文书号)';

    CREATE TABLE back_payment_line (
      centre_id    int NOT NULL,
      payment_id   uuid NOT NULL,
      account_id   bigint NOT NULL,
      month        int NOT NULL CHECK (month BETWEEN 199904 AND 999912 AND month % 100 BETWEEN 1 AND 12),
      base_fen     bigint NOT NULL CHECK (base_fen > 0),
      full_fen     bigint NOT NULL CHECK (full_fen > 0),
      employer_fen bigint NOT NULL CHECK (employer_fen >= 0),
      employee_fen bigint NOT NULL CHECK (employee_fen >= 0),
      PRIMARY KEY (centre_id, payment_id, account_id, month),
      CHECK (employer_fen + employee_fen BETWEEN 1 AND full_fen)
    );
    CREATE INDEX back_payment_line_by_account ON back_payment_line (centre_id, account_id, month);
    COMMENT ON COLUMN back_payment_line.full_fen IS 'what the month is worth in full under the base, ratios and limits of that month';

    CREATE TABLE back_payment_receipt (
      centre_id    int NOT NULL,
      receipt_id   uuid NOT NULL,
      payment_id   uuid NOT NULL,
      amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
      credited_fen bigint NOT NULL CHECK (credited_fen >= 0),
      drawn_fen    bigint NOT NULL DEFAULT 0 CHECK (drawn_fen >= 0),
      suspense_fen bigint NOT NULL CHECK (suspense_fen >= 0),
      outcome      text NOT NULL CHECK (outcome IN ('decomposed', 'short', 'kept')),
      PRIMARY KEY (centre_id, receipt_id),
      CONSTRAINT all_of_it_booked CHECK (amount_fen = credited_fen + suspense_fen),
      CONSTRAINT credited_when_decomposed CHECK ((outcome = 'decomposed') = (credited_fen > 0))
    );
    CREATE UNIQUE INDEX back_payment_receipt_decomposed ON back_payment_receipt (centre_id, payment_id) WHERE outcome = 'decomposed';
    COMMENT ON TABLE back_payment_receipt IS 'where the money of a receipt for a back payment went';
  `);
  await protect(queryRunner, 'back_payment', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (state, payment_no, case_id, confirmed_at, posted_on, use_suspense) ON back_payment TO zero_run_app',
  );
  await protect(queryRunner, 'back_payment_line', 'append-only');
  await protect(queryRunner, 'back_payment_receipt', 'append-only');
}

/** A lot may come of a refund that the employer leaves with the centre; whose payer it is, it still says. */
async function suspense(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE unit_suspense
      ADD COLUMN back_payment_id uuid,
      ADD COLUMN origin text NOT NULL DEFAULT 'receipt' CHECK (origin IN ('receipt', 'refund')),
      ADD COLUMN value_date date,
      ADD COLUMN payer_receipt_id uuid,
      DROP CONSTRAINT short_of_a_list,
      DROP CONSTRAINT unit_suspense_why_check,
      DROP CONSTRAINT unit_suspense_matched_by_check,
      ADD CONSTRAINT short_of_a_list CHECK (why <> 'short' OR list_id IS NOT NULL OR back_payment_id IS NOT NULL),
      ADD CONSTRAINT unit_suspense_why_check CHECK (why IN ('short', 'surplus', 'not-awaited', 'no-list', 'other-amount', 'refunded')),
      ADD CONSTRAINT unit_suspense_matched_by_check
        CHECK (matched_by IN ('payment-number', 'list', 'unit-account', 'payer-name', 'payer-paper', 'refund')),
      ADD CONSTRAINT of_a_refund CHECK ((origin = 'refund') = (why = 'refunded') AND (origin = 'refund') = (value_date IS NOT NULL));
    COMMENT ON COLUMN unit_suspense.receipt_id IS 'the receipt, or the case of the refund that left its money here';
    COMMENT ON COLUMN unit_suspense.payer_receipt_id IS 'of a refund: the receipt whose payer it came from; null: nobody it could go back to';
    ALTER TABLE suspense_draw DROP CONSTRAINT suspense_draw_purpose_check,
      ADD CONSTRAINT suspense_draw_purpose_check CHECK (purpose IN ('list', 'refund', 'back-payment'));

    CREATE TABLE receipt_claim (
      centre_id  int NOT NULL,
      receipt_id uuid NOT NULL,
      unit_id    bigint NOT NULL,
      reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
      paper      bytea NOT NULL,
      clerk      text NOT NULL,
      at         timestamptz NOT NULL,
      PRIMARY KEY (centre_id, receipt_id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
    );
    COMMENT ON TABLE receipt_claim IS 'whose money a receipt is that no matcher knew, by the payer''s own paper';
    COMMENT ON COLUMN receipt_claim.paper IS 'sealed {kind, number} of the paper';
  `);
  await protect(queryRunner, 'receipt_claim', 'append-only');
}

async function waysBack(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE suspense_return (
      centre_id  int NOT NULL,
      case_id    uuid NOT NULL,
      lot_id     uuid NOT NULL,
      unit_id    bigint NOT NULL,
      amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      state      text NOT NULL CHECK (state IN ('held', 'paid', 'released', 'restored')),
      made_on    date NOT NULL,
      PRIMARY KEY (centre_id, case_id),
      FOREIGN KEY (centre_id, lot_id) REFERENCES unit_suspense (centre_id, receipt_id)
    );
    CREATE INDEX suspense_return_of_lot ON suspense_return (centre_id, lot_id);
    COMMENT ON TABLE suspense_return IS 'money of a lot on its way back to its payer; while held it pays nothing else';

    CREATE TABLE contribution_refund (
      centre_id        int NOT NULL,
      case_id          uuid NOT NULL,
      unit_id          bigint NOT NULL,
      account_id       bigint NOT NULL,
      source           text NOT NULL CHECK (source IN ('list', 'back-payment')),
      source_id        uuid NOT NULL,
      month            int NOT NULL,
      employer_fen     bigint NOT NULL CHECK (employer_fen >= 0),
      employee_fen     bigint NOT NULL CHECK (employee_fen >= 0),
      goes_to          text NOT NULL CHECK (goes_to IN ('payer', 'suspense')),
      payer_receipt_id uuid,
      whole            boolean NOT NULL,
      state            text NOT NULL CHECK (state IN ('held', 'paid', 'released', 'restored')),
      made_on          date NOT NULL,
      PRIMARY KEY (centre_id, case_id),
      CHECK (employer_fen + employee_fen > 0),
      CONSTRAINT payer_known CHECK (goes_to = 'suspense' OR payer_receipt_id IS NOT NULL),
      CONSTRAINT kept_at_once CHECK (goes_to = 'payer' OR state = 'paid')
    );
    CREATE INDEX contribution_refund_of_line ON contribution_refund (centre_id, source_id, account_id, month);
    CREATE INDEX contribution_refund_of_account ON contribution_refund (centre_id, account_id);
    COMMENT ON TABLE contribution_refund IS 'a wrong payment taken back (错缴退回) out of one line of a list or back payment';
    COMMENT ON COLUMN contribution_refund.whole IS 'nothing of the line is left: reversal mark 02 (JGJ/T 320 A.9)';
  `);
  for (const table of ['suspense_return', 'contribution_refund']) {
    await protect(queryRunner, table, 'append-only');
    await queryRunner.query(`GRANT UPDATE (state) ON ${table} TO zero_run_app`);
  }
}

async function steps(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE OR REPLACE FUNCTION refuse_list_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${listSteps.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR003', CONSTRAINT = 'remittance_list_step',
          MESSAGE = 'remittance list ' || OLD.id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER back_payment_step BEFORE UPDATE OF state ON back_payment FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_list_step();

    CREATE FUNCTION refuse_way_back_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${wayBackSteps.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR006', CONSTRAINT = 'way_back_step',
          MESSAGE = 'money of case ' || OLD.case_id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER suspense_return_step BEFORE UPDATE OF state ON suspense_return FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_way_back_step();
    CREATE TRIGGER contribution_refund_step BEFORE UPDATE OF state ON contribution_refund FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_way_back_step();

    CREATE FUNCTION refuse_line_of_fixed_payment() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF EXISTS (
        SELECT FROM (SELECT DISTINCT centre_id, payment_id FROM fresh) AS f
          LEFT JOIN back_payment AS p ON p.centre_id = f.centre_id AND p.id = f.payment_id
         WHERE p.state IS DISTINCT FROM 'DRAFT'
      ) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR004', CONSTRAINT = 'back_payment_line_of_draft',
          MESSAGE = 'lines are added to a draft only';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER back_payment_line_of_draft AFTER INSERT ON back_payment_line
      REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_line_of_fixed_payment();
  `);
}
