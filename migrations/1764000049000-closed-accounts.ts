import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Money of a list is looked for among all closed accounts on its lines, at whatever unit they were closed; next to all
 * lines have none, which this small index tells without a look at the accounts themselves.
 */
export class ClosedAccounts1764000049000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX member_account_closed ON member_account (centre_id, account_id) WHERE state IN ('03', '04', '05')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX member_account_closed');
  }
}
