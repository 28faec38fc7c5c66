import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

export class Casework1764000007000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE service_case (
        centre_id     int NOT NULL,
        id            uuid NOT NULL,
        item          text NOT NULL,
        person_id     uuid NOT NULL,
        employer_id   uuid,
        account_id    bigint,
        business_key  text NOT NULL,
        state         text NOT NULL,
        law_day       date NOT NULL,
        deadline      date,
        channel       text NOT NULL,
        legal_basis   text NOT NULL,
        input_sealed  bytea NOT NULL,
        submitter     text NOT NULL,
        round         int NOT NULL DEFAULT 0,
        last_event    int NOT NULL,
        missing       text[] NOT NULL DEFAULT '{}',
        receipt       jsonb,
        accepted_at   timestamptz NOT NULL,
        decided_at    timestamptz,
        finished_at   timestamptz,
        due_at        timestamptz,
        lease_owner   text,
        lease_until   timestamptz,
        lease_token   bigint NOT NULL DEFAULT 0,
        attempts      int NOT NULL DEFAULT 0,
        PRIMARY KEY (centre_id, id)
      ) WITH (fillfactor = 80);
      CREATE UNIQUE INDEX service_case_one_open ON service_case (centre_id, item, business_key) WHERE finished_at IS NULL;
      CREATE INDEX service_case_due ON service_case (centre_id, due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX service_case_of_person ON service_case (centre_id, person_id, accepted_at);
      CREATE INDEX service_case_of_employer ON service_case (centre_id, employer_id, accepted_at) WHERE employer_id IS NOT NULL;
      COMMENT ON COLUMN service_case.deadline IS 'last day for a decision where the law names one (Art. 25, 26)';
      COMMENT ON COLUMN service_case.input_sealed IS 'what was sent, encrypted: it may hold names, numbers and cards';

      CREATE TABLE command (
        centre_id   int NOT NULL,
        caller      text NOT NULL,
        route       text NOT NULL,
        key         text NOT NULL,
        body_hash   text NOT NULL,
        resource_id uuid NOT NULL,
        lease_until timestamptz NOT NULL,
        status      int,
        answer      text,
        PRIMARY KEY (centre_id, caller, route, key),
        CHECK ((status IS NULL) = (answer IS NULL))
      );
      CREATE UNIQUE INDEX command_of_resource ON command (centre_id, resource_id);
      COMMENT ON TABLE command IS 'idempotency keys, kept for good with what they made; answer holds the bytes replied first';

      CREATE TABLE case_fact (
        centre_id   int NOT NULL,
        case_id     uuid NOT NULL,
        round       int NOT NULL,
        name        text NOT NULL,
        state       text NOT NULL CHECK (state IN ('known', 'unknown')),
        body        jsonb NOT NULL,
        hash        text NOT NULL,
        PRIMARY KEY (centre_id, case_id, round, name)
      );
      COMMENT ON COLUMN case_fact.body IS 'the fact as decided upon: value, source, receipt number, as-of, valid-until; no personal data';

      CREATE TABLE decision (
        centre_id   int NOT NULL,
        case_id     uuid NOT NULL,
        round       int NOT NULL,
        outcome     text NOT NULL,
        headline    text,
        amount_fen  bigint,
        parameters  text NOT NULL,
        body        text NOT NULL,
        hash        text NOT NULL,
        decided_at  timestamptz NOT NULL,
        PRIMARY KEY (centre_id, case_id, round)
      );
      COMMENT ON COLUMN decision.body IS 'canonical JSON of the decision: the engine run again on the stored facts gives the same bytes';

      CREATE TABLE event (
        centre_id int NOT NULL,
        id        bigint GENERATED ALWAYS AS IDENTITY,
        case_id   uuid NOT NULL,
        seq       int NOT NULL,
        kind      text NOT NULL,
        body      jsonb NOT NULL,
        at        timestamptz NOT NULL,
        txid      xid8 NOT NULL DEFAULT pg_current_xact_id(),
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, case_id, seq)
      );
      COMMENT ON TABLE event IS 'the only outbox: readers take txid < pg_snapshot_xmin(pg_current_snapshot()), identity order is not commit order';
    `);
    for (const table of ['service_case', 'command']) await protect(queryRunner, table, 'read-write');
    for (const table of ['case_fact', 'decision', 'event']) await protect(queryRunner, table, 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE event, decision, case_fact, command, service_case');
  }
}
