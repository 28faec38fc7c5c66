import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** The one visit of a loan: where and when it may be, who came and proved to be who, what was signed, and who confirmed. */
export class LoanSigning1764000043000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await slots(queryRunner);
    await signings(queryRunner);
    await papers(queryRunner);
    // The contracts of one loan stand on one case.
    await queryRunner.query(`
      ALTER TABLE document DROP CONSTRAINT document_centre_id_case_id_key,
        ADD CONSTRAINT document_one_of_kind_a_case UNIQUE (centre_id, case_id, kind)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE document DROP CONSTRAINT document_one_of_kind_a_case,
        ADD CONSTRAINT document_centre_id_case_id_key UNIQUE (centre_id, case_id);
      DROP TABLE signing_signature, signing_paper, signing_identity, signing, signing_slot, signing_branch`);
  }
}

async function slots(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE signing_branch (
      centre_id int NOT NULL,
      id        uuid NOT NULL,
      name      text NOT NULL CHECK (name <> ''),
      address   text NOT NULL CHECK (address <> ''),
      made_by   text NOT NULL,
      made_at   timestamptz NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, name)
    );
    COMMENT ON TABLE signing_branch IS 'where loans are signed face to face (面签网点)';

    CREATE TABLE signing_slot (
      centre_id int NOT NULL,
      branch_id uuid NOT NULL,
      day       date NOT NULL,
      minute    int NOT NULL CHECK (minute BETWEEN 0 AND 1410 AND minute % 30 = 0),
      capacity  int NOT NULL CHECK (capacity BETWEEN 0 AND 200),
      taken     int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, branch_id, day, minute),
      FOREIGN KEY (centre_id, branch_id) REFERENCES signing_branch (centre_id, id),
      CONSTRAINT never_over_capacity CHECK (taken BETWEEN 0 AND capacity)
    );
    COMMENT ON TABLE signing_slot IS 'half hours in which a branch receives so many loans; its row is locked by whoever books';
    COMMENT ON COLUMN signing_slot.minute IS 'of the day, in China';
  `);
  await protect(queryRunner, 'signing_branch', 'append-only');
  await protect(queryRunner, 'signing_slot', 'read-write');
}

async function signings(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE signing (
      centre_id           int NOT NULL,
      id                  uuid NOT NULL,
      loan_id             uuid NOT NULL,
      branch_id           uuid NOT NULL,
      day                 date NOT NULL,
      minute              int NOT NULL,
      state               text NOT NULL CHECK (state IN ('booked', 'checked-in', 'signed', 'no-show', 'cancelled')),
      hedging             boolean NOT NULL,
      booked_at           timestamptz NOT NULL,
      arrived_at          timestamptz,
      desk_person_id      uuid,
      terms_hash          text CHECK (terms_hash ~ '^[0-9a-f]{64}$'),
      read_at             timestamptz,
      confirmed_person_id uuid,
      ended_at            timestamptz,
      carrier             text,
      tracking_no         text,
      posted_at           timestamptz,
      PRIMARY KEY (centre_id, id),
      FOREIGN KEY (centre_id, branch_id, day, minute) REFERENCES signing_slot (centre_id, branch_id, day, minute),
      FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
      CONSTRAINT arrived_at_a_desk CHECK ((arrived_at IS NULL) = (desk_person_id IS NULL)
        AND (arrived_at IS NULL) = (terms_hash IS NULL) AND (state NOT IN ('checked-in', 'signed') OR arrived_at IS NOT NULL)),
      CONSTRAINT second_clerk_confirms CHECK (confirmed_person_id IS NULL OR confirmed_person_id <> desk_person_id),
      CONSTRAINT signed_is_whole CHECK ((state = 'signed') = (confirmed_person_id IS NOT NULL) AND (state <> 'signed' OR read_at IS NOT NULL)),
      CONSTRAINT ended_when_over CHECK ((ended_at IS NULL) = (state IN ('booked', 'checked-in'))),
      CONSTRAINT posted_as_a_whole CHECK ((tracking_no IS NULL) = (posted_at IS NULL) AND (tracking_no IS NULL) = (carrier IS NULL)
        AND (tracking_no IS NULL OR state = 'signed'))
    );
    CREATE UNIQUE INDEX signing_one_open ON signing (centre_id, loan_id) WHERE state IN ('booked', 'checked-in');
    CREATE UNIQUE INDEX signing_once ON signing (centre_id, loan_id) WHERE state = 'signed';
    CREATE INDEX signing_of_loan ON signing (centre_id, loan_id, booked_at);
    CREATE INDEX signing_awaited ON signing (centre_id, day, id) WHERE state = 'booked';
    COMMENT ON TABLE signing IS 'a booked visit to sign a loan (面签), and how it went';
    COMMENT ON COLUMN signing.hedging IS 'whether the agreement to repay from the members'' accounts is signed as well (对冲还贷)';
    COMMENT ON COLUMN signing.desk_person_id IS 'the clerk at whose desk they sat; another one confirms';
    COMMENT ON COLUMN signing.terms_hash IS 'of the terms that the contracts were made of';

    CREATE TABLE signing_identity (
      centre_id        int NOT NULL,
      signing_id       uuid NOT NULL,
      person_id        uuid NOT NULL,
      face             text CHECK (face IN ('match', 'no-match', 'unclear', 'not-captured')),
      capture_no       text,
      exchange_id      uuid,
      paper_sealed     bytea,
      first_person_id  uuid,
      second_person_id uuid,
      proved_by        text CHECK (proved_by IN ('face', 'document')),
      proved_at        timestamptz,
      PRIMARY KEY (centre_id, signing_id, person_id),
      FOREIGN KEY (centre_id, signing_id) REFERENCES signing (centre_id, id),
      CONSTRAINT proved_as_a_whole CHECK ((proved_by IS NULL) = (proved_at IS NULL)),
      CONSTRAINT face_of_a_capture CHECK (face IS NULL OR (capture_no IS NOT NULL AND exchange_id IS NOT NULL)),
      CONSTRAINT proved_by_face CHECK (proved_by IS DISTINCT FROM 'face' OR face = 'match'),
      CONSTRAINT proved_by_two_clerks CHECK (proved_by IS DISTINCT FROM 'document'
        OR ((first_person_id <> second_person_id) IS TRUE AND paper_sealed IS NOT NULL AND face IS DISTINCT FROM 'no-match')),
      CONSTRAINT first_with_the_paper CHECK ((first_person_id IS NULL) = (paper_sealed IS NULL)
        AND (second_person_id IS NULL OR first_person_id IS NOT NULL))
    );
    COMMENT ON TABLE signing_identity IS 'by what each person at a signing proved to be themselves: their face, or their paper before two clerks';
    COMMENT ON COLUMN signing_identity.face IS 'what the police said of the last capture; null while they are silent';
  `);
  await protect(queryRunner, 'signing', 'read-write');
  await protect(queryRunner, 'signing_identity', 'read-write');
}

