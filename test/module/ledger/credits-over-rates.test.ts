import { addDays, type Day } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { CENTRE } from '../platform/database-under-test';
import { type BooksUnderTest, OPENED, TODAY } from './books-under-test';
import { InterestUnderTest } from './interest-under-test';

/** Days on both sides of two changes of the rate, and on them. */
const DAYS: readonly Day[] = [29, 30, 31, 79, 80, 81].map((days) => addDays(OPENED, days));
const AMOUNT = 700n;

interface Row {
  readonly accountId: bigint;
  readonly accumulation: bigint;
  readonly numerator: string;
}

let interest: InterestUnderTest;
let books: BooksUnderTest;

beforeAll(async () => {
  interest = await InterestUnderTest.start();
  books = interest.books;
  await interest.rate(addDays(OPENED, 30), '0.0130');
  await interest.rate(addDays(OPENED, 80), '0.0200');
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await interest.breaches()).toEqual([]);
});

/** What the functions of the database, which know no shorter way, make of each row by a credit valued on that day. */
function longerWay(members: readonly bigint[], valueDate: Day): Promise<(Row & { isInSegment: boolean })[]> {
  return books.run((tx) =>
    tx.query<Row & { isInSegment: boolean }>(
      `SELECT account_id AS "accountId",
              interest_accumulation($1, accumulation, carried_fen + current_fen, accumulated_to, $3, $4::date) AS accumulation,
              interest_numerator($1, closed_numerator, accumulation, carried_fen + current_fen, accumulated_to, $3, $4::date)::text AS numerator,
              interest_since($1, accumulated_to) = interest_since($1, $4::date) AS "isInSegment"
         FROM member_balance WHERE account_id = ANY ($2) ORDER BY account_id`,
      [CENTRE, members, AMOUNT, valueDate],
    ),
  );
}

function rows(members: readonly bigint[]): Promise<Row[]> {
  return books.run((tx) =>
    tx.query<Row>(
      `SELECT account_id AS "accountId", accumulation, closed_numerator::text AS numerator
         FROM member_balance WHERE account_id = ANY ($1) ORDER BY account_id`,
      [members],
    ),
  );
}

/** Members whose rows stand on each of the days. */
async function membersOnEachDay(): Promise<bigint[]> {
  const members: bigint[] = [];
  for (const day of DAYS) {
    const member = await books.member(1_000_000n);
    await books.credit(member, 500n, day);
    members.push(member);
  }
  return members;
}

describe('a list is credited around a change of rate', () => {
  it.each(DAYS)(
    'valued on %s, within the open segment and across it, as the longer way reckons it',
    async (on) => {
      const members = await membersOnEachDay();
      const expected = await longerWay(members, on);
      const ways = new Set(expected.map(({ isInSegment }) => isInSegment));
      expect(ways).toEqual(new Set([true, false]));
      await books.run((tx) =>
        books.ledger.postMemberCredits(
          tx,
          { kind: 'test', sourceId: newId(), businessDate: TODAY, valueDate: on },
          {
            sql: 'SELECT account_id, $2::bigint AS amount_fen FROM unnest($1::bigint[]) AS m (account_id)',
            values: [members, AMOUNT],
          },
          [{ accountId: books.bank, side: 'D', amountFen: AMOUNT * BigInt(members.length) }],
        ),
      );
      expect(await rows(members)).toEqual(
        expected.map(({ accountId, accumulation, numerator }) => ({ accountId, accumulation, numerator })),
      );
    },
  );

  it.each(DAYS)('and one member alone valued on %s likewise', async (on) => {
    const members = await membersOnEachDay();
    const expected = await longerWay(members, on);
    for (const member of members) await books.credit(member, AMOUNT, on);
    expect(await rows(members)).toEqual(
      expected.map(({ accountId, accumulation, numerator }) => ({ accountId, accumulation, numerator })),
    );
  });
});
