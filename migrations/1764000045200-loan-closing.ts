import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

const ONE_OPEN = `CREATE UNIQUE INDEX loan_mortgage_one_open ON loan_mortgage`;
const OPEN = `WHERE state IN ('requested', 'accepted', 'registered')`;

/** What follows by itself when a loan is settled: certificate, release of the mortgage, a word to employers. */
export class LoanClosing1764000045200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await releases(queryRunner);
    await closings(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE loan_stop_notice, loan_closing;
      DROP INDEX loan_mortgage_one_open;
      DELETE FROM loan_mortgage WHERE kind = 'release';
      ${ONE_OPEN} (centre_id, loan_id, conversion) ${OPEN};
      ALTER TABLE loan_mortgage DROP CONSTRAINT release_of_a_certificate, DROP COLUMN releases_cert_no,
        DROP CONSTRAINT loan_mortgage_kind_check,
        ADD CONSTRAINT loan_mortgage_kind_check CHECK (kind IN ('pre-notice', 'transfer-and-mortgage', 'mortgage'))`);
  }
}

async function releases(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE loan_mortgage ADD COLUMN releases_cert_no text,
      DROP CONSTRAINT loan_mortgage_kind_check,
      ADD CONSTRAINT loan_mortgage_kind_check CHECK (kind IN ('pre-notice', 'transfer-and-mortgage', 'mortgage', 'release')),
      ADD CONSTRAINT release_of_a_certificate CHECK ((kind = 'release') = (releases_cert_no IS NOT NULL));
    DROP INDEX loan_mortgage_one_open;
    ${ONE_OPEN} (centre_id, loan_id, conversion, (kind = 'release')) ${OPEN};
    COMMENT ON COLUMN loan_mortgage.releases_cert_no IS 'the certificate whose mortgage is given up, the loan being settled (抵押注销)';
  `);
}

async function closings(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE loan_closing (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      loan_id     uuid NOT NULL,
      settled_on  date NOT NULL,
      case_id     uuid,
      due_at      timestamptz,
      lease_owner text,
      lease_until timestamptz,
      lease_token bigint NOT NULL DEFAULT 0,
      attempts    int NOT NULL DEFAULT 0,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, loan_id),
      FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id),
      CONSTRAINT closed_or_due CHECK ((case_id IS NULL) = (due_at IS NOT NULL))
    );
    CREATE INDEX loan_closing_due ON loan_closing (centre_id, due_at) WHERE due_at IS NOT NULL;
    COMMENT ON TABLE loan_closing IS 'settled loans, and the case without application (DK09) that certified and released each';

    CREATE TABLE loan_stop_notice (
      centre_id   int NOT NULL,
      id          uuid NOT NULL,
      loan_id     uuid NOT NULL,
      employer_id uuid NOT NULL,
      person_id   uuid NOT NULL,
      settled_on  date NOT NULL,
      told_on     date NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, loan_id, employer_id, person_id),
      FOREIGN KEY (centre_id, loan_id) REFERENCES loan (centre_id, id)
    );
    CREATE INDEX loan_stop_notice_of_employer ON loan_stop_notice (centre_id, employer_id, told_on);
    COMMENT ON TABLE loan_stop_notice IS 'what employers are told of a settled loan of their staff: nothing is deducted from wages for it any more';
  `);
  await protect(queryRunner, 'loan_closing', 'read-write');
  await protect(queryRunner, 'loan_stop_notice', 'append-only');
}
