import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Interest of members: dated rates, segments closed by SQL as well, the yearly run and the month-end accruals. */
export class Interest1764000021000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await rates(queryRunner);
    await segments(queryRunner);
    await yearlySettlement(queryRunner);
    await runs(queryRunner);
    await accruals(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE interest_accrual, interest_left, interest_chunk, interest_run;
      ALTER TABLE hold DROP CONSTRAINT accrued_of_closing, DROP COLUMN accrued_fen;
      ALTER TABLE entry DROP CONSTRAINT entry_amount, DROP CONSTRAINT entry_carried;
      ALTER TABLE entry
        ADD CONSTRAINT entry_amount_fen_check CHECK (amount_fen <> 0 AND amount_fen BETWEEN -1000000000000000 AND 1000000000000000),
        ADD CONSTRAINT entry_check CHECK (abs(carried_fen) <= abs(amount_fen));
      ALTER TABLE member_balance DROP COLUMN settled_to, DROP COLUMN settled_numerator;
      DROP FUNCTION interest_numerator_at, interest_accumulation, interest_numerator, interest_between, interest_rate_on, interest_since, interest_until;
      DROP TABLE interest_rate`);
  }
}

async function rates(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE interest_rate (
      centre_id    int NOT NULL,
      valid_from   date NOT NULL,
      annual_e8    bigint NOT NULL CHECK (annual_e8 BETWEEN 0 AND 100000000),
      instrument   text NOT NULL,
      announced_by text NOT NULL,
      announced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (centre_id, valid_from)
    );
    COMMENT ON TABLE interest_rate IS 'yearly rates of members'' balances; each holds from its day until the next one';
    COMMENT ON COLUMN interest_rate.annual_e8 IS 'yearly rate in 1e-8: 1500000 is 1.50 %';
  `);
  await protect(queryRunner, 'interest_rate', 'append-only');
}

/**
 * The open segment of a row is the one whose rate is in force on accumulated_to. A movement that stays in its segment
 * needs no rate; one that leaves it, or corrects days of an earlier one, is reckoned by these functions.
 */
async function segments(queryRunner: QueryRunner): Promise<void> {
  const functions = [
    `interest_since(centre int, day date) RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      SELECT coalesce(max(valid_from), '-infinity') FROM public.interest_rate WHERE centre_id = centre AND valid_from <= day $$`,
    `interest_until(centre int, day date) RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      SELECT coalesce(min(valid_from), 'infinity') FROM public.interest_rate WHERE centre_id = centre AND valid_from > day $$`,
    `interest_rate_on(centre int, day date) RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      SELECT annual_e8 FROM public.interest_rate WHERE centre_id = centre AND valid_from <= day ORDER BY valid_from DESC LIMIT 1 $$`,
    `interest_between(centre int, since date, until date) RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      result numeric;
      known date;
    BEGIN
      IF since >= until THEN
        RETURN 0;
      END IF;
      SELECT min(valid_from), sum(CASE WHEN valid_from < until AND next > since
               THEN annual_e8::numeric * (least(next, until) - greatest(valid_from, since)) ELSE 0 END)
        INTO known, result
        FROM (SELECT valid_from, annual_e8, lead(valid_from, 1, 'infinity') OVER (ORDER BY valid_from) AS next
                FROM public.interest_rate WHERE centre_id = centre) AS rate;
      IF known IS NULL OR known > since THEN
        RAISE EXCEPTION USING ERRCODE = 'ZR002', MESSAGE = 'no interest rate is in force on ' || since;
      END IF;
      RETURN result;
    END $$`,
    `interest_accumulation(centre int, accumulation bigint, balance bigint, accumulated_to date, delta bigint, value_date date)
      RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      SELECT CASE
        WHEN value_date < accumulated_to THEN accumulation + delta * (accumulated_to - greatest(value_date, segment))
        WHEN segment <= accumulated_to THEN accumulation + balance * (value_date - accumulated_to)
        ELSE balance * (value_date - segment) END
        FROM (SELECT public.interest_since(centre, greatest(accumulated_to, value_date)) AS segment) AS s $$`,
    `interest_numerator(centre int, closed numeric, accumulation bigint, balance bigint, accumulated_to date, delta bigint, value_date date)
      RETURNS numeric LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      SELECT CASE
        WHEN value_date < accumulated_to THEN closed + delta * public.interest_between(centre, least(value_date, segment), segment)
        WHEN segment <= accumulated_to THEN closed
        ELSE closed + accumulation::numeric * public.interest_rate_on(centre, accumulated_to)
               + balance * public.interest_between(centre, accumulated_to, segment) END
        FROM (SELECT public.interest_since(centre, greatest(accumulated_to, value_date)) AS segment) AS s $$`,
    `interest_numerator_at(centre int, account bigint, closed numeric, accumulation bigint, balance bigint, accumulated_to date, day date)
      RETURNS numeric LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      SELECT closed + CASE accumulation WHEN 0 THEN 0 ELSE accumulation::numeric * public.interest_rate_on(centre, accumulated_to) END
        + CASE WHEN day >= accumulated_to THEN balance * public.interest_between(centre, accumulated_to, day)
          ELSE (SELECT coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END
                                    * public.interest_between(centre, day, j.value_date)), 0)
                  FROM public.entry AS e JOIN public.journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
                 WHERE e.centre_id = centre AND e.account_id = account AND j.value_date > day)
               - balance * public.interest_between(centre, day, accumulated_to) END $$`,
  ];
  for (const text of functions) {
    await queryRunner.query(`CREATE FUNCTION ${text}`);
  }
  await queryRunner.query(`
    COMMENT ON FUNCTION interest_between IS 'Σ of the yearly rates (1e-8) of all days from since up to, and without, until';
    COMMENT ON FUNCTION interest_numerator_at IS
      'numerator of all days before day of a row, which may be accumulated to a later one: its entries say what came since';
    COMMENT ON FUNCTION interest_accumulation IS 'open fen · days of a row after a movement of delta valued on value_date';
    COMMENT ON FUNCTION interest_numerator IS 'numerator of the closed segments of a row after a movement of delta valued on value_date';
  `);
}

