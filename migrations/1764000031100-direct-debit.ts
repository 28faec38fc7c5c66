import type { MigrationInterface, QueryRunner } from 'typeorm';

const known = ['payment-number', 'list', 'unit-account', 'payer-name', 'payer-paper', 'refund'];

/** Money that was collected on an employer's mandate, and that its list did not await any more. */
export class DirectDebit1764000031100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(recognisedBy([...known, 'mandate']));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(recognisedBy(known));
  }
}

function recognisedBy(ways: readonly string[]): string {
  return `ALTER TABLE unit_suspense DROP CONSTRAINT unit_suspense_matched_by_check,
    ADD CONSTRAINT unit_suspense_matched_by_check CHECK (matched_by IN (${ways.map((way) => `'${way}'`).join(', ')}))`;
}
