import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Changes of state an employer's account may go through (handbook 3.3); 04 ends it. */
const unitSteps = ['02>01', '01>03', '03>01', '01>05', '01>04', '02>04', '05>04'];

const deferredSteps = ['DEFERRED>DUE', 'DUE>MADE_UP', 'DEFERRED>MADE_UP'];

const month = (column: string): string =>
  `${column} int NOT NULL CHECK (${column} BETWEEN 199904 AND 999912 AND ${column} % 100 BETWEEN 1 AND 12)`;

const ratio = (column: string): string =>
  `${column} numeric(5, 4) NOT NULL CHECK (${column} BETWEEN 0 AND 1)`;

export class Employers1764000019000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await employers(queryRunner);
    await units(queryRunner);
    await ratios(queryRunner);
    await deferredMonths(queryRunner);
    await mandates(queryRunner);
    await moves(queryRunner);
    await warnings(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE employer_look, employer_warning, unit_move, unit_mandate, deferred_month, unit_relief, unit_ratio,
        unit_state_change, employer_consent, employer_former;
      DROP TRIGGER unit_account_step ON unit_account;
      DROP FUNCTION refuse_unit_step, refuse_deferred_step;
      ALTER TABLE unit_account DROP COLUMN closed_on;
      ALTER TABLE employer DROP COLUMN founded_on, DROP COLUMN address, DROP COLUMN phone_sealed, DROP COLUMN second_agent`);
  }
}

async function employers(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE employer ADD COLUMN founded_on date, ADD COLUMN address text, ADD COLUMN phone_sealed bytea,
      ADD COLUMN second_agent boolean NOT NULL DEFAULT false;
    COMMENT ON COLUMN employer.founded_on IS 'as the licence says; null where it was registered before this was kept';
    COMMENT ON COLUMN employer.second_agent IS 'the employer lets one agent apply and another agree (经办复核)';

    CREATE TABLE employer_former (
      centre_id           int NOT NULL,
      case_id             uuid NOT NULL,
      employer_id         uuid NOT NULL,
      credit_code         text NOT NULL,
      name                text NOT NULL,
      legal_rep_person_id uuid NOT NULL,
      until_day           date NOT NULL,
      PRIMARY KEY (centre_id, case_id),
      FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id)
    );
    CREATE INDEX employer_former_of ON employer_former (centre_id, employer_id);
    COMMENT ON TABLE employer_former IS 'what an employer was called, and who headed it, before a change (GJ02)';

    CREATE TABLE employer_consent (
      centre_id   int NOT NULL,
      case_id     uuid NOT NULL,
      employer_id uuid NOT NULL,
      person_id   uuid NOT NULL,
      agreed      boolean NOT NULL,
      said_at     timestamptz NOT NULL,
      PRIMARY KEY (centre_id, case_id),
      FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id)
    );
    COMMENT ON TABLE employer_consent IS 'the word of another agent of the employer on a case of its own; said once';
  `);
  for (const table of ['employer_former', 'employer_consent'])
    await protect(queryRunner, table, 'append-only');
}

