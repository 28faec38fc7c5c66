import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** What leads to a loan: who agreed to it, who applies after whom, and how a commitment ends before the money left. */
export class LoanApplications1764000041000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await parties(queryRunner);
    await applicants(queryRunner);
    await nights(queryRunner);
    await identities(queryRunner, WITH_LOANS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await identities(queryRunner, WITHOUT_LOANS);
    await queryRunner.query(`
      DROP TABLE loan_reading, loan_night, loan_gate, loan_applicant;
      ALTER TABLE loan_party DROP COLUMN void_on`);
  }
}

async function parties(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE loan_party ADD COLUMN void_on date,
      ADD CONSTRAINT void_is_never_settled CHECK (void_on IS NULL OR (settled_on IS NULL AND overdue_since IS NULL));
    COMMENT ON COLUMN loan_party.void_on IS 'the loan lapsed or was cancelled before money left: it is neither unsettled nor used';

    CREATE TABLE loan_reading (
      centre_id int NOT NULL,
      id        uuid NOT NULL,
      loan_id   uuid NOT NULL,
      reader    text NOT NULL,
      role      text NOT NULL,
      at        timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id)
    );
    CREATE INDEX loan_reading_of_loan ON loan_reading (centre_id, loan_id, at);
    COMMENT ON TABLE loan_reading IS 'who of the centre looked at which loan';
  `);
  await protect(queryRunner, 'loan_reading', 'append-only');
}

async function applicants(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_applicant (
      centre_id       int NOT NULL,
      case_id         uuid NOT NULL,
      person_id       uuid NOT NULL,
      role            text NOT NULL CHECK (role IN ('spouse', 'co-borrower', 'guarantor')),
      asked_at        timestamptz NOT NULL,
      agreed          boolean,
      consent_sealed  bytea,
      said_at         timestamptz,
      clerk_person_id uuid,
      evidence_no     text,
      evidence_sealed bytea,
      PRIMARY KEY (centre_id, case_id, person_id),
      CONSTRAINT said_as_a_whole CHECK ((agreed IS NULL) = (said_at IS NULL)),
      CONSTRAINT consent_when_agreed CHECK ((agreed IS TRUE) = (consent_sealed IS NOT NULL)),
      CONSTRAINT counter_with_evidence CHECK ((clerk_person_id IS NULL) = (evidence_no IS NULL)
        AND (evidence_no IS NULL) = (evidence_sealed IS NULL) AND (clerk_person_id IS NULL OR said_at IS NOT NULL))
    );
    CREATE INDEX loan_applicant_of_person ON loan_applicant (centre_id, person_id, case_id);
    COMMENT ON TABLE loan_applicant IS 'who is to borrow or guarantee beside the applicant of a case, and what they said for themselves, once';
    COMMENT ON COLUMN loan_applicant.consent_sealed IS 'number of the signed consent to a credit report';
    COMMENT ON COLUMN loan_applicant.clerk_person_id IS 'whoever took the word down at a counter; null where it was said by an own login';

    CREATE TABLE loan_gate (
      centre_id int NOT NULL,
      key       text NOT NULL,
      PRIMARY KEY (centre_id, key)
    );
    COMMENT ON TABLE loan_gate IS 'people who borrow and homes that are financed pass here one after the other: locked before a loan is decided';
  `);
  await protect(queryRunner, 'loan_applicant', 'append-only');
  await queryRunner.query(
    `GRANT UPDATE (agreed, consent_sealed, said_at, clerk_person_id, evidence_no, evidence_sealed) ON loan_applicant TO zero_run_app`,
  );
  await protect(queryRunner, 'loan_gate', 'read-write');
}

