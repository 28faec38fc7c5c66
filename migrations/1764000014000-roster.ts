import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Changes of state a member's account may go through (handbook 3.3); 03, 04 and 05 end it. */
const accountSteps = [
  '01>02',
  '02>01',
  '01>03',
  '02>03',
  '01>04',
  '02>04',
  '01>05',
  '02>05',
  '01>06',
  '02>06',
  '06>01',
  '06>02',
  // The payment of a closing came back, or money came after it: 05 is open again.
  '05>01',
  '05>02',
];

export class Roster1764000014000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await changes(queryRunner);
    await accountsKeepTheirStates(queryRunner);
    await suspense(queryRunner);
    await takeOverSuspense(queryRunner);
    await lists(queryRunner);
    await names(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX employer_by_name;
      DROP INDEX remittance_list_one_a_month;
      CREATE UNIQUE INDEX remittance_list_one_a_month ON remittance_list (centre_id, unit_id, month) WHERE state <> 'CANCELLED';
      ALTER TABLE remittance_list DROP COLUMN cancelled, DROP COLUMN use_suspense;
      CREATE INDEX remittance_receipt_by_list ON remittance_receipt (centre_id, list_id);
      DROP TABLE suspense_draw, unit_suspense, roster_change;
      DROP TRIGGER member_account_step ON member_account;
      DROP FUNCTION refuse_account_step`);
  }
}

async function changes(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE roster_change (
      centre_id       int NOT NULL,
      id              bigint GENERATED ALWAYS AS IDENTITY,
      account_id      bigint NOT NULL,
      unit_id         bigint NOT NULL,
      kind            text NOT NULL CHECK (kind IN ('new', 'seal', 'unseal', 'base')),
      from_month      int NOT NULL CHECK (from_month BETWEEN 199904 AND 999912 AND from_month % 100 BETWEEN 1 AND 12),
      former_base_fen bigint CHECK (former_base_fen BETWEEN 0 AND 1000000000000000),
      base_fen        bigint CHECK (base_fen BETWEEN 0 AND 1000000000000000),
      reason          text,
      case_id         uuid NOT NULL,
      made_on         date NOT NULL,
      made_at         timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, account_id) REFERENCES member_account (centre_id, account_id),
      CONSTRAINT reason_of_a_seal CHECK ((kind = 'seal') = (reason IS NOT NULL)),
      CONSTRAINT base_before_and_after CHECK (CASE kind
        WHEN 'seal' THEN base_fen IS NULL AND former_base_fen IS NULL
        WHEN 'new' THEN base_fen IS NOT NULL AND former_base_fen IS NULL
        WHEN 'base' THEN base_fen IS NOT NULL AND former_base_fen IS NOT NULL
        ELSE (base_fen IS NULL) = (former_base_fen IS NULL) END)
    );
    CREATE INDEX roster_change_of_account ON roster_change (centre_id, account_id, from_month);
    CREATE INDEX roster_change_of_unit ON roster_change (centre_id, unit_id, from_month);
    COMMENT ON TABLE roster_change IS 'history of an employer''s roster (清册变更): who came, was sealed, unsealed or got another base, valid from which month';
    COMMENT ON COLUMN roster_change.from_month IS 'first month, YYYYMM, whose list it changes; lists of earlier months are not touched';
    COMMENT ON COLUMN roster_change.former_base_fen IS 'base of the account before the change: that of the months before it';

    ALTER TABLE member_account ADD COLUMN IF NOT EXISTS sealed_on date;
    COMMENT ON COLUMN member_account.sealed_on IS 'day on which it was sealed, while it is';
  `);
  await protect(queryRunner, 'roster_change', 'append-only');
}

