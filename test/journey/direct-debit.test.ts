import { startWorld, type World } from '../support';
import {
  bankMood,
  castOf,
  type Employer,
  expectProof,
  newPeople,
  openAccounts,
  type Person,
  receiptOf,
  registerEmployer,
  rows,
  sendList,
  submit,
  until,
  untilState,
  withoutNotices,
} from './support';

const MEMBERS = 40;
/** Long enough to be killed while the bank's answer is awaited. */
const patient = { BANK_DEADLINE_MS: '3900', BANK_NOT_FOUND_WINDOW_MS: '30000', WORKER_INTERVAL_MS: '200' };

interface Collected {
  readonly kind: string;
  readonly amount: string;
}

describe('an employer whose lists are collected on its mandate', () => {
  let world: World;
  let employer: Employer;
  let people: Person[];

  beforeAll(async () => {
    world = await startWorld({ env: patient });
    people = await newPeople(world, MEMBERS);
    const cast = await castOf(world);
    employer = await registerEmployer(world, cast);
    await openAccounts(employer, people, () => '8000.00');
    const companies = (await world.control('GET', '/control/world')).companies as {
      role: string;
      bankAccount: { bankCode: string; accountNo: string };
    }[];
    const { bankCode, accountNo } = companies.find(({ role }) => role === 'employer')!.bankAccount;
    const input = { employerId: employer.id, account: { bankCode, accountNo } };
    const mandate = await submit(employer.agent.client, 'GJ04', input);
    expect(mandate.body.state).toBe('done');
  }, 180_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  const collected = async (): Promise<Collected[]> =>
    ((await world.control('GET', '/control/bank/104/books')).lines as Collected[]).filter(
      ({ kind }) => kind === 'collection',
    );
  const collect = async (month: string): Promise<string> => {
    const list = await sendList(employer, month, people);
    const made = await submit(employer.agent.client, 'GJ11', { listId: list.body.id, collect: true });
    expect([made.status, made.body.state]).toEqual([201, 'waiting-funds']);
    return made.body.id as string;
  };
  const credited = async (caseId: string): Promise<number> => {
    const [row] = await rows<{ n: number }>(
      world,
      `SELECT count(*)::int AS n FROM remittance_list AS l JOIN journal AS j ON j.source_id = l.id AND j.kind = 'remittance'
         JOIN entry AS e ON e.journal_id = j.id AND e.side = 'C' WHERE l.case_id = '${caseId}'`,
    );
    return row!.n;
  };

  test('confirms a list, and every member is credited by what the bank has taken', async () => {
    const caseId = await collect('2026-08');
    const done = await untilState(employer.agent.client, caseId, 'done', 60);
    expect(receiptOf(done, 'paidThrough')).toBe('2026-08');
    expect([await credited(caseId), (await collected()).length]).toEqual([MEMBERS, 1]);
  }, 60_000);

  test('kill -9 after the bank has taken the money and before we know: it is taken and credited once', async () => {
    const caseId = await withoutNotices(world, async () => {
      await bankMood(world, 'timeout-after-paying', { calls: 1 });
      const id = await collect('2026-09');
      await until('the bank to take it', async () => (await collected()).length === 2);
      process.kill(world.api.pid, 'SIGKILL');
      await world.api.ended;
      const open = await rows(world, `SELECT state, receipt_id FROM collection WHERE state <> 'paid'`);
      expect(open).toEqual([{ state: 'sending', receipt_id: null }]);
      expect(await credited(id)).toBe(0);
      await world.restartApi(0, patient);
      await untilState(employer.agent.client, id, 'done', 60);
      return id;
    });
    expect([await credited(caseId), (await collected()).length]).toEqual([MEMBERS, 2]);
    expect(await rows(world, `SELECT count(*)::int AS n FROM receipt`)).toEqual([{ n: 2 }]);
  }, 120_000);
});
