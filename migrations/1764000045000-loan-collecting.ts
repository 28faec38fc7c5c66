import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cash of loan interest on its way to the gains account, loans that are written off, and accounts drawn on once a year. */
export class LoanCollecting1764000045000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE own_transfer DROP CONSTRAINT own_transfer_reason_check, DROP CONSTRAINT interest_cash_has_source,
        ADD CONSTRAINT own_transfer_reason_check CHECK (reason IN ('liquidity', 'interest-cash', 'loan-interest')),
        ADD CONSTRAINT cash_follows_a_source CHECK ((reason = 'liquidity') = (source_id IS NULL));
      COMMENT ON COLUMN own_transfer.source_id IS
        'what is followed by the cash: an interest run, an account that it had left, or the night that looked at the interest of loans';

      ALTER TABLE hedging_agreement ADD COLUMN drawn_on date;
      COMMENT ON COLUMN hedging_agreement.drawn_on IS 'of a yearly one: the due day of the year that was taken up last';

      ALTER TABLE loan_account ADD COLUMN written_off_fen bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT written_off_when_bad CHECK (written_off_fen >= 0 AND transferred_fen + written_off_fen <= principal_fen
          AND (written_off_fen = 0 OR (state = 'bad' AND written_off_fen = principal_fen)));
      COMMENT ON COLUMN loan_account.written_off_fen IS
        'principal that was charged to the reserve (301) and is owed all the same: all of it, as long as the loan is bad';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE loan_account DROP CONSTRAINT written_off_when_bad, DROP COLUMN written_off_fen;
      ALTER TABLE hedging_agreement DROP COLUMN drawn_on;
      ALTER TABLE own_transfer DROP CONSTRAINT own_transfer_reason_check, DROP CONSTRAINT cash_follows_a_source,
        ADD CONSTRAINT own_transfer_reason_check CHECK (reason IN ('liquidity', 'interest-cash')),
        ADD CONSTRAINT interest_cash_has_source CHECK ((reason = 'interest-cash') = (source_id IS NOT NULL))`);
  }
}
