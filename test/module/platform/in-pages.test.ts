import { queryInPages } from '../../../src/platform/database/in-pages';
import { DatabaseUnderTest } from './database-under-test';

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());

const numbers = 'SELECT n FROM generate_series($1::int, $2::int) AS n ORDER BY n DESC';

describe('a query whose answer is read page by page', () => {
  it.each([0, 1, 499, 500, 501, 1_000, 1_700])('%d rows: all of them, in their order', async (count) => {
    const found = await db.run((tx) => queryInPages<{ n: number }>(tx, numbers, [1, count]));
    expect(found.map(({ n }) => n)).toEqual(Array.from({ length: count }, (_, index) => count - index));
  });

  it('may be asked again in the same transaction, and what is sent beside it is answered', async () => {
    const [first, second, one] = await db.run(async (tx) => {
      const again = await queryInPages<{ n: number }>(tx, numbers, [1, 3]);
      const other = await queryInPages<{ n: number }>(tx, numbers, [4, 4]);
      return [again, other, await tx.query<{ one: number }>('SELECT 1 AS one')];
    });
    expect([first, second, one]).toEqual([[{ n: 3 }, { n: 2 }, { n: 1 }], [{ n: 4 }], [{ one: 1 }]]);
  });

  it('throws what the server refuses', async () => {
    const act = db.run((tx) =>
      queryInPages(tx, 'SELECT 1 / (n - $1::int) FROM generate_series(1, 3) AS n', [2]),
    );
    await expect(act).rejects.toMatchObject({ code: '22012' });
  });
});