/** The states of the standard are data of the table: a step that is not among them is refused whoever takes it. */
async function units(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE unit_account ADD COLUMN closed_on date;
    COMMENT ON COLUMN unit_account.closed_on IS 'DWXHRQ 单位销户日期';
    CREATE FUNCTION refuse_unit_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${unitSteps.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR006', CONSTRAINT = 'unit_account_step',
          MESSAGE = 'unit account ' || OLD.ledger_account_id || ' cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER unit_account_step BEFORE UPDATE OF state ON unit_account FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_unit_step();

    CREATE TABLE unit_state_change (
      centre_id  int NOT NULL,
      id         bigint GENERATED ALWAYS AS IDENTITY,
      unit_id    bigint NOT NULL,
      from_state text NOT NULL,
      to_state   text NOT NULL,
      case_id    uuid NOT NULL,
      made_on    date NOT NULL,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
    );
    CREATE INDEX unit_state_change_of ON unit_state_change (centre_id, unit_id, id);
    COMMENT ON TABLE unit_state_change IS 'steps of an employer''s account (DWZHZT), each with the case that took it';
  `);
  await protect(queryRunner, 'unit_state_change', 'append-only');
}

async function ratios(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE unit_ratio (
      centre_id      int NOT NULL,
      id             bigint GENERATED ALWAYS AS IDENTITY,
      unit_id        bigint NOT NULL,
      kind           text NOT NULL CHECK (kind IN ('regular', 'hardship', 'resumed')),
      ${ratio('ratio_employer')},
      ${ratio('ratio_employee')},
      ${month('from_month')},
      until_month    int CHECK (until_month >= from_month),
      case_id        uuid NOT NULL,
      made_on        date NOT NULL,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT hardship_ends CHECK ((kind = 'hardship') = (until_month IS NOT NULL))
    );
    CREATE INDEX unit_ratio_of ON unit_ratio (centre_id, unit_id, id);
    COMMENT ON TABLE unit_ratio IS 'ratios by month: of those that cover a month the latest holds, and before the first the unit''s own';

    CREATE TABLE unit_relief (
      centre_id      int NOT NULL,
      case_id        uuid NOT NULL,
      unit_id        bigint NOT NULL,
      kind           text NOT NULL CHECK (kind IN ('lower-ratio', 'deferral')),
      ${month('from_month')},
      ${month('until_month')},
      resolution_no  text NOT NULL,
      committee_no   text NOT NULL,
      granted_on     date NOT NULL,
      ended_from     int CHECK (ended_from BETWEEN 199904 AND 999912 AND ended_from % 100 BETWEEN 1 AND 12),
      ended_on       date,
      ended_case_id  uuid,
      PRIMARY KEY (centre_id, case_id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT relief_at_most_a_year CHECK (until_month >= from_month
        AND (until_month / 100 - from_month / 100) * 12 + until_month % 100 - from_month % 100 < 12),
      CONSTRAINT ended_whole CHECK ((ended_on IS NULL) = (ended_case_id IS NULL) AND (ended_on IS NULL) = (ended_from IS NULL))
    );
    CREATE UNIQUE INDEX unit_relief_one_open ON unit_relief (centre_id, unit_id) WHERE ended_on IS NULL;
    COMMENT ON TABLE unit_relief IS 'what an employer in difficulty was granted (条例20条): a lower ratio or a deferral, at most 12 months';
    COMMENT ON COLUMN unit_relief.resolution_no IS 'number of our evidence of the workers'' congress resolution; not that of the paper';
  `);
  await protect(queryRunner, 'unit_ratio', 'append-only');
  await protect(queryRunner, 'unit_relief', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (ended_from, ended_on, ended_case_id) ON unit_relief TO zero_run_app',
  );
}

async function deferredMonths(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE deferred_month (
      centre_id     int NOT NULL,
      account_id    bigint NOT NULL,
      ${month('month')},
      unit_id       bigint NOT NULL,
      state         text NOT NULL DEFAULT 'DEFERRED' CHECK (state IN ('DEFERRED', 'DUE', 'MADE_UP')),
      base_fen      bigint NOT NULL CHECK (base_fen > 0),
      employer_fen  bigint NOT NULL CHECK (employer_fen BETWEEN 0 AND base_fen),
      employee_fen  bigint NOT NULL CHECK (employee_fen BETWEEN 0 AND base_fen),
      relief_case_id uuid NOT NULL,
      deferred_on   date NOT NULL,
      due_on        date,
      made_up_on    date,
      made_up_by    uuid,
      PRIMARY KEY (centre_id, account_id, month),
      FOREIGN KEY (centre_id, relief_case_id) REFERENCES unit_relief (centre_id, case_id),
      FOREIGN KEY (centre_id, account_id) REFERENCES member_account (centre_id, account_id),
      CHECK (employer_fen + employee_fen > 0),
      CONSTRAINT days_of_deferred CHECK ((state = 'DEFERRED') = (due_on IS NULL) AND (state = 'MADE_UP') = (made_up_on IS NOT NULL)
        AND (made_up_on IS NULL) = (made_up_by IS NULL))
    );
    CREATE INDEX deferred_month_of_unit ON deferred_month (centre_id, unit_id, month) WHERE state <> 'MADE_UP';
    COMMENT ON TABLE deferred_month IS 'a month of a member that was deferred (缓缴): DEFERRED, DUE once contribution is resumed, MADE_UP by a back payment';
    COMMENT ON COLUMN deferred_month.made_up_by IS 'the back payment that paid it';
    CREATE FUNCTION refuse_deferred_step() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF OLD.state || '>' || NEW.state <> ALL ('{${deferredSteps.join(',')}}'::text[]) THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR007', CONSTRAINT = 'deferred_month_step',
          MESSAGE = 'a deferred month cannot go from ' || OLD.state || ' to ' || NEW.state;
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER deferred_month_step BEFORE UPDATE OF state ON deferred_month FOR EACH ROW
      WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION refuse_deferred_step();
  `);
  await protect(queryRunner, 'deferred_month', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (state, due_on, made_up_on, made_up_by) ON deferred_month TO zero_run_app',
  );
}

async function mandates(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE unit_mandate (
      centre_id      int NOT NULL,
      id             uuid NOT NULL,
      unit_id        bigint NOT NULL,
      bank_code      text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
      account_sealed bytea NOT NULL,
      owner_sealed   bytea NOT NULL,
      last4          text NOT NULL CHECK (last4 ~ '^[0-9]{4}$'),
      evidence_id    uuid NOT NULL,
      from_day       date NOT NULL,
      until_day      date CHECK (until_day >= from_day),
      case_id        uuid NOT NULL,
      ended_case_id  uuid,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT mandate_ended_whole CHECK ((until_day IS NULL) = (ended_case_id IS NULL))
    );
    CREATE UNIQUE INDEX unit_mandate_one_open ON unit_mandate (centre_id, unit_id) WHERE until_day IS NULL;
    COMMENT ON TABLE unit_mandate IS 'the account an employer lets the centre collect from (委托收款); owner name as its bank told it';
    COMMENT ON COLUMN unit_mandate.until_day IS 'day on which it ended: nothing is collected on that day any more; null while it holds';
    COMMENT ON COLUMN unit_mandate.evidence_id IS 'the exchange in which the bank said whose account it is';
  `);
  await protect(queryRunner, 'unit_mandate', 'append-only');
  await queryRunner.query('GRANT UPDATE (until_day, ended_case_id) ON unit_mandate TO zero_run_app');
}

