import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders to collect that wait for a person are found beside the payments that do. */
export class FrozenOrders1764000033000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX collection_frozen ON collection (centre_id, id) WHERE frozen;
      CREATE INDEX collection_batch_frozen ON collection_batch (centre_id, id) WHERE frozen;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX collection_batch_frozen, collection_frozen');
  }
}
