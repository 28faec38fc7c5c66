import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** 司法扣划 (V26): money of a member that is paid to the account an order of a court names. */
export class CourtDeductions1764000028300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE court_deduction (
        centre_id   int NOT NULL,
        case_id     uuid NOT NULL,
        order_no    text NOT NULL,
        account_id  bigint NOT NULL,
        amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
        freeze_no   text,
        freeze_fen  bigint NOT NULL CHECK (freeze_fen BETWEEN 0 AND amount_fen),
        state       text NOT NULL CHECK (state IN ('held', 'paid', 'released', 'returned')),
        PRIMARY KEY (centre_id, case_id),
        UNIQUE (centre_id, order_no),
        FOREIGN KEY (centre_id, order_no) REFERENCES court_order (centre_id, order_no),
        CONSTRAINT out_of_a_freeze CHECK (freeze_fen = 0 OR freeze_no IS NOT NULL)
      );
      COMMENT ON COLUMN court_deduction.freeze_fen IS 'part of the amount that the freeze freeze_no held before; it holds it again when the court was not paid';
    `);
    await protect(queryRunner, 'court_deduction', 'append-only');
    await queryRunner.query('GRANT UPDATE (state) ON court_deduction TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE court_deduction');
  }
}
