import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the accounts repay is chosen with the visit, and signed as it was chosen; of visits before it, accounts came first. */
export class HedgingAsChosen1764000053000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE signing
        ADD COLUMN hedging_draw text CHECK (hedging_draw IN ('accounts-first', 'accounts-only', 'card-first', 'yearly')),
        ADD COLUMN hedging_holders uuid[],
        ADD CONSTRAINT hedging_chosen_as_a_whole CHECK ((hedging_draw IS NULL) = (hedging_holders IS NULL)
          AND (hedging_draw IS NULL OR hedging AND cardinality(hedging_holders) > 0));
      COMMENT ON COLUMN signing.hedging_draw IS 'how the agreement draws on the accounts, as the borrower chose';
      COMMENT ON COLUMN signing.hedging_holders IS 'holders of the accounts in the order in which they are drawn on, as the borrower chose'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE signing DROP COLUMN hedging_draw, DROP COLUMN hedging_holders');
  }
}
