import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen } from '../../../src/kernel/money';
import { creditsOf, creditsOfLists } from '../../../src/modules/contribution/app/remittance/decomposition';
import type { AwaitedList } from '../../../src/modules/contribution/store/remittance-list-store';
import { insertDecompositionsTogether } from '../../../src/modules/contribution/store/remittance-receipt-store';
import { ManyPostings } from '../../../src/modules/ledger/app/many-postings';
import type { Tx } from '../../../src/platform/database/tx';
import { CENTRE } from '../platform/database-under-test';
import { BooksUnderTest, OPENED, TODAY } from './books-under-test';

const ACCOUNTS = 20_000;
const SMALL_LIST = 20;
const LIST_FEN = 128_000 * SMALL_LIST;
const FIRST_UNIT = 50_000_000;

let books: BooksUnderTest;
let members: bigint[];

/** A table of the size of a small centre with fresh statistics, and a thousand lists of twenty beside it. */
beforeAll(async () => {
  books = await BooksUnderTest.start(2);
  members = await books.members(ACCOUNTS);
  await books.db.asSuperuser(
    `SET session_replication_role = replica;
     INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
     SELECT ${CENTRE}, md5((n / ${SMALL_LIST})::text)::uuid, account_id, 800000, 64000, 64000
       FROM (SELECT account_id, (row_number() OVER (ORDER BY account_id) - 1)::int AS n FROM member_balance) AS m;
     INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
       ratio_employer, ratio_employee, first_month, opened_on)
     SELECT ${CENTRE}, ${FIRST_UNIT} + n, gen_random_uuid(), (10000000 + n)::text, '140105', '01', 15, 0.08, 0.08, 202601, '${OPENED}'
       FROM generate_series(0, ${ACCOUNTS / SMALL_LIST} - 1) AS n;
     INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen, employee_fen, opened_on)
     SELECT ${CENTRE}, account_id, gen_random_uuid(), ${FIRST_UNIT} + n / ${SMALL_LIST}, '01', (20000000 + n)::text, 800000, 64000, 64000, '${OPENED}'
       FROM (SELECT account_id, (row_number() OVER (ORDER BY account_id) - 1)::int AS n FROM member_balance) AS m;
     INSERT INTO remittance_list (centre_id, id, unit_id, month, state, member_count, total_fen, payment_no, case_id, confirmed_at)
     SELECT ${CENTRE}, md5(n::text)::uuid, ${FIRST_UNIT} + n, 202611, 'CONFIRMED', ${SMALL_LIST}, ${LIST_FEN}, 'HJ' || n, gen_random_uuid(), now()
       FROM generate_series(0, ${ACCOUNTS / SMALL_LIST} - 1) AS n;
     ANALYZE`,
  );
}, 60_000);
afterAll(() => books.stop());

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

/** Relations that a plan reads from end to end. */
const scannedWhole = (root: Node): string[] =>
  nodes(root).flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '?'] : []));

/** Hands each statement on and keeps how it is planned: for these values, and once and for all, as a prepared one is. */
class PlannedTx implements Tx {
  readonly plans: { own: Node; generic: Node }[] = [];

  constructor(private readonly tx: Tx) {}

  get centreId() {
    return this.tx.centreId;
  }

  get manager() {
    return this.tx.manager;
  }

  async query<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    const own = planOf(await this.tx.query(`EXPLAIN (FORMAT JSON) ${sql}`, values));
    await this.tx.execute('SET LOCAL plan_cache_mode = force_generic_plan');
    await this.tx.execute(`PREPARE looked_at AS ${sql}`);
    const generic = planOf(
      await this.tx.query(`EXPLAIN (FORMAT JSON) EXECUTE looked_at${argumentsOf(values)}`),
    );
    await this.tx.execute('DEALLOCATE looked_at');
    await this.tx.execute('SET LOCAL plan_cache_mode = auto');
    this.plans.push({ own, generic });
    return this.tx.query<R>(sql, values);
  }

  async execute(sql: string, values: readonly unknown[] = []): Promise<number> {
    return this.tx.execute(sql, values);
  }

  afterCommit(effect: () => void): void {
    this.tx.afterCommit(effect);
  }
}

function planOf(rows: readonly object[]): Node {
  const [row] = rows as { 'QUERY PLAN': [{ Plan: Node }] }[];
  return row!['QUERY PLAN'][0].Plan;
}

