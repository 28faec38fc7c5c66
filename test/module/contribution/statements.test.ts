import { addDays, daysBetween, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { fen, parseYuan, yuan } from '../../../src/kernel/money';
import { Ledger } from '../../../src/modules/ledger';
import { taiyuan } from '../../../scripts/set-up-centre';
import type { HttpClient } from '../../support';
import { ContributionUnderTest, TODAY } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let member: HttpClient;

/** What moved on the first member's account in a year, by day: in is above zero, out below. */
const moved: readonly (readonly [day: string, fen: bigint])[] = [
  ['2025-11-20', 70_000n],
  ['2025-12-31', 1_000_01n],
  ['2026-01-01', 2_000_00n],
  ['2026-02-28', -500_50n],
  ['2026-06-30', 15_20n],
  ['2026-06-30', -3n],
  ['2026-07-01', 9_999_99n],
  ['2026-11-20', -1n],
];

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
  member = await room.signedIn(employer.staff[0]!, 'member');
  await room.run(async (tx) => {
    const ledger = room.get(Ledger);
    const [row] = await tx.query<{ id: bigint }>('SELECT min(account_id) AS id FROM member_account');
    const leaf = await ledger.leafOf(tx, taiyuan.bankAccounts[0]!.leaf);
    for (const [day, amount] of moved) {
      const journal = { kind: 'opening', sourceId: newId(), businessDate: day, valueDate: day };
      const [side, other] = amount > 0n ? (['C', 'D'] as const) : (['D', 'C'] as const);
      const amountFen = amount > 0n ? amount : -amount;
      const lines = [
        { accountId: row!.id, side, amountFen },
        { accountId: leaf, side: other, amountFen },
      ];
      await ledger.post(tx, journal, lines);
    }
  });
}, 120_000);
afterAll(() => room.stop());

const statement = async (from: string, to: string) => {
  const { body } = await member.post('/v1/cases', { item: 'GJ33', input: { from, to } });
  if (body.state !== 'done') throw new Error(`no statement: ${JSON.stringify(body.reasons)}`);
  return body.receipt as Record<string, string>;
};
const balanceAfter = (day: string) =>
  yuan(fen(moved.filter(([on]) => on <= day).reduce((sum, [, amount]) => sum + amount, 0n)));

describe('the balance of any day', () => {
  const first = parseDay('2025-11-18');
  const days = Array.from({ length: daysBetween(first, parseDay(TODAY)) + 1 }, (_, index) =>
    addDays(first, index),
  );
  // Every day on which something moved, the days around it, and every 23rd of the others.
  const looked = days.filter(
    (day, index) => index % 23 === 0 || moved.some(([on]) => Math.abs(daysBetween(parseDay(on), day)) <= 1),
  );

  it.each(looked)('%s is exact, before and after', async (day) => {
    const { opening, closing } = await statement(day, day);
    expect([opening, closing]).toEqual([balanceAfter(addDays(day, -1)), balanceAfter(day)]);
  });

  it('of today is what the account shows', async () => {
    const { closing } = await statement('2025-11-01', TODAY);
    expect(closing).toBe((await member.get('/v1/me/account')).body.balance);
  });

  it('a period closes where the next one opens, and its lines add up', async () => {
    const periods = [
      ['2025-11-01', '2025-12-31'],
      ['2026-01-01', '2026-06-30'],
      ['2026-07-01', TODAY],
    ] as const;
    let before = '0.00';
    for (const [from, to] of periods) {
      const made = await statement(from, to);
      const [opening, credits, debits, closing] = [made.opening, made.credits, made.debits, made.closing].map(
        (text) => parseYuan(text ?? ''),
      );
      expect(made.opening).toBe(before);
      expect(opening! + credits! - debits!).toBe(closing);
      const { body } = await member.get(`/v1/documents/${made.documentId}/lines`);
      expect(body.lines.at(-1).balance).toBe(made.closing);
      before = made.closing!;
    }
  });

  it('ten years may be asked for, and not a day more', async () => {
    const ask = (from: string) => member.post('/v1/cases', { item: 'GJ33', input: { from, to: TODAY } });
    expect((await ask('2016-11-22')).body.state).toBe('done');
    expect((await ask('2016-11-21')).body).toMatchObject({
      state: 'refused',
      reasons: [{ reasonCode: 'PERIOD_INVALID' }],
    });
  });
});

