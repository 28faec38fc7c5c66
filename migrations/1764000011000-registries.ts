import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIRST = ['MSA', 'POL', 'SOC', 'CIV', 'REA', 'BNK'];
const MORE = ['HSG', 'HRR', 'TAX', 'PBC', 'NAT'];

/** Five more registries that evidence may name. */
export class Registries1764000011000 implements MigrationInterface {
  up(queryRunner: QueryRunner): Promise<void> {
    return allow(queryRunner, [...FIRST, ...MORE]);
  }

  down(queryRunner: QueryRunner): Promise<void> {
    return allow(queryRunner, FIRST);
  }
}

async function allow(queryRunner: QueryRunner, registries: readonly string[]): Promise<void> {
  const list = registries.map((code) => `'${code}'`).join(', ');
  await queryRunner.query(`
    ALTER TABLE registry_exchange
      DROP CONSTRAINT registry_exchange_registry_check,
      ADD CONSTRAINT registry_exchange_registry_check CHECK (registry IN (${list}))`);
}
