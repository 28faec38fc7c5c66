import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Those who contribute for themselves: their ratio, and what they pay month by month. */
export class Flexible1764000020003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE flexible_terms (
        centre_id   int NOT NULL,
        account_id  bigint NOT NULL,
        ratio       numeric(5, 4) NOT NULL CHECK (ratio > 0 AND ratio <= 1),
        first_month int NOT NULL CHECK (first_month BETWEEN 199904 AND 999912 AND first_month % 100 BETWEEN 1 AND 12),
        PRIMARY KEY (centre_id, account_id),
        FOREIGN KEY (centre_id, account_id) REFERENCES member_account (centre_id, account_id)
      );
      COMMENT ON TABLE flexible_terms IS 'terms of a voluntary contribution (灵活就业人员缴存): one-sided, so the whole is the person''s part';
      COMMENT ON COLUMN flexible_terms.first_month IS 'first month of the present run: after a pause, that in which it was resumed';

      CREATE TABLE flexible_payment (
        centre_id  int NOT NULL,
        id         uuid NOT NULL,
        account_id bigint NOT NULL,
        month      int NOT NULL CHECK (month BETWEEN 199904 AND 999912 AND month % 100 BETWEEN 1 AND 12),
        base_fen   bigint NOT NULL CHECK (base_fen > 0),
        amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND base_fen),
        payment_no text NOT NULL,
        state      text NOT NULL CHECK (state IN ('CONFIRMED', 'POSTED')),
        case_id    uuid NOT NULL,
        receipt_id uuid,
        posted_on  date,
        PRIMARY KEY (centre_id, id),
        UNIQUE (centre_id, payment_no),
        UNIQUE (centre_id, account_id, month),
        FOREIGN KEY (centre_id, account_id) REFERENCES member_account (centre_id, account_id),
        CHECK ((state = 'POSTED') = (posted_on IS NOT NULL)),
        CHECK ((state = 'POSTED') = (receipt_id IS NOT NULL))
      );
      COMMENT ON TABLE flexible_payment IS 'one month of a voluntary contribution, a list of one: paid under its number, credited when the money comes'`);
    await protect(queryRunner, 'flexible_terms', 'read-write');
    await protect(queryRunner, 'flexible_payment', 'read-write');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE flexible_payment, flexible_terms');
  }
}
