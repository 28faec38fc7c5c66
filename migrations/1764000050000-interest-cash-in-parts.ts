import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The cash of a year's interest may come from several gains accounts, none of which holds all of it: several transfers
 * of one run, together what is due. Of anything else a source still has one transfer at the most.
 */
export class InterestCashInParts1764000050000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX own_transfer_once;
      CREATE UNIQUE INDEX own_transfer_once ON own_transfer (centre_id, source_id) WHERE state <> 'failed' AND reason <> 'interest-cash';
      CREATE INDEX own_transfer_of_interest ON own_transfer (centre_id, source_id) WHERE reason = 'interest-cash';
      CREATE UNIQUE INDEX own_transfer_of_interest_open ON own_transfer (centre_id, source_id, from_account_id)
        WHERE state = 'open' AND reason = 'interest-cash'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX own_transfer_of_interest_open;
      DROP INDEX own_transfer_of_interest;
      DROP INDEX own_transfer_once;
      CREATE UNIQUE INDEX own_transfer_once ON own_transfer (centre_id, source_id) WHERE state <> 'failed'`);
  }
}
