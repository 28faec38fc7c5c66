import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from './support/protect';

/** Accounts that became one, and people of whom there were two records. */
export class Merges1764000020002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await accounts(queryRunner);
    await people(queryRunner);
  }

  /** The function goes with the migration that made it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE account_merge');
  }
}

async function accounts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE account_merge (
      centre_id        int NOT NULL,
      from_id          bigint NOT NULL,
      to_id            bigint NOT NULL CHECK (to_id <> from_id),
      fen_days         bigint NOT NULL,
      rate_e8          bigint NOT NULL,
      closed_numerator numeric(38, 0) NOT NULL,
      case_id          uuid NOT NULL,
      merged_on        date NOT NULL,
      PRIMARY KEY (centre_id, from_id)
    );
    CREATE INDEX account_merge_into ON account_merge (centre_id, to_id);
    COMMENT ON TABLE account_merge IS 'accounts of one person that became one (合并): months of the one that went are read with those of the other';
    COMMENT ON COLUMN account_merge.fen_days IS 'accumulation (积数) of the open rate segment that went over, and rate_e8 its yearly rate';
  `);
  await protect(queryRunner, 'account_merge', 'append-only');
}

/** Where both records have a thing of which a person has one, that of the record that stays counts. */
async function people(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE OR REPLACE FUNCTION rekey_person(centre int, old_id uuid, new_id uuid) RETURNS int
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      col record;
      n int;
      total int := 0;
    BEGIN
      IF centre <> current_setting('app.centre')::int THEN
        RAISE EXCEPTION 'a person of another centre';
      END IF;
      -- Where both are there already, the one that stays counts.
      DELETE FROM public.pot_share AS o USING public.pot_share AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id
         AND n.kind = o.kind AND n.period = o.period;
      DELETE FROM public.person_contact AS o USING public.person_contact AS n
       WHERE o.centre_id = centre AND o.person_id = old_id AND n.centre_id = centre AND n.person_id = new_id;
      UPDATE public.payout_card AS o SET replaced_at = clock_timestamp() WHERE o.centre_id = centre AND o.person_id = old_id AND o.replaced_at IS NULL
         AND EXISTS (SELECT FROM public.payout_card AS n WHERE n.centre_id = centre AND n.person_id = new_id AND n.replaced_at IS NULL);
      UPDATE public.employer_agent AS o SET revoked_at = clock_timestamp() WHERE o.centre_id = centre AND o.person_id = old_id AND o.revoked_at IS NULL
         AND EXISTS (SELECT FROM public.employer_agent AS n WHERE n.centre_id = centre AND n.person_id = new_id AND n.employer_id = o.employer_id AND n.revoked_at IS NULL);
      FOR col IN
        SELECT c.table_name, c.column_name FROM information_schema.columns AS c
          JOIN pg_class AS t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
         WHERE c.table_schema = 'public' AND c.column_name LIKE '%person_id' AND c.udt_name = 'uuid' ORDER BY 1, 2
      LOOP
        EXECUTE format('UPDATE public.%I SET %I = $1 WHERE centre_id = $2 AND %I = $3', col.table_name, col.column_name, col.column_name)
          USING new_id, centre, old_id;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
      END LOOP;
      DELETE FROM public.person WHERE centre_id = centre AND id = old_id;
      RETURN total;
    END $$`);
}
