import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = ['pre-notice', 'transfer-and-mortgage', 'mortgage', 'release'];

/** The registry is asked which mortgage stands for a loan that was taken over without its certificate; those without a card are listed. */
export class LoanMortgageInquiries1764000054100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${kindsAre([...KINDS, 'inquiry'])};
      COMMENT ON COLUMN loan_mortgage.kind IS
        'inquiry: nothing is applied for, the registry says what stands on the home for the centre, found on the day of registered_on';
      CREATE INDEX loan_mortgage_by_certificate ON loan_mortgage (centre_id, cert_no) WHERE cert_no IS NOT NULL;
      CREATE INDEX loan_account_without_card ON loan_account (centre_id, unpaid_periods DESC, next_due_on, loan_id)
        WHERE card_id IS NULL AND state <> 'settled'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX loan_account_without_card, loan_mortgage_by_certificate;
      DELETE FROM loan_mortgage WHERE kind = 'inquiry';
      COMMENT ON COLUMN loan_mortgage.kind IS NULL;
      ${kindsAre(KINDS)}`);
  }
}

function kindsAre(kinds: readonly string[]): string {
  return `ALTER TABLE loan_mortgage DROP CONSTRAINT loan_mortgage_kind_check,
    ADD CONSTRAINT loan_mortgage_kind_check CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;
}
