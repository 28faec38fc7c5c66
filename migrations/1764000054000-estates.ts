import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Accounts of members who died without heir and legatee (条例24条3款): proposed by one, decided on by another. */
export class Estates1764000054000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE own_transfer DROP CONSTRAINT own_transfer_reason_check,
        ADD CONSTRAINT own_transfer_reason_check CHECK (reason IN ('liquidity', 'interest-cash', 'loan-interest', 'estate'));

      CREATE TABLE estate (
        centre_id          int NOT NULL,
        id                 uuid NOT NULL,
        account_id         bigint NOT NULL,
        person_id          uuid NOT NULL,
        state              text NOT NULL CHECK (state IN ('proposed', 'declined', 'moving', 'failed', 'done')),
        died_on            date NOT NULL,
        death_no           text NOT NULL CHECK (death_no <> ''),
        ruling_no          text NOT NULL CHECK (ruling_no <> ''),
        proposed_person_id uuid NOT NULL,
        proposed_at        timestamptz NOT NULL,
        decided_person_id  uuid,
        decided_at         timestamptz,
        principal_fen      bigint CHECK (principal_fen > 0),
        interest_fen       bigint CHECK (interest_fen >= 0),
        journal_id         uuid,
        ended_at           timestamptz,
        PRIMARY KEY (centre_id, id),
        CONSTRAINT estate_decided_by_another CHECK (decided_person_id <> proposed_person_id),
        CONSTRAINT estate_decided_as_a_whole CHECK ((state = 'proposed') = (decided_person_id IS NULL)
          AND (decided_person_id IS NULL) = (decided_at IS NULL)),
        CONSTRAINT estate_of_terms CHECK ((state IN ('moving', 'failed', 'done')) = (principal_fen IS NOT NULL)
          AND (principal_fen IS NULL) = (interest_fen IS NULL)),
        CONSTRAINT estate_booked CHECK ((state = 'done') = (journal_id IS NOT NULL)),
        CONSTRAINT estate_ended CHECK ((state IN ('failed', 'done')) = (ended_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX estate_open ON estate (centre_id, account_id) WHERE state IN ('proposed', 'moving');
      CREATE INDEX estate_latest ON estate (centre_id, proposed_at DESC, id DESC);
      COMMENT ON TABLE estate IS 'balances of members who died without heir and legatee; they fall to the gains of the fund (V12)';
      COMMENT ON COLUMN estate.ruling_no IS 'number of the court''s ruling that nobody inherits';
      COMMENT ON COLUMN estate.state IS 'moving: its money is on the way to the gains account; failed: the bank refused, nothing was booked';
    `);
    await protect(queryRunner, 'estate', 'append-only');
    const changing =
      'state, decided_person_id, decided_at, principal_fen, interest_fen, journal_id, ended_at';
    await queryRunner.query(`GRANT UPDATE (${changing}) ON estate TO zero_run_app`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE estate;
      ALTER TABLE own_transfer DROP CONSTRAINT own_transfer_reason_check,
        ADD CONSTRAINT own_transfer_reason_check CHECK (reason IN ('liquidity', 'interest-cash', 'loan-interest'))`);
  }
}
