import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What becomes of a member's account: courts, moves between units, mergers, new names, voluntary payers. */
export class Members1764000020001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await courtRegistry(queryRunner);
    await courtHolds(queryRunner);
    await courtOrders(queryRunner);
    await nights(queryRunner);
    await moves(queryRunner);
    await identities(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE registry_exchange DROP CONSTRAINT registry_exchange_registry_check,
        ADD CONSTRAINT registry_exchange_registry_check CHECK (registry IN (${registries()}));
      DROP FUNCTION rekey_person;
      DROP TABLE person_contact, former_identity, account_move, member_night, court_freeze, court_order;
      ALTER TABLE member_account DROP COLUMN state_before_freeze, DROP COLUMN held_centrally;
      ALTER TABLE unit_account DROP COLUMN kind;
      ALTER TABLE member_balance DROP COLUMN courts;
      ALTER TABLE hold DROP COLUMN wanted_fen, DROP CONSTRAINT hold_amount, ADD CONSTRAINT hold_amount_fen_check CHECK (amount_fen > 0)`);
  }
}

/** Exchanges with the court registry are kept as evidence like any other. */
async function courtRegistry(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE registry_exchange DROP CONSTRAINT registry_exchange_registry_check,
      ADD CONSTRAINT registry_exchange_registry_check CHECK (registry IN (${registries('CRT')}))`);
}

function registries(...more: readonly string[]): string {
  return ['MSA', 'POL', 'SOC', 'CIV', 'REA', 'BNK', 'HSG', 'HRR', 'TAX', 'PBC', 'NAT', ...more]
    .map((code) => `'${code}'`)
    .join(', ');
}

/**
 * The hold of a court takes what is there and what comes, up to what the order says. `courts` stands on the balance row
 * so that whoever locks it sees under the lock whether a court waits for money.
 */
async function courtHolds(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE hold ADD COLUMN wanted_fen bigint CHECK (wanted_fen > 0),
      DROP CONSTRAINT hold_amount_fen_check,
      ADD CONSTRAINT hold_amount CHECK (amount_fen > 0 OR (amount_fen = 0 AND kind = 'court')),
      ADD CONSTRAINT hold_within_order CHECK (wanted_fen IS NULL OR (kind = 'court' AND amount_fen <= wanted_fen));
    CREATE INDEX hold_court ON hold (centre_id, account_id, id) WHERE kind = 'court' AND state = 'active';
    COMMENT ON COLUMN hold.wanted_fen IS 'of a court: what its order says; null there means the whole account';

    ALTER TABLE member_balance ADD COLUMN courts smallint NOT NULL DEFAULT 0 CHECK (courts >= 0);
    COMMENT ON COLUMN member_balance.courts IS 'active holds of courts: money that comes is frozen before it can be taken';
  `);
}

async function courtOrders(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE court_order (
      centre_id  int NOT NULL,
      order_no   text NOT NULL CHECK (order_no <> ''),
      court      text NOT NULL CHECK (court <> ''),
      kind       text NOT NULL CHECK (kind IN ('freeze', 'renew', 'release', 'deduct')),
      account_id bigint NOT NULL,
      amount_fen bigint CHECK (amount_fen > 0),
      issued_on  date NOT NULL,
      until_day  date,
      refers_to  text,
      case_id    uuid NOT NULL,
      done_on    date NOT NULL,
      PRIMARY KEY (centre_id, order_no),
      UNIQUE (centre_id, case_id)
    );
    COMMENT ON TABLE court_order IS 'orders of courts as they were carried out (司法冻结、续冻、解冻、扣划)';
    COMMENT ON COLUMN court_order.amount_fen IS 'null: the whole account';

    CREATE TABLE court_freeze (
      centre_id  int NOT NULL,
      order_no   text NOT NULL,
      court      text NOT NULL,
      account_id bigint NOT NULL,
      person_id  uuid NOT NULL,
      queue_no   bigint GENERATED ALWAYS AS IDENTITY,
      wanted_fen bigint CHECK (wanted_fen > 0),
      until_day  date NOT NULL,
      state      text NOT NULL CHECK (state IN ('active', 'waiting', 'released', 'expired', 'deducted')),
      hold_id    uuid,
      case_id    uuid NOT NULL,
      ended_on   date,
      PRIMARY KEY (centre_id, order_no),
      FOREIGN KEY (centre_id, order_no) REFERENCES court_order (centre_id, order_no),
      CHECK ((state IN ('active', 'waiting')) = (ended_on IS NULL)),
      CHECK (state <> 'active' OR hold_id IS NOT NULL),
      CHECK (state <> 'waiting' OR hold_id IS NULL)
    );
    CREATE INDEX court_freeze_open ON court_freeze (centre_id, account_id, queue_no) WHERE state IN ('active', 'waiting');
    CREATE INDEX court_freeze_term ON court_freeze (centre_id, until_day) WHERE state IN ('active', 'waiting');
    COMMENT ON TABLE court_freeze IS 'freezes in the order in which they were served; one behind a freeze of the whole account waits (轮候冻结)';
    COMMENT ON COLUMN court_freeze.until_day IS 'last day on which it holds';
    COMMENT ON COLUMN court_freeze.wanted_fen IS 'null: the whole account';

    ALTER TABLE member_account ADD COLUMN state_before_freeze text CHECK (state_before_freeze IN ('01', '02')),
      ADD CONSTRAINT frozen_out_of_a_state CHECK ((state = '06') = (state_before_freeze IS NOT NULL));
    COMMENT ON COLUMN member_account.state_before_freeze IS 'what a frozen account (06) returns to';
  `);
  await protect(queryRunner, 'court_order', 'append-only');
  await protect(queryRunner, 'court_freeze', 'read-write');
}