async function moves(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE unit_move (
      centre_id    int NOT NULL,
      case_id      uuid NOT NULL,
      kind         text NOT NULL CHECK (kind IN ('merger', 'split', 'restructure')),
      from_unit_id bigint NOT NULL,
      to_unit_id   bigint NOT NULL CHECK (to_unit_id <> from_unit_id),
      ${month('from_month')},
      members      int NOT NULL CHECK (members > 0),
      amount_fen   bigint NOT NULL CHECK (amount_fen >= 0),
      evidence_no  text NOT NULL,
      moved_on     date NOT NULL,
      PRIMARY KEY (centre_id, case_id),
      FOREIGN KEY (centre_id, from_unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      FOREIGN KEY (centre_id, to_unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
    );
    COMMENT ON TABLE unit_move IS 'members who changed the employer together (合并、分立、改制): voucher unit-move of the same case';
  `);
  await protect(queryRunner, 'unit_move', 'append-only');
}

async function warnings(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE employer_look (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      day          date NOT NULL,
      warned       int NOT NULL DEFAULT 0,
      ended        int NOT NULL DEFAULT 0,
      planned_at   timestamptz NOT NULL,
      finished_at  timestamptz,
      due_at       timestamptz,
      lease_owner  text,
      lease_until  timestamptz,
      lease_token  bigint NOT NULL DEFAULT 0,
      attempts     int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, day)
    );
    CREATE INDEX employer_look_due ON employer_look (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE employer_look IS 'the look at the statutory clocks of all employers, one a business day';

    CREATE TABLE employer_warning (
      centre_id   int NOT NULL,
      id          uuid NOT NULL DEFAULT gen_random_uuid(),
      employer_id uuid NOT NULL,
      kind        text NOT NULL CHECK (kind IN ('register', 'open-accounts', 'enrol', 'seal', 'remit', 'relief-over')),
      about       text NOT NULL,
      due_on      date NOT NULL,
      since       date NOT NULL CHECK (since > due_on),
      found_on    date NOT NULL,
      ended_on    date,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, employer_id, kind, about),
      FOREIGN KEY (centre_id, employer_id) REFERENCES employer (centre_id, id)
    );
    CREATE INDEX employer_warning_open ON employer_warning (centre_id, kind) WHERE ended_on IS NULL;
    COMMENT ON TABLE employer_warning IS 'a statutory day that an employer let pass (条例14、15、19条); ended when it was made good';
    COMMENT ON COLUMN employer_warning.about IS 'the month, or the pseudonym of the person, it is about; a dash where it is about the employer';
  `);
  await protect(queryRunner, 'employer_look', 'read-write');
  await protect(queryRunner, 'employer_warning', 'append-only');
  await queryRunner.query(
    'GRANT UPDATE (found_on, since, due_on, ended_on) ON employer_warning TO zero_run_app',
  );
}