/** Runs over many loans, once a night. */
async function nights(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_night (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      kind        text NOT NULL CHECK (kind ~ '^[a-z]+(-[a-z]+)*$'),
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
    CREATE INDEX loan_night_due ON loan_night (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE loan_night IS 'what falls due on loans by date: one run a kind and night, leased';
  `);
  await protect(queryRunner, 'loan_night', 'read-write');
}

/** Whoever gets another id number goes on with their loans; of two records of one person in one loan the one that stays counts. */
async function identities(queryRunner: QueryRunner, rekey: string): Promise<void> {
  await queryRunner.query(rekey);
}

const WITHOUT_LOANS = `
    CREATE OR REPLACE FUNCTION rekey_person(centre int, old_id uuid, new_id uuid) RETURNS int
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      col record;
      n int;
      total int := 0;
    BEGIN
      IF centre <> current_setting('app.centre')::int THEN
        RAISE EXCEPTION 'a person of another centre';
      END IF;
      -- Where both are there already, the one that stays counts.
      DELETE FROM public.pot_share AS o USING public.pot_share AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id
         AND n.kind = o.kind AND n.period = o.period;
      DELETE FROM public.person_contact AS o USING public.person_contact AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id;
      UPDATE public.payout_card AS o SET replaced_at = clock_timestamp() WHERE o.centre_id = centre AND o.person_id = old_id AND o.replaced_at IS NULL
         AND EXISTS (SELECT FROM public.payout_card AS n WHERE n.centre_id = centre AND n.person_id = new_id AND n.replaced_at IS NULL);
      UPDATE public.employer_agent AS o SET revoked_at = clock_timestamp() WHERE o.centre_id = centre AND o.person_id = old_id AND o.revoked_at IS NULL
         AND EXISTS (SELECT FROM public.employer_agent AS n WHERE n.centre_id = centre AND n.person_id = new_id AND n.employer_id = o.employer_id AND n.revoked_at IS NULL);
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
    END $$`;

const WITH_LOANS = `
    CREATE OR REPLACE FUNCTION rekey_person(centre int, old_id uuid, new_id uuid) RETURNS int
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      col record;
      n int;
      total int := 0;
    BEGIN
      IF centre <> current_setting('app.centre')::int THEN
        RAISE EXCEPTION 'a person of another centre';
      END IF;
      -- Where both are there already, the one that stays counts.
      DELETE FROM public.pot_share AS o USING public.pot_share AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id
         AND n.kind = o.kind AND n.period = o.period;
      DELETE FROM public.person_contact AS o USING public.person_contact AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id;
      UPDATE public.payout_card AS o SET replaced_at = clock_timestamp() WHERE o.centre_id = centre AND o.person_id = old_id AND o.replaced_at IS NULL
         AND EXISTS (SELECT FROM public.payout_card AS n WHERE n.centre_id = centre AND n.person_id = new_id AND n.replaced_at IS NULL);
      UPDATE public.employer_agent AS o SET revoked_at = clock_timestamp() WHERE o.centre_id = centre AND o.person_id = old_id AND o.revoked_at IS NULL
         AND EXISTS (SELECT FROM public.employer_agent AS n WHERE n.centre_id = centre AND n.person_id = new_id AND n.employer_id = o.employer_id AND n.revoked_at IS NULL);
      DELETE FROM public.loan_party AS o USING public.loan_party AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id AND n.loan_id = o.loan_id;
      DELETE FROM public.loan_applicant AS o USING public.loan_applicant AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id AND n.case_id = o.case_id;
      FOR col IN
        SELECT c.table_name, c.column_name FROM information_schema.columns AS c
          JOIN pg_class AS t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
         WHERE c.table_schema = 'public' AND (c.column_name LIKE '%person_id' OR c.column_name = 'borrower_id') AND c.udt_name = 'uuid' ORDER BY 1, 2
      LOOP
        EXECUTE format('UPDATE public.%I SET %I = $1 WHERE centre_id = $2 AND %I = $3', col.table_name, col.column_name, col.column_name)
          USING new_id, centre, old_id;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
      END LOOP;
      DELETE FROM public.person WHERE centre_id = centre AND id = old_id;
      RETURN total;
    END $$`;
