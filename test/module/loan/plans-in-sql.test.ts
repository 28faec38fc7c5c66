import fc from 'fast-check';
import { Client } from 'pg';
import { addDays, type Day, daysBetween, parseDay } from '../../../src/kernel/calendar';
import { type Fen, fen } from '../../../src/kernel/money';
import { formatRate, type Rate } from '../../../src/kernel/rate';
import { instalment, instalmentFactor } from '../../../src/modules/loan/domain/plan/instalment';
import { monthInterest, periodInterest } from '../../../src/modules/loan/domain/plan/interest';
import { createTestDatabase, type TestDatabase } from '../../support';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

const anyRate = fc.bigInt({ min: 0n, max: 24_000_000n }).map((units) => units as Rate);
const anyPrincipal = fc.oneof(
  fc.bigInt({ min: 1n, max: 200_000_000n }),
  fc.bigInt({ min: 1n, max: 10n ** 15n }),
  // Principals at which halves are near: whole twelfths and hundreds.
  fc.bigInt({ min: 1n, max: 100_000n }).map((units) => units * 6n),
  fc.bigInt({ min: 1n, max: 10_000n }).map((units) => units * 10_050n),
);

/** One column of whole numbers, in the order of the rows given as columns. */
async function reckoned(sql: string, columns: readonly (readonly unknown[])[]): Promise<bigint[]> {
  const { rows } = await client.query<{ fen: string }>(sql, columns as unknown[][]);
  return rows.map((row) => BigInt(row.fen));
}

describe('what is reckoned for many loans in SQL', () => {
  test('an instalment is round(principal × factor), as the domain has it', async () => {
    const loans = fc.sample(
      fc.record({ principal: anyPrincipal, rate: anyRate, periods: fc.integer({ min: 1, max: 360 }) }),
      5_000,
    );
    const got = await reckoned(
      `SELECT round(principal * factor)::text AS fen
         FROM unnest($1::bigint[], $2::numeric[]) WITH ORDINALITY AS loan (principal, factor, nth) ORDER BY nth`,
      [
        loans.map(({ principal }) => principal),
        loans.map(({ rate, periods }) => instalmentFactor(rate, periods)),
      ],
    );
    const wanted = loans.map(({ principal, rate, periods }) => instalment(fen(principal), rate, periods));
    expect(got).toEqual(wanted);
    expect(got.length).toBe(5_000);
  }, 120_000);

  test('a month’s interest is one whole division: PostgreSQL’s own numeric division is not exact', async () => {
    const loans = fc.sample(fc.record({ principal: anyPrincipal, rate: anyRate }), 5_000);
    const got = await reckoned(
      `SELECT div(2 * principal * rate * 100000000 + 1200000000, 2400000000)::text AS fen
         FROM unnest($1::bigint[], $2::numeric[]) WITH ORDINALITY AS loan (principal, rate, nth) ORDER BY nth`,
      [loans.map(({ principal }) => principal), loans.map(({ rate }) => formatRate(rate, 8))],
    );
    expect(got).toEqual(loans.map(({ principal, rate }) => monthInterest(fen(principal), rate)));
  }, 120_000);

  test('so is the interest of a period in which the rate changes', async () => {
    const start = parseDay('2026-12-09');
    const period = fc.record({
      principal: anyPrincipal,
      old: anyRate,
      new: anyRate,
      days: fc.integer({ min: 28, max: 59 }),
      daysOld: fc.integer({ min: 1, max: 28 }),
    });
    const loans = fc.sample(period, 5_000).map((one) => ({
      ...one,
      dueOn: addDays(start, one.days),
      from: addDays(start, one.daysOld),
    }));
    const got = await reckoned(
      `SELECT div(2 * principal::numeric * 100000000 * (old * (changed - $6::date) + new * (due - changed)) + 1200000000::numeric * (due - $6::date),
                  2400000000::numeric * (due - $6::date))::text AS fen
         FROM unnest($1::bigint[], $2::numeric[], $3::numeric[], $4::date[], $5::date[])
              WITH ORDINALITY AS loan (principal, old, new, changed, due, nth) ORDER BY nth`,
      [
        loans.map(({ principal }) => principal),
        loans.map(({ old }) => formatRate(old, 8)),
        loans.map((one) => formatRate(one.new, 8)),
        loans.map(({ from }) => from),
        loans.map(({ dueOn }) => dueOn),
        start as never,
      ],
    );
    const inDomain = (one: { principal: bigint; old: Rate; new: Rate; from: Day; dueOn: Day }): Fen =>
      periodInterest(fen(one.principal), start, one.dueOn, [
        { from: start, annual: one.old },
        { from: one.from, annual: one.new },
      ]);
    expect(got).toEqual(loans.map(inDomain));
    expect(loans.some(({ dueOn, from }) => daysBetween(from, dueOn) === 0)).toBe(true);
  }, 120_000);
});
