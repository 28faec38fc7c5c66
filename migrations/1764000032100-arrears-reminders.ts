import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Reminders of arrears, once a stage. */
export class ArrearsReminders1764000032100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE arrears_reminder (
        centre_id    int NOT NULL,
        id           bigint GENERATED ALWAYS AS IDENTITY,
        unit_id      bigint NOT NULL,
        stage        int NOT NULL CHECK (stage BETWEEN 1 AND 3),
        months       int NOT NULL CHECK (months > 0),
        first_month  int NOT NULL CHECK (first_month BETWEEN 199904 AND 999912 AND first_month % 100 BETWEEN 1 AND 12),
        deadline     date NOT NULL,
        estimate_fen bigint CHECK (estimate_fen >= 0),
        sent_on      date NOT NULL CHECK (sent_on > deadline),
        ended_on     date,
        PRIMARY KEY (centre_id, id),
        FOREIGN KEY (centre_id, unit_id) REFERENCES unit_account (centre_id, ledger_account_id)
      );
      CREATE UNIQUE INDEX arrears_reminder_once ON arrears_reminder (centre_id, unit_id, stage) WHERE ended_on IS NULL;
      COMMENT ON TABLE arrears_reminder IS 'what an employer that is behind was told (催缴), once a stage until it owes nothing';
      COMMENT ON COLUMN arrears_reminder.estimate_fen IS 'the last list for each month owed; null when there was none';
      COMMENT ON COLUMN arrears_reminder.ended_on IS 'day on which nothing was owed any more';
    `);
    await protect(queryRunner, 'arrears_reminder', 'append-only');
    await queryRunner.query('GRANT UPDATE (ended_on) ON arrears_reminder TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE arrears_reminder');
  }
}
