import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Transfers between the centre's own accounts (资金划转): an instruction whose payee is an account of ours. */
export class OwnTransfers1764000028100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE instruction ADD COLUMN payee_bank_account_id uuid, DROP CONSTRAINT one_payee,
        ADD CONSTRAINT one_payee CHECK (num_nonnulls(payee_card_id, payee_receipt_id, payee_account_id, payee_bank_account_id) = 1),
        ADD CONSTRAINT own_transfer_to_own_account CHECK ((purpose = 'own-transfer') = (payee_bank_account_id IS NOT NULL)),
        ADD CONSTRAINT not_to_itself CHECK (payee_bank_account_id <> bank_account_id);
      COMMENT ON COLUMN instruction.payee_bank_account_id IS 'the account of the centre that is paid by another of its accounts';

      CREATE TABLE own_transfer (
        centre_id       int NOT NULL,
        id              uuid NOT NULL,
        from_account_id uuid NOT NULL,
        to_account_id   uuid NOT NULL,
        amount_fen      bigint NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000000),
        reason          text NOT NULL CHECK (reason IN ('liquidity', 'interest-cash')),
        source_id       uuid,
        state           text NOT NULL CHECK (state IN ('open', 'arrived', 'failed')),
        receipt_id      uuid,
        begun_at        timestamptz NOT NULL,
        ended_at        timestamptz,
        PRIMARY KEY (centre_id, id),
        CHECK (from_account_id <> to_account_id),
        CONSTRAINT interest_cash_has_source CHECK ((reason = 'interest-cash') = (source_id IS NOT NULL)),
        CONSTRAINT arrived_with_receipt CHECK ((state = 'arrived') = (receipt_id IS NOT NULL)),
        CONSTRAINT ended_when_not_open CHECK ((state = 'open') = (ended_at IS NULL))
      );
      COMMENT ON TABLE own_transfer IS 'money between the centre''s own accounts; its instruction has the id as source';
      COMMENT ON COLUMN own_transfer.state IS 'arrived: the receiving bank told the credit; failed: the paying bank refused or gave back';
      COMMENT ON COLUMN own_transfer.source_id IS 'what is followed by the cash: an interest run, or an account that it had left';
      -- One at a time to an account: whatever is short of funds there meanwhile waits for the same money.
      CREATE UNIQUE INDEX own_transfer_one_to ON own_transfer (centre_id, to_account_id) WHERE reason = 'liquidity' AND state = 'open';
      CREATE UNIQUE INDEX own_transfer_once ON own_transfer (centre_id, source_id) WHERE state <> 'failed';
      CREATE UNIQUE INDEX own_transfer_receipt ON own_transfer (centre_id, receipt_id);
      CREATE INDEX own_transfer_open ON own_transfer (centre_id, begun_at) WHERE state = 'open';
    `);
    await protect(queryRunner, 'own_transfer', 'append-only');
    await queryRunner.query('GRANT UPDATE (state, receipt_id, ended_at) ON own_transfer TO zero_run_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE own_transfer;
      ALTER TABLE instruction DROP CONSTRAINT one_payee, DROP CONSTRAINT own_transfer_to_own_account, DROP CONSTRAINT not_to_itself,
        DROP COLUMN payee_bank_account_id,
        ADD CONSTRAINT one_payee CHECK (num_nonnulls(payee_card_id, payee_receipt_id, payee_account_id) = 1)`);
  }
}
