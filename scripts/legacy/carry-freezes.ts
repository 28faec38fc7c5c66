/** A freeze that was served before had no case here: this is its number for ever. */
export const freezeCase = (order: string): string => `md5('opening-freeze:' || ${order})::uuid`;

/**
 * Freezes in the order of their serving: those of the file, else the one that an account tells of itself. In effect are
 * all up to and with the first of the whole account (轮候冻结); each takes what those before it leave of the balance.
 */
export const freezesSql = `
  SELECT q.*, CASE WHEN q.active THEN least(coalesce(q.wanted, q.balance), greatest(q.balance - q.before, 0)) END::bigint AS held
    FROM (
      SELECT o.*, coalesce(sum((o.wanted IS NULL)::int) OVER earlier, 0) = 0 AS active, coalesce(sum(o.wanted) OVER earlier, 0) AS before
        FROM (
          SELECT w.id, w.person_id, w.n, w.grzhye AS balance, f.djsx AS turn, f.djwsh AS order_no, f.djfy AS court, f.djje AS wanted,
                 f.djrq AS issued_on, f.djzzrq AS until_day
            FROM wanted AS w JOIN typed_freeze AS f USING (grzh)
          UNION ALL
          SELECT w.id, w.person_id, w.n, w.grzhye, 1, w.djwsh, w.djfy, NULL, w.djrq, w.djzzrq
            FROM wanted AS w WHERE w.grzhzt = '06' AND NOT EXISTS (SELECT FROM typed_freeze AS f WHERE f.grzh = w.grzh)) AS o
      WINDOW earlier AS (PARTITION BY o.id ORDER BY o.turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS q`;
