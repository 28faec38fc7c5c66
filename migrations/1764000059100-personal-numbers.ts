import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A number that stands by itself: hexadecimal digits of a hash or an id never do. */
const alone = (digits: string): string => `(?<![0-9A-Za-z.])${digits}(?![0-9A-Za-z.])`;
const ID_NO = alone(
  '([1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx])',
);
const CARD = alone('(62[0-9]{14,17})');
const MOBILE = alone('1[3-9][0-9]{9}');

/** Looks for numbers of people that stand in clear where nothing but ids, codes and amounts belongs. */
export class PersonalNumbers1764000059100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION shows_personal_number(said text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT said ~ '[0-9]{11}' AND (
          said ~ '${MOBILE}'
          OR EXISTS (
            SELECT FROM regexp_matches(said, '${ID_NO}', 'g') AS m
             WHERE upper(right(m[1], 1)) = substr('10X98765432', 1 + (
               SELECT sum(substr(m[1], k.place::int, 1)::int * k.weight)::int % 11
                 FROM unnest('{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'::int[]) WITH ORDINALITY AS k (weight, place)), 1))
          OR EXISTS (
            SELECT FROM regexp_matches(said, '${CARD}', 'g') AS m
             WHERE 0 = (SELECT sum(CASE WHEN n % 2 = 1 THEN d WHEN d > 4 THEN 2 * d - 9 ELSE 2 * d END) % 10
                          FROM generate_series(1, length(m[1])) AS n
                          CROSS JOIN LATERAL (SELECT substr(reverse(m[1]), n, 1)::int AS d) AS digit)))
      $$;
      COMMENT ON FUNCTION shows_personal_number IS
        'whether an id number (GB 11643), a card (62…, ISO/IEC 7812) or a mobile number stands in it, by itself and with its check digit';

      CREATE FUNCTION personal_numbers_in_clear(pages int) RETURNS TABLE (place text, hits bigint)
        LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        looked record;
      BEGIN
        FOR looked IN
          SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS texts,
                 least(100, 100.0 * pages / greatest(1, coalesce((SELECT sum(pg_relation_size(p.relid)) FROM pg_partition_tree(c.oid) AS p),
                   pg_relation_size(c.oid)) / current_setting('block_size')::int)) AS share
            FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             AND a.atttypid = ANY ('{text,varchar,bpchar,json,jsonb,text[]}'::regtype[])
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             -- A bank numbers its lines as it likes, with eleven digits for one.
             AND a.attname <> 'bank_serial' AND (c.relname, a.attname) NOT IN (
               ('statement_difference', 'subject'), ('bank_exchange', 'reference'), ('bank_incident', 'reference'))
             AND has_table_privilege(c.oid, 'SELECT')
             AND EXISTS (SELECT FROM pg_attribute AS k WHERE k.attrelid = c.oid AND k.attname = 'centre_id')
           GROUP BY c.oid, c.relname ORDER BY c.relname
        LOOP
          RETURN QUERY EXECUTE format(
            'SELECT %L::text, count(*) FROM public.%I AS t TABLESAMPLE SYSTEM (%s) WHERE shows_personal_number(concat_ws(''|'', %s)) HAVING count(*) > 0',
            looked.relname, looked.relname, looked.share, looked.texts);
        END LOOP;
      END $$;
      COMMENT ON FUNCTION personal_numbers_in_clear IS
        'tables whose texts show a personal number in clear, of so many pages of each, other ones each time; a small table is looked at whole';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION personal_numbers_in_clear(int), shows_personal_number(text)');
  }
}