function argumentsOf(values: readonly unknown[]): string {
  return values.length === 0 ? '' : ` (${values.map(literal).join(', ')})`;
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value))
    return `'{${value.map((each) => (each === null ? 'NULL' : `${each as bigint}`)).join(',')}}'`;
  return `'${value as string}'`;
}

async function plansOf(work: (tx: Tx) => Promise<unknown>): Promise<{ own: Node; generic: Node }> {
  return books.run(async (tx) => {
    const planned = new PlannedTx(tx);
    await work(planned);
    expect(planned.plans).toHaveLength(1);
    return planned.plans[0]!;
  });
}

const journal = () => ({ kind: 'test', sourceId: newId(), businessDate: TODAY, valueDate: TODAY });
const listOf = (start: number) => members.slice(start, start + SMALL_LIST);

describe('posting a small list into a big table', () => {
  it('line by line reads no balance but those of the list', async () => {
    const { own, generic } = await plansOf((tx) =>
      books.ledger.post(tx, journal(), [
        { accountId: books.bank, side: 'D', amountFen: BigInt(SMALL_LIST) },
        ...listOf(0).map((accountId) => ({ accountId, side: 'C', amountFen: 1n }) as const),
      ]),
    );
    for (const plan of [own, generic]) {
      expect(scannedWhole(plan)).not.toContain('member_balance');
      expect(scannedWhole(plan)).not.toContain('ledger_account');
    }
  });

  it('as credits of a remittance list reads no balance and no line but those of the list', async () => {
    const [list] = await books.run((tx) =>
      tx.query<{ id: string }>('SELECT list_id AS id FROM remittance_line WHERE account_id = $1', [
        members[500],
      ]),
    );
    const { own, generic } = await plansOf((tx) =>
      books.ledger.postMemberCredits(tx, journal(), { sql: creditsOf, values: [CENTRE, list!.id] }, [
        { accountId: books.bank, side: 'D', amountFen: 128_000n * BigInt(SMALL_LIST) },
      ]),
    );
    for (const plan of [own, generic]) {
      expect(scannedWhole(plan)).not.toContain('member_balance');
      expect(scannedWhole(plan)).not.toContain('ledger_account');
      expect(scannedWhole(plan)).not.toContain('remittance_line');
    }
    expect(await books.parts(members[500]!)).toEqual([0n, 128_000n, 0n]);
  });

  /** What several receipts of a pay day do at once: three lists out of a thousand. */
  const several = () =>
    books.run((tx) =>
      tx.query<{ id: string; unitId: bigint }>(
        `SELECT id, unit_id AS "unitId" FROM remittance_list WHERE unit_id = ANY ($1) ORDER BY unit_id`,
        [[100, 400, 700].map((n) => FIRST_UNIT + n)],
      ),
    );

  it('as credits of several lists at once reads no balance and no line but those of the lists', async () => {
    const lists = await several();
    const debit = { accountId: books.bank, amountFen: BigInt(LIST_FEN) };
    const vouchers = lists.map(({ id }) => ({ sourceId: id, debit }));
    const head = { kind: 'test', businessDate: TODAY, valueDate: TODAY, vouchers };
    const credits = { sql: creditsOfLists, values: [CENTRE, lists.map(({ id }) => id)] };
    const { own, generic } = await plansOf((tx) => new ManyPostings().creditMembers(tx, head, credits));
    for (const plan of [own, generic])
      for (const table of ['member_balance', 'ledger_account', 'remittance_line'])
        expect(scannedWhole(plan)).not.toContain(table);
    expect(await books.parts(members[400 * SMALL_LIST]!)).toEqual([0n, 128_000n, 0n]);
  });

  it('as lists posted together reads no account and no line but theirs', async () => {
    const paid = (await several()).map(({ id, unitId }) => {
      const list = { id, unitId, totalFen: fen(BigInt(LIST_FEN)), month: '2026-11' } as AwaitedList;
      return { receiptId: newId(), list };
    });
    const { own, generic } = await plansOf((tx) => insertDecompositionsTogether(tx, TODAY, paid));
    for (const plan of [own, generic])
      for (const table of ['member_account', 'ledger_account', 'remittance_line'])
        expect(scannedWhole(plan)).not.toContain(table);
    expect(await books.count('remittance_list', `state = 'POSTED'`)).toBe(paid.length);
  });

  it('a plan that does read everything would be seen', async () => {
    const { own } = await plansOf((tx) => tx.query('SELECT * FROM member_balance WHERE accumulation = 17'));
    expect(scannedWhole(own)).toEqual(['member_balance']);
  });
});
