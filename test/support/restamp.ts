/**
 * What a test rewrites past all guards, so that days seem to have gone by or books to be as before, bears the transaction
 * that rewrote it, as if it had been written so: else I19 would name it. For a superuser in the role of a replica.
 */
export const RESTAMP = `
  DO $$ BEGIN
    CREATE TEMPORARY TABLE torn ON COMMIT DROP AS
      SELECT j.centre_id, j.id FROM journal AS j WHERE j.xmin <> j.txid::xid
      UNION
      SELECT j.centre_id, j.id FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
       WHERE e.xmin <> j.txid::xid;
    UPDATE journal SET txid = pg_current_xact_id() WHERE (centre_id, id) IN (SELECT centre_id, id FROM torn);
    UPDATE entry SET seq = seq WHERE (centre_id, journal_id) IN (SELECT centre_id, id FROM torn);
    UPDATE event SET txid = pg_current_xact_id() WHERE xmin <> txid::xid;
  END $$`;
