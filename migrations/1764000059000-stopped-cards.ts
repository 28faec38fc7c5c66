import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cards that a bank gave money back from: why nothing is paid to them, and payments that wait until one is verified anew. */
export class StoppedCards1764000059000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE payout_card
        ADD COLUMN stopped_why text CHECK (stopped_why IN ('CARD_CLOSED', 'NAME_MISMATCH', 'ACCOUNT_NOT_FOUND')),
        ADD CONSTRAINT stopped_is_no_payout_card CHECK (stopped_why IS NULL OR replaced_at IS NOT NULL);
      COMMENT ON COLUMN payout_card.stopped_why IS
        'what its bank said of it; every row of the number is stopped, and the one bound after its factors were verified anew is not';
      CREATE INDEX payout_card_of_number ON payout_card (centre_id, person_id, card_index);

      ALTER TABLE instruction ADD COLUMN held_at timestamptz;
      COMMENT ON COLUMN instruction.held_at IS 'since when it is not sent, for its card is stopped';
      CREATE INDEX instruction_held ON instruction (centre_id, payee_card_id) WHERE held_at IS NOT NULL;
      GRANT UPDATE (held_at) ON instruction TO zero_run_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction DROP COLUMN held_at;
      DROP INDEX payout_card_of_number;
      ALTER TABLE payout_card DROP COLUMN stopped_why`);
  }
}