async function papers(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE signing_paper (
      centre_id    int NOT NULL,
      loan_id      uuid NOT NULL,
      kind         text NOT NULL CHECK (kind IN ('loan-contract', 'mortgage-contract', 'hedging-agreement')),
      document_id  uuid NOT NULL,
      content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
      terms_hash   text NOT NULL CHECK (terms_hash ~ '^[0-9a-f]{64}$'),
      made_at      timestamptz NOT NULL,
      PRIMARY KEY (centre_id, loan_id, kind),
      FOREIGN KEY (centre_id, document_id) REFERENCES document (centre_id, id)
    );
    COMMENT ON TABLE signing_paper IS 'contracts of a loan, made of its terms once';

    CREATE TABLE signing_signature (
      centre_id       int NOT NULL,
      signing_id      uuid NOT NULL,
      kind            text NOT NULL,
      person_id       uuid NOT NULL,
      content_hash    text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
      clerk_person_id uuid NOT NULL,
      signed_at       timestamptz NOT NULL,
      PRIMARY KEY (centre_id, signing_id, kind, person_id),
      FOREIGN KEY (centre_id, signing_id) REFERENCES signing (centre_id, id)
    );
    COMMENT ON TABLE signing_signature IS 'who signed which contract; the hash is of the text that was signed';
  `);
  await protect(queryRunner, 'signing_paper', 'append-only');
  await protect(queryRunner, 'signing_signature', 'append-only');
}
