import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Why members contribute from which month, and the clocks of employers and of the month. */
export class EnrolmentAndClocks1764000030000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await enrolments(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE enrolment');
  }
}

/** First month that may be contributed for, YYYYMM: of a first job the one after the hire. */
const hired = '(extract(year FROM employed_from)::int * 100 + extract(month FROM employed_from)::int)';
const firstMonth = `${hired} + CASE WHEN NOT first_job THEN 0 WHEN ${hired} % 100 = 12 THEN 89 ELSE 1 END`;

async function enrolments(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE enrolment (
      centre_id     int NOT NULL,
      id            bigint GENERATED ALWAYS AS IDENTITY,
      account_id    bigint NOT NULL,
      unit_id       bigint NOT NULL,
      manner        text NOT NULL CHECK (manner IN ('first-job', 'transfer-in', 'previous-year', 'same-employment')),
      employed_from date NOT NULL,
      first_job     boolean NOT NULL,
      from_month    int NOT NULL CHECK (from_month BETWEEN 199904 AND 999912 AND from_month % 100 BETWEEN 1 AND 12),
      case_id       uuid NOT NULL,
      made_on       date NOT NULL,
      PRIMARY KEY (centre_id, id),
      UNIQUE (centre_id, case_id, account_id),
      FOREIGN KEY (centre_id, account_id) REFERENCES member_account (centre_id, account_id),
      FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id),
      CONSTRAINT manner_of_a_first_job CHECK (manner <> 'first-job' OR first_job),
      CONSTRAINT not_before_the_duty CHECK (manner = 'same-employment' OR from_month >= ${firstMonth})
    );
    CREATE INDEX enrolment_of_account ON enrolment (centre_id, account_id, id);
    COMMENT ON TABLE enrolment IS 'why an account contributes from a month on, and on which wage (条例16、17条): as social insurance told it when it was opened, unsealed or transferred';
    COMMENT ON COLUMN enrolment.employed_from IS 'first day of the employment';
    COMMENT ON COLUMN enrolment.first_job IS 'nobody employed the person before: the month of the hire is not contributed for';
  `);
  await protect(queryRunner, 'enrolment', 'append-only');
}