/** The states of the standard are data of the table: a step that is not among them is refused whoever takes it. */
async function accountsKeepTheirStates(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE FUNCTION refuse_account_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${accountSteps.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR005', CONSTRAINT = 'member_account_step',
          MESSAGE = 'member account ' || OLD.account_id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER member_account_step BEFORE UPDATE OF state ON member_account FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_account_step();
  `);
}

async function suspense(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE unit_suspense (
      centre_id   int NOT NULL,
      receipt_id  uuid NOT NULL,
      unit_id     bigint NOT NULL,
      list_id     uuid,
      why         text NOT NULL CHECK (why IN ('short', 'surplus', 'not-awaited', 'no-list', 'other-amount')),
      matched_by  text NOT NULL CHECK (matched_by IN ('payment-number', 'list', 'unit-account', 'payer-name')),
      amount_fen  bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      kept_on     date NOT NULL,
      PRIMARY KEY (centre_id, receipt_id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT short_of_a_list CHECK (why <> 'short' OR list_id IS NOT NULL)
    );
    CREATE INDEX unit_suspense_of_unit ON unit_suspense (centre_id, unit_id);
    COMMENT ON TABLE unit_suspense IS 'money of one receipt in a unit''s suspense (单位暂收款), and why it is there';
    COMMENT ON COLUMN unit_suspense.list_id IS 'the list it was paid for; short money of it completes that list first';

    CREATE TABLE suspense_draw (
      centre_id  int NOT NULL,
      receipt_id uuid NOT NULL,
      purpose    text NOT NULL CHECK (purpose IN ('list', 'refund')),
      target_id  uuid NOT NULL,
      amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
      PRIMARY KEY (centre_id, receipt_id, purpose, target_id),
      FOREIGN KEY (centre_id, receipt_id) REFERENCES unit_suspense (centre_id, receipt_id)
    );
    CREATE INDEX suspense_draw_of_target ON suspense_draw (centre_id, target_id);
    COMMENT ON TABLE suspense_draw IS 'what was taken out of the suspense money of a receipt: for a list, or back to the payer';
  `);
  await protect(queryRunner, 'unit_suspense', 'append-only');
  await protect(queryRunner, 'suspense_draw', 'append-only');
}

/** Suspense that stands from before: each receipt's part; what lists drew, taken from their own short money in its order. */
async function takeOverSuspense(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    INSERT INTO unit_suspense (centre_id, receipt_id, unit_id, list_id, why, matched_by, amount_fen, kept_on)
    SELECT r.centre_id, r.receipt_id, l.unit_id, r.list_id,
           CASE r.outcome WHEN 'short' THEN 'short' WHEN 'decomposed' THEN 'surplus' ELSE 'not-awaited' END,
           'payment-number', r.suspense_fen, b.value_date
      FROM remittance_receipt AS r
      JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id
      JOIN receipt AS b ON b.centre_id = r.centre_id AND b.id = r.receipt_id
     WHERE r.suspense_fen > 0
    UNION ALL
    SELECT b.centre_id, b.id, u.ledger_account_id, NULL, 'no-list', 'unit-account', b.amount_fen, b.value_date
      FROM receipt AS b JOIN unit_account AS u ON u.centre_id = b.centre_id AND u.unit_account_no = b.matched_ref
     WHERE b.matcher = 'unit-account';

    INSERT INTO suspense_draw (centre_id, receipt_id, purpose, target_id, amount_fen)
    SELECT s.centre_id, s.receipt_id, 'list', s.list_id, least(s.amount_fen, d.drawn - s.before)
      FROM (SELECT p.*, coalesce(sum(p.amount_fen) OVER (PARTITION BY p.centre_id, p.list_id ORDER BY b.received_at, p.receipt_id
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before
              FROM unit_suspense AS p JOIN receipt AS b ON b.centre_id = p.centre_id AND b.id = p.receipt_id
             WHERE p.why = 'short') AS s
      JOIN (SELECT centre_id, list_id, sum(drawn_fen)::bigint AS drawn FROM remittance_receipt GROUP BY centre_id, list_id) AS d
        ON d.centre_id = s.centre_id AND d.list_id = s.list_id
     WHERE d.drawn > s.before;
  `);
}

/**
 * A list changes its state on the road of money: the index that keeps one a month stands on a column that does not
 * change then, so that the new version of the row stays beside the old one and no index is written.
 */
async function lists(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE remittance_list
      ADD COLUMN use_suspense boolean NOT NULL DEFAULT false,
      ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
    UPDATE remittance_list SET cancelled = true WHERE state = 'CANCELLED';
    ALTER TABLE remittance_list ADD CONSTRAINT cancelled_is_the_state CHECK (cancelled = (state = 'CANCELLED'));
    ALTER TABLE remittance_list SET (fillfactor = 70);
    ALTER TABLE unit_account SET (fillfactor = 70);
    COMMENT ON COLUMN remittance_list.use_suspense IS 'the employer chose that money in its suspense may pay this list';
    COMMENT ON COLUMN remittance_list.cancelled IS 'for the index of one list a month: state itself would write it at each step';
    DROP INDEX remittance_list_one_a_month;
    CREATE UNIQUE INDEX remittance_list_one_a_month ON remittance_list (centre_id, unit_id, month) WHERE NOT cancelled;
    DROP INDEX remittance_receipt_by_list;
    GRANT UPDATE (use_suspense, cancelled) ON remittance_list TO zero_run_app;
  `);
}

/** Payers are found by the name an employer is registered under; full width and blanks around it do not count. */
async function names(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(
    `CREATE INDEX employer_by_name ON employer (centre_id, btrim(normalize(name, NFKC)))`,
  );
}
