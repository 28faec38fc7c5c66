import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * All accounts of a person, the closed ones too: whoever looks at the own account is found by key, and a letter to
 * another city finds its account. The unique index on open accounts cannot answer what asks for every state. Orders to
 * collect that were rejected are found by what they were given for, as the others are.
 */
export class AccountsOfAPerson1764000064000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX member_account_of_person ON member_account (centre_id, person_id)');
    await queryRunner.query(
      'CREATE INDEX transfer_letter_of_account ON transfer_letter (centre_id, account_id)',
    );
    await queryRunner.query(
      `CREATE INDEX collection_rejected ON collection (centre_id, source_id, purpose) WHERE state = 'rejected'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX collection_rejected');
    await queryRunner.query('DROP INDEX transfer_letter_of_account');
    await queryRunner.query('DROP INDEX member_account_of_person');
  }
}
