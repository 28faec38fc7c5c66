import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Certificates and statements that were issued, the lines of statements, the keys that signed, and what was revoked. */
export class Document1764000024000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE SEQUENCE document_no MAXVALUE 9999999 CYCLE;
      GRANT USAGE ON SEQUENCE document_no TO zero_run_app;

      CREATE TABLE document_key (
        centre_id  int NOT NULL,
        id         text NOT NULL CHECK (id <> ''),
        public_key text NOT NULL CHECK (public_key ~ '^[A-Za-z0-9_-]{43}$'),
        PRIMARY KEY (centre_id, id)
      );
      COMMENT ON TABLE document_key IS 'public Ed25519 keys under which documents were signed: what a former key signed can be checked for good';

      CREATE TABLE document (
        centre_id      int NOT NULL,
        id             uuid NOT NULL,
        kind           text NOT NULL CHECK (kind <> ''),
        document_no    text NOT NULL CHECK (document_no ~ '^[0-9]{15,20}$'),
        code           text NOT NULL CHECK (code ~ '^[0-9A-Z]{16}$'),
        person_id      uuid NOT NULL,
        employer_id    uuid,
        case_id        uuid NOT NULL,
        holder_shown   text NOT NULL,
        issued_at      timestamptz NOT NULL,
        valid_until    date,
        content_sealed bytea NOT NULL,
        content_hash   text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        key_id         text NOT NULL,
        signature      text NOT NULL CHECK (signature ~ '^[A-Za-z0-9_-]{86}$'),
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, code),
        UNIQUE (centre_id, case_id),
        UNIQUE (centre_id, document_no),
        FOREIGN KEY (centre_id, key_id) REFERENCES document_key (centre_id, id)
      );
      CREATE INDEX document_of_person ON document (centre_id, person_id, id) WHERE employer_id IS NULL;
      CREATE INDEX document_of_employer ON document (centre_id, employer_id, id) WHERE employer_id IS NOT NULL;
      COMMENT ON TABLE document IS 'an issued certificate or statement; its PDF is made of the sealed content whenever it is asked for';
      COMMENT ON COLUMN document.code IS 'by which anybody verifies it: 15 random characters and a check character';
      COMMENT ON COLUMN document.holder_shown IS 'what a verifier sees of the holder: a masked name, or an employer''s name';
      COMMENT ON COLUMN document.employer_id IS 'the employer whose document it is; null: it is the person''s own';

      CREATE TABLE document_lines (
        centre_id    int NOT NULL,
        document_id  uuid NOT NULL,
        part         int NOT NULL CHECK (part >= 0),
        lines_sealed bytea NOT NULL,
        PRIMARY KEY (centre_id, document_id, part),
        FOREIGN KEY (centre_id, document_id) REFERENCES document (centre_id, id)
      );
      COMMENT ON TABLE document_lines IS 'lines of a statement, so many a part; the content names the hash of each part';

      CREATE TABLE document_revocation (
        centre_id   int NOT NULL,
        document_id uuid NOT NULL,
        revoked_by  text NOT NULL CHECK (revoked_by IN ('holder', 'centre')),
        reason      text NOT NULL CHECK (reason <> ''),
        case_id     uuid,
        actor       text NOT NULL,
        revoked_at  timestamptz NOT NULL,
        PRIMARY KEY (centre_id, document_id),
        FOREIGN KEY (centre_id, document_id) REFERENCES document (centre_id, id),
        CONSTRAINT centre_names_its_case CHECK ((revoked_by = 'centre') = (case_id IS NOT NULL))
      );
      COMMENT ON TABLE document_revocation IS 'documents that hold no more, revoked once and for good';
      COMMENT ON COLUMN document_revocation.case_id IS 'the case on which the centre rests its revocation';
    `);
    for (const table of ['document_key', 'document', 'document_lines', 'document_revocation']) {
      await protect(queryRunner, table, 'append-only');
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE document_revocation, document_lines, document, document_key;
      DROP SEQUENCE document_no`);
  }
}
