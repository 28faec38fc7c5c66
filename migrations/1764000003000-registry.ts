import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Evidence of every question asked of a registry. Personal data stands in the sealed columns only. */
export class Registry1764000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE registry_exchange (
        centre_id       int NOT NULL,
        id              uuid NOT NULL,
        case_id         uuid,
        registry        text NOT NULL CHECK (registry IN ('MSA', 'POL', 'SOC', 'CIV', 'REA', 'BNK')),
        operation       text NOT NULL,
        purpose         text NOT NULL,
        basis           text NOT NULL CHECK (basis <> ''),
        trace_id        text NOT NULL,
        asked_at        timestamptz NOT NULL,
        answered_at     timestamptz,
        ms              int NOT NULL CHECK (ms >= 0),
        attempts        int NOT NULL CHECK (attempts > 0),
        status          int,
        outcome         text NOT NULL CHECK (outcome IN ('known', 'silent', 'unreachable', 'garbage', 'drift', 'stale',
                                                         'other-person', 'denied')),
        detail          text,
        receipt_no      text,
        as_of           timestamptz,
        sealed_request  bytea NOT NULL,
        sealed_response bytea,
        response_sha256 text CHECK (response_sha256 ~ '^[0-9a-f]{64}$'),
        stored_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (centre_id, id),
        CHECK ((sealed_response IS NULL) = (response_sha256 IS NULL)),
        CHECK (outcome <> 'known'
               OR (receipt_no IS NOT NULL AND as_of IS NOT NULL AND sealed_response IS NOT NULL))
      );
      CREATE INDEX registry_exchange_by_case ON registry_exchange (centre_id, case_id) WHERE case_id IS NOT NULL;
      CREATE INDEX registry_exchange_by_time ON registry_exchange (centre_id, asked_at);
    `);
    await protect(queryRunner, 'registry_exchange', 'append-only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE registry_exchange');
  }
}
