import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

export class Desk1764000015000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await whatDecisionsRestOn(queryRunner);
    await waiting(queryRunner);
    await desk(queryRunner);
    await replays(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE replay_difference, replay_run, case_reading, desk_answer;
      DROP INDEX instruction_frozen, service_case_desk, service_case_due_by_lane;
      CREATE INDEX service_case_due ON service_case (centre_id, due_at) WHERE due_at IS NOT NULL;
      ALTER TABLE service_case DROP COLUMN waits_for, DROP COLUMN lane;
      ALTER TABLE decision DROP COLUMN law_day, DROP COLUMN today, DROP COLUMN facts_hash`);
  }
}

/** Everything a decision was made of stands with it: no later change of the case can alter what a replay starts from. */
async function whatDecisionsRestOn(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE decision ADD COLUMN law_day date, ADD COLUMN today date, ADD COLUMN facts_hash text;
    UPDATE decision AS d
       SET law_day = (d.body::jsonb ->> 'lawDay')::date, today = (d.body::jsonb ->> 'today')::date,
           facts_hash = encode(sha256(convert_to(coalesce(
             (SELECT string_agg(f.name || ' ' || f.hash, E'\\n' ORDER BY f.name COLLATE "C") FROM case_fact AS f
               WHERE f.centre_id = d.centre_id AND f.case_id = d.case_id AND f.round = d.round), ''), 'UTF8')), 'hex');
    ALTER TABLE decision ALTER COLUMN law_day SET NOT NULL, ALTER COLUMN today SET NOT NULL,
      ALTER COLUMN facts_hash SET NOT NULL;
    COMMENT ON COLUMN decision.today IS 'business date of the round, as the rules were given it';
    COMMENT ON COLUMN decision.facts_hash IS 'SHA-256 of "name hash" lines of its facts in the order of their names';
    CREATE INDEX decision_of_day ON decision USING brin (centre_id, today) WITH (pages_per_range = 32);
  `);
}

async function waiting(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE service_case ADD COLUMN waits_for text[] NOT NULL DEFAULT '{}', ADD COLUMN lane text NOT NULL DEFAULT '';
    COMMENT ON COLUMN service_case.waits_for IS 'registries whose answer is missing and that asking again can bring';
    COMMENT ON COLUMN service_case.lane IS 'first of waits_for: cases of one registry queue among themselves';
    DROP INDEX service_case_due;
    CREATE INDEX service_case_due_by_lane ON service_case (centre_id, lane, due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX service_case_desk ON service_case (centre_id, (coalesce(deadline, 'infinity'::date)), accepted_at, id)
      WHERE state IN ('counter', 'overdue');
    CREATE INDEX instruction_frozen ON instruction (centre_id, id) WHERE frozen;
  `);
}

async function desk(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE desk_answer (
      centre_id        int NOT NULL,
      case_id          uuid NOT NULL,
      fact             text NOT NULL,
      seq              int NOT NULL CHECK (seq >= 1),
      id               uuid NOT NULL,
      evidence_no      text NOT NULL,
      evidence_kind    text NOT NULL,
      value_sealed     bytea NOT NULL,
      evidence_sealed  bytea NOT NULL,
      hash             text NOT NULL,
      reason           text,
      clerk            text NOT NULL,
      clerk_person_id  uuid NOT NULL,
      answered_at      timestamptz NOT NULL,
      PRIMARY KEY (centre_id, case_id, fact, seq),
      UNIQUE (centre_id, evidence_no),
      CHECK ((seq = 1) = (reason IS NULL))
    );
    COMMENT ON TABLE desk_answer IS 'facts that a clerk supplied with evidence; the highest seq of a fact holds';
    COMMENT ON COLUMN desk_answer.evidence_sealed IS 'kind, number, issuer, day and note of the paper, encrypted';
    COMMENT ON COLUMN desk_answer.hash IS 'SHA-256 of value_sealed and evidence_sealed';

    CREATE TABLE case_reading (
      centre_id int NOT NULL,
      id        uuid NOT NULL,
      case_id   uuid NOT NULL,
      reader    text NOT NULL,
      role      text NOT NULL,
      at        timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id)
    );
    CREATE INDEX case_reading_of_case ON case_reading (centre_id, case_id, at);
    COMMENT ON TABLE case_reading IS 'who of the centre looked at which case at the desk';
  `);
  for (const table of ['desk_answer', 'case_reading']) await protect(queryRunner, table, 'append-only');
}

async function replays(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE replay_run (
      centre_id    int NOT NULL,
      id           uuid NOT NULL,
      kind         text NOT NULL CHECK (kind IN ('nightly', 'asked')),
      from_day     date NOT NULL,
      to_day       date NOT NULL,
      size         int NOT NULL CHECK (size >= 1),
      seed         text NOT NULL,
      asked_by     text NOT NULL,
      planned_at   timestamptz NOT NULL,
      decisions    int NOT NULL DEFAULT 0,
      replayed     int NOT NULL DEFAULT 0,
      differing    int NOT NULL DEFAULT 0,
      finished_at  timestamptz,
      due_at       timestamptz,
      lease_owner  text,
      lease_until  timestamptz,
      lease_token  bigint NOT NULL DEFAULT 0,
      attempts     int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      CHECK (from_day <= to_day)
    );
    CREATE UNIQUE INDEX replay_run_once_a_night ON replay_run (centre_id, to_day) WHERE kind = 'nightly';
    CREATE INDEX replay_run_due ON replay_run (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON COLUMN replay_run.seed IS 'draws the sample: the same seed, days and size draw the same decisions';

    CREATE TABLE replay_difference (
      centre_id     int NOT NULL,
      run_id        uuid NOT NULL,
      case_id       uuid NOT NULL,
      round         int NOT NULL,
      path          text NOT NULL,
      stored_hash   text NOT NULL,
      replayed_hash text,
      found_at      timestamptz NOT NULL,
      PRIMARY KEY (centre_id, run_id, case_id, round)
    );
    COMMENT ON TABLE replay_difference IS 'a stored decision that its stored facts do not give: somebody must look';
  `);
  await protect(queryRunner, 'replay_run', 'read-write');
  await protect(queryRunner, 'replay_difference', 'append-only');
}
