import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A line of a signed statement settles what its notice or answer did not: with all it said, and where it said it. */
export class StatementSettles1764000058000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE bank_statement_line
        ADD COLUMN said bytea,
        ADD COLUMN exchange_id uuid,
        ADD CONSTRAINT said_somewhere CHECK ((said IS NULL) = (exchange_id IS NULL));
      COMMENT ON TABLE bank_statement_line IS 'a line of a whole statement; what it says of others is sealed';
      COMMENT ON COLUMN bank_statement_line.said IS 'sealed: name and account of the other side, remark, summary; null on lines kept before they settled anything';
      COMMENT ON COLUMN bank_statement_line.exchange_id IS 'the page of the statement that it stands on (bank_exchange)';
      CREATE INDEX bank_statement_line_by_serial ON bank_statement_line (centre_id, statement_id, bank_serial);

      ALTER TABLE statement_difference
        ADD COLUMN settled_as text CHECK (settled_as IN ('receipt', 'collection', 'payment', 'return')),
        ADD COLUMN contradiction text;
      COMMENT ON COLUMN statement_difference.settled_as IS 'what the line of the statement settled by itself';
      COMMENT ON COLUMN statement_difference.contradiction IS 'code of the incident for which the line settled nothing: a person looks';
      CREATE INDEX statement_difference_settled ON statement_difference (centre_id, settled_as) WHERE settled_as IS NOT NULL;
    `);
    await queryRunner.query(
      'GRANT UPDATE (settled_as, contradiction) ON statement_difference TO zero_run_app',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE statement_difference DROP COLUMN settled_as, DROP COLUMN contradiction;
      DROP INDEX bank_statement_line_by_serial;
      ALTER TABLE bank_statement_line DROP COLUMN said, DROP COLUMN exchange_id;
      COMMENT ON TABLE bank_statement_line IS 'names and accounts of others are not kept here: the message is, sealed, in bank_exchange'`);
  }
}
