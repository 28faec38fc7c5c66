import { Client } from 'pg';
import { CENTRE, DatabaseUnderTest } from '../platform/database-under-test';

let db: DatabaseUnderTest;
let client: Client;
let plans: Plan[];

interface Plan {
  readonly 'Query Text': string;
  readonly Plan: Node;
}
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

/** A session that hears how every statement is planned, those within functions as well. */
beforeAll(async () => {
  db = await DatabaseUnderTest.start(1);
  client = new Client({ connectionString: db.database.superUrl });
  await client.connect();
  await client.query(`SELECT ensure_entry_partition(2026); ANALYZE journal, entry`);
  await client.query(`LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
    SET auto_explain.log_format = json; SET auto_explain.log_level = notice; SET client_min_messages = notice`);
  client.on('notice', ({ message = '' }) => {
    const from = message.indexOf('plan:\n');
    if (from >= 0) plans.push(JSON.parse(message.slice(from + 6)) as Plan);
  });
});
afterAll(async () => {
  await client.end();
  await db.stop();
});

const post = async (journals: number): Promise<void> => {
  plans = [];
  await client.query(
    `WITH head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT ${CENTRE}, gen_random_uuid(), '2026-11-11', '2026-11-11', 'opening', gen_random_uuid()
         FROM generate_series(1, ${journals}) RETURNING id
     )
     INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
     SELECT ${CENTRE}, head.id, l.seq, '2026-11-11', a.id, a.subject, l.side, 100
       FROM head CROSS JOIN (VALUES (1, 'D'), (2, 'C')) AS l (seq, side) JOIN ledger_account AS a ON a.code = '10101'`,
  );
};

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('the look at new lines', () => {
  it('planned while the books were empty goes through them for no journal of a large posting', async () => {
    await post(1);
    await post(300);
    const looks = plans.filter((plan) => plan['Query Text'].includes('FROM fresh GROUP BY'));
    expect(looks).toHaveLength(1);
    const nodes = looks.flatMap(({ Plan: root }) => nodesOf(root));
    const types = nodes.map((node) => node['Node Type']);
    expect(nodes.filter((node) => node['Relation Name'] === 'journal')).toHaveLength(1);
    // Kept in memory, a table is gone through once for each journal that is posted.
    expect(types.filter((type) => type === 'Materialize' || type === 'Seq Scan')).toEqual([]);
  });
});
