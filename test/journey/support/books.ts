import { Client } from 'pg';
import { type components, dataOf } from '../../../scripts/sdk';
import type { HttpAnswer, World } from '../../support';
import { BANK_CODES } from './bank';
import type { SignedIn } from './employer';

/** A line of the simulated bank's own books; which fields it has depends on its kind. */
export interface BankLine {
  readonly kind: 'payment' | 'rejection' | 'deposit' | 'return' | 'opening' | 'callback';
  readonly reference: string;
  readonly serial: string;
  readonly amount: string;
  readonly payeeAccount: string;
}

/** What the banks paid to a card, by their own books. */
export async function paymentsTo(world: World, cardNo: string): Promise<BankLine[]> {
  return (await bankLines(world)).filter(
    ({ kind, payeeAccount }) => kind === 'payment' && payeeAccount === cardNo,
  );
}

/** The books of all banks, one after the other. */
export async function bankLines(world: World): Promise<BankLine[]> {
  const all: BankLine[] = [];
  for (const code of BANK_CODES) {
    const { lines } = (await world.control('GET', `/control/bank/${code}/books`)) as { lines: BankLine[] };
    all.push(...lines);
  }
  return all;
}

/** The member's own account as the member sees it. */
export async function ownAccount({ client }: SignedIn): Promise<components['schemas']['MemberAccountView']> {
  return dataOf(await client.typed.api.GET('/v1/me/account'));
}

/** A member who had 5760.00 yuan was paid 1000.00 by one payment of one bank, and nothing is left on hold. */
export async function expectPaidOnce(world: World, member: SignedIn): Promise<void> {
  expect((await paymentsTo(world, member.person.cardNo)).map(({ amount }) => amount)).toEqual(['1000.00']);
  expect(await ownAccount(member)).toMatchObject({ balance: '4760.00', held: '0.00' });
}

/** Makes every decision of the centre again from its stored facts: all are the same, byte by byte. */
export async function expectReplays(world: World): Promise<void> {
  const auditor = await world.signedIn({ role: 'auditor', name: '零跑稽核', idNo: '11010519491231002X' });
  const everything = { fromDay: '2000-01-01', toDay: '2999-12-31', size: 2000 };
  const { status, body } = await auditor.post('/v1/oversight/replays', everything);
  const { decisions, replayed, differing } = body;
  expect({ status, decisions, replayed, differing }).toEqual({
    status: 201,
    decisions: replayed,
    replayed: decisions,
    differing: 0,
  });
}

/** Asks the proof as an auditor does. */
export async function proofOf(world: World): Promise<HttpAnswer> {
  const auditor = await world.signedIn({ role: 'auditor', name: '零跑稽核', idNo: '11010519491231002X' });
  return auditor.get('/v1/ledger/proof');
}

/** Every invariant holds and every decision replays: nothing is broken, and there was something to look at. */
export async function expectProof(world: World): Promise<number> {
  await expectReplays(world);
  const { status, body } = await proofOf(world);
  const broken = (body.results as { id: string; breaches: number }[]).filter(({ breaches }) => breaches > 0);
  expect({ status, broken, count: body.broken }).toEqual({ status: 200, broken: [], count: 0 });
  expect(body.invariants).toBeGreaterThan(5);
  return body.invariants as number;
}

/** Rows of our own database, seen from above: for what no interface shows, such as that nothing was stored. */
export async function rows<T extends object>(
  world: World,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new Client({ connectionString: world.database.superUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** How many cases, holds, journals and instructions there are. */
export async function storedCounts(world: World): Promise<Record<string, string>> {
  const [counts] = await rows<Record<string, string>>(
    world,
    `SELECT (SELECT count(*) FROM service_case) AS cases, (SELECT count(*) FROM hold) AS holds,
            (SELECT count(*) FROM journal) AS journals, (SELECT count(*) FROM instruction) AS instructions,
            (SELECT count(*) FROM pot) AS pots, (SELECT count(*) FROM command) AS commands`,
  );
  return counts ?? {};
}