/** Runs over many accounts, once a night. */
async function nights(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE member_night (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      kind        text NOT NULL CHECK (kind IN ('court-terms', 'central-sealing')),
      day         date NOT NULL,
      planned_at  timestamptz NOT NULL,
      done        int NOT NULL DEFAULT 0,
      finished_at timestamptz,
      due_at      timestamptz,
      lease_owner text,
      lease_until timestamptz,
      lease_token bigint NOT NULL DEFAULT 0,
      attempts    int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, kind, day)
    );
    CREATE INDEX member_night_due ON member_night (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE member_night IS 'what falls due on members'' accounts by date: one run a night, leased';
  `);
  await protect(queryRunner, 'member_night', 'read-write');
}

/** Units without an employer, and how accounts came from one unit to another. */
async function moves(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE unit_account ADD COLUMN kind text NOT NULL DEFAULT 'employer' CHECK (kind IN ('employer', 'central', 'flexible'));
    COMMENT ON COLUMN unit_account.kind IS 'central: the centre''s sealed accounts (集中封存户); flexible: who contributes for oneself; one a branch, without an employer';

    ALTER TABLE member_account ADD COLUMN held_centrally boolean NOT NULL DEFAULT false;
    CREATE INDEX member_account_sealed ON member_account (centre_id, sealed_on, account_id) WHERE state = '02' AND NOT held_centrally;
    COMMENT ON COLUMN member_account.held_centrally IS 'sealed and kept by the centre (托管): its unit is the central one of the branch';

    CREATE TABLE account_move (
      centre_id  int NOT NULL,
      account_id bigint NOT NULL,
      source_id  uuid NOT NULL,
      kind       text NOT NULL CHECK (kind IN ('transfer', 'central-seal', 'merge', 'flexible')),
      from_unit  bigint NOT NULL,
      to_unit    bigint NOT NULL CHECK (to_unit <> from_unit),
      moved_on   date NOT NULL,
      PRIMARY KEY (centre_id, account_id, source_id),
      FOREIGN KEY (centre_id, account_id) REFERENCES member_account (centre_id, account_id)
    );
    COMMENT ON TABLE account_move IS 'transfers inside the centre (06 内部转移): the account and its number stay, its unit changes';
    COMMENT ON COLUMN account_move.source_id IS 'the case, or the run of a night';
  `);
  await protect(queryRunner, 'account_move', 'append-only');
}

/**
 * A person's id is made of the id number (ADR 0004), so a changed number is another id: whatever names the person goes
 * on under the new one. The function alone may write that column of append-only tables, and nothing else of them; the
 * tables are found in the catalogue, so that none that comes later is forgotten.
 */
async function identities(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE former_identity (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      person_id    uuid NOT NULL,
      former_id    uuid NOT NULL,
      id_no_index  bytea NOT NULL CHECK (length(id_no_index) = 32),
      id_no_sealed bytea NOT NULL,
      name_sealed  bytea NOT NULL,
      case_id      uuid NOT NULL,
      changed_on   date NOT NULL,
      PRIMARY KEY (centre_id, id)
    );
    CREATE INDEX former_identity_by_number ON former_identity (centre_id, id_no_index, changed_on);
    CREATE INDEX former_identity_of_person ON former_identity (centre_id, person_id);
    COMMENT ON TABLE former_identity IS 'names and id numbers under which people were known before (曾用名、曾用证件号): the old number still finds the person';
    COMMENT ON COLUMN former_identity.former_id IS 'the id that the person had under that number; evidence of that time names it';

    CREATE TABLE person_contact (
      centre_id      int NOT NULL,
      person_id      uuid NOT NULL,
      contact_sealed bytea NOT NULL,
      case_id        uuid NOT NULL,
      changed_at     timestamptz NOT NULL,
      PRIMARY KEY (centre_id, person_id)
    );
    COMMENT ON COLUMN person_contact.contact_sealed IS 'mobile, landline, e-mail, address, postcode (4.0.3), encrypted';

    CREATE FUNCTION rekey_person(centre int, old_id uuid, new_id uuid) RETURNS int
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      col record;
      n int;
      total int := 0;
    BEGIN
      IF centre <> current_setting('app.centre')::int THEN
        RAISE EXCEPTION 'a person of another centre';
      END IF;
      FOR col IN
        SELECT c.table_name, c.column_name FROM information_schema.columns AS c
          JOIN pg_class AS t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
         WHERE c.table_schema = 'public' AND c.column_name LIKE '%person_id' AND c.udt_name = 'uuid' ORDER BY 1, 2
      LOOP
        EXECUTE format('UPDATE public.%I SET %I = $1 WHERE centre_id = $2 AND %I = $3', col.table_name, col.column_name, col.column_name)
          USING new_id, centre, old_id;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
      END LOOP;
      DELETE FROM public.person WHERE centre_id = centre AND id = old_id;
      RETURN total;
    END $$;
    REVOKE ALL ON FUNCTION rekey_person FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION rekey_person TO zero_run_app`);
  await protect(queryRunner, 'former_identity', 'append-only');
  await protect(queryRunner, 'person_contact', 'read-write');
}