describe('an employer’s month', () => {
  it('has no members while its list is a draft, and says so', async () => {
    await employer.upload('2026-09');
    const { receipt } = (await apply('2026-09')).body;
    expect(receipt).toMatchObject({ members: 0, total: '0.00', listState: null });
  });

  it('has them once the list is confirmed, and money that waits stands in suspense', async () => {
    const { paymentNo, amount } = await employer.confirmed('2026-09');
    await room.transfer('100.00', `公积金 ${paymentNo}`);
    const short = (await apply('2026-11')).body.receipt;
    expect(short).toMatchObject({ suspenseClosing: '100.00', members: 0 });
    expect((await apply('2026-09')).body.receipt).toMatchObject({
      members: 3,
      listState: 'SUSPENSE_SHORT',
      total: amount,
    });
    await room.transfer('4700.00', `公积金 ${paymentNo}`);
    const { receipt } = (await apply('2026-09')).body;
    expect(receipt).toMatchObject({ listState: 'POSTED', total: '4800.00', suspenseClosing: '0.00' });
    const { body } = await employer.agent.get(`/v1/documents/${receipt.documentId}`);
    expect(body.content.body).toMatchObject({
      employerTotal: '1920.00',
      employeeTotal: '2880.00',
      paidThrough: '2026-09',
    });
    // What arrived and was used in November is told apart from what is left of it.
    const november = await employer.agent.get(
      `/v1/documents/${(await apply('2026-11')).body.receipt.documentId}`,
    );
    expect(november.body.content.body).toMatchObject({
      suspenseOpening: '0.00',
      suspenseIn: '100.00',
      suspenseOut: '100.00',
      suspenseClosing: '0.00',
    });
  });

  const apply = (month: string) =>
    employer.agent.post('/v1/cases', { item: 'GJ18', input: { employerId: employer.employerId, month } });
});

describe('a large employer', () => {
  it('is read line by line in order, whatever the page, and every line once', async () => {
    const people = room.outside.world.addSingles(1_203, 91);
    const members = people.map(({ name, idNo }) => ({ name, idNo, base: '8000.00' }));
    for (let from = 0; from < members.length; from += 500) {
      const input = { employerId: employer.employerId, members: members.slice(from, from + 500) };
      expect((await employer.agent.post('/v1/cases', { item: 'GJ20', input })).body.receipt).toMatchObject({
        refused: 0,
      });
    }
    const all = [...employer.staff, ...people];
    const list = await employer.upload('2026-10', employer.csv(all));
    await employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId: list.body.id } });
    const input = { employerId: employer.employerId, month: '2026-10' };
    const made = await employer.agent.post('/v1/cases', { item: 'GJ18', input });
    const { documentId } = made.body.receipt as { documentId: string };
    const seen: string[] = [];
    for (let next: string | null = '', pages = 0; next !== null && pages < 20; pages += 1) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await employer.agent.get(`/v1/documents/${documentId}/lines?limit=170${cursor}`);
      expect(body.count).toBe(1_206);
      seen.push(...body.lines.map(({ name }: { name: string }) => name));
      next = body.next as string | null;
    }
    expect(seen).toHaveLength(1_206);
    expect([...seen].sort()).toEqual(all.map(({ name }) => name).sort());
    expect(await room.count('document_lines', `document_id = '${documentId}'`)).toBe(3);
  }, 120_000);

  it('a cursor of another statement is refused', async () => {
    const input = { employerId: employer.employerId, month: '2026-10' };
    const statement = await employer.agent.post('/v1/cases', { item: 'GJ18', input });
    const made = statement.body.receipt.documentId as string;
    const { body } = await employer.agent.get(`/v1/documents/${made}/lines?limit=5`);
    const certificate = await employer.agent.post('/v1/cases', {
      item: 'GJ17',
      input: { employerId: employer.employerId },
    });
    const path = `/v1/documents/${certificate.body.receipt.documentId as string}/lines`;
    expect((await employer.agent.get(`${path}?cursor=${body.next}`)).status).toBe(400);
    expect((await employer.agent.get(path)).status).toBe(404);
  });
});

describe('who is an agent no more', () => {
  it('finds the employer’s documents no longer, the one they asked for included', async () => {
    const input = { employerId: employer.employerId };
    const { body } = await employer.agent.post('/v1/cases', { item: 'GJ17', input });
    const path = `/v1/documents/${body.receipt.documentId as string}`;
    expect((await employer.agent.get(path)).status).toBe(200);
    await room.asSuperuser('UPDATE employer_agent SET revoked_at = now()');
    expect((await employer.agent.get(path)).status).toBe(404);
    await room.asSuperuser('UPDATE employer_agent SET revoked_at = NULL');
  });
});