async function yearlySettlement(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE member_balance
      ADD COLUMN settled_to date NOT NULL DEFAULT '-infinity',
      ADD COLUMN settled_numerator numeric(38, 0) NOT NULL DEFAULT 0;
    COMMENT ON COLUMN member_balance.settled_to IS
      'first day after the last interest year paid (1 July): what the run of 30 June has settled it does not settle again';
    COMMENT ON COLUMN member_balance.settled_numerator IS 'Σ of the exact numerators that all yearly settlements have paid for';

    ALTER TABLE entry DROP CONSTRAINT entry_amount_fen_check, DROP CONSTRAINT entry_check;
    ALTER TABLE entry
      ADD CONSTRAINT entry_amount CHECK (amount_fen BETWEEN -1000000000000000 AND 1000000000000000
        AND (amount_fen <> 0 OR subject = '211' OR (subject = '201' AND carried_fen <> 0))),
      ADD CONSTRAINT entry_carried CHECK (abs(carried_fen) <= abs(amount_fen)
        OR (side = 'C' AND subject = '201' AND amount_fen >= 0 AND carried_fen > amount_fen));
    COMMENT ON CONSTRAINT entry_carried ON entry IS
      'more than its amount is carried over where the year turns: interest and the whole of the current year (SNJZFSE = FSE - DNGJFSE)';

    ALTER TABLE hold ADD COLUMN accrued_fen bigint;
    UPDATE hold SET accrued_fen = 0 WHERE kind = 'closing';
    ALTER TABLE hold ADD CONSTRAINT accrued_of_closing
      CHECK ((kind = 'closing') = (accrued_fen IS NOT NULL) AND accrued_fen BETWEEN 0 AND interest_fen);
    COMMENT ON COLUMN hold.accrued_fen IS 'of a closing: the part of its interest that month-end accruals have booked on 211';
  `);
}

async function runs(queryRunner: QueryRunner): Promise<void> {
  const lease = `
      due_at       timestamptz,
      lease_owner  text,
      lease_until  timestamptz,
      lease_token  bigint NOT NULL DEFAULT 0,
      attempts     int NOT NULL DEFAULT 0`;
  await queryRunner.query(`
    CREATE TABLE interest_run (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      kind         text NOT NULL CHECK (kind IN ('year', 'rate-change')),
      day          date NOT NULL,
      state        text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'finished')),
      started_by   text NOT NULL,
      planned_at   timestamptz NOT NULL,
      finished_at  timestamptz,
      expected_fen bigint,
      ${lease},
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, kind, day),
      CHECK ((state = 'finished') = (finished_at IS NOT NULL))
    );
    CREATE INDEX interest_run_due ON interest_run (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON COLUMN interest_run.day IS 'of a year its last day, 30 June; of a rate change the first day of the new rate';
    COMMENT ON COLUMN interest_run.expected_fen IS 'interest of all accounts as reckoned before the first was paid';

    CREATE TABLE interest_chunk (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      run_id       uuid NOT NULL,
      seq          int NOT NULL CHECK (seq >= 1),
      after_account bigint NOT NULL,
      to_account   bigint NOT NULL,
      accounts     int,
      interest_fen bigint,
      finished_at  timestamptz,
      ${lease},
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, run_id, seq),
      CHECK (after_account < to_account),
      CHECK ((finished_at IS NULL) = (accounts IS NULL) AND (finished_at IS NULL) = (interest_fen IS NULL))
    );
    CREATE INDEX interest_chunk_due ON interest_chunk (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE interest_chunk IS 'accounts of a run that are settled in one transaction; its id is the source of its voucher';

    CREATE TABLE interest_left (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      run_id       uuid NOT NULL,
      account_id   bigint NOT NULL,
      interest_fen bigint,
      settled_at   timestamptz,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, run_id, account_id),
      CHECK ((settled_at IS NULL) = (interest_fen IS NULL))
    );
    CREATE INDEX interest_left_open ON interest_left (centre_id, account_id) WHERE settled_at IS NULL;
    COMMENT ON TABLE interest_left IS 'accounts being closed that a run has left alone; settled, under its id, if the closing comes to nothing';
  `);
  for (const table of ['interest_run', 'interest_chunk', 'interest_left'])
    await protect(queryRunner, table, 'read-write');
}

async function accruals(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE interest_accrual (
      centre_id  int NOT NULL,
      id         uuid NOT NULL,
      kind       text NOT NULL CHECK (kind IN ('month', 'year', 'year-end')),
      day        date NOT NULL,
      due_fen    bigint NOT NULL,
      amount_fen bigint NOT NULL,
      made_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (centre_id, kind, day),
      UNIQUE (centre_id, id)
    );
    COMMENT ON TABLE interest_accrual IS 'what brought 211 to the interest due to members at the end of day: V13, and before and after V14';
    COMMENT ON COLUMN interest_accrual.amount_fen IS 'D41101 / C211; below zero the other way round; zero has no voucher';
  `);
  await protect(queryRunner, 'interest_accrual', 'append-only');
}
