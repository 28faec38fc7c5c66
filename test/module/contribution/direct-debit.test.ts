import { CollectionWorker } from '../../../src/modules/settlement';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

/** Each month is 3 × 1600.00. */
const TOTAL = '4800.00';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let account: { bankCode: string; accountNo: string };

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
  const { bankCode, accountNo } = room.outside.world.companyInRole('employer').bankAccount;
  account = { bankCode, accountNo };
}, 120_000);
afterAll(() => room.stop(), 30_000);
afterEach(async () => {
  await room.control('PUT', `moods/bank`, { mood: 'normal' });
  expect(await room.breaches()).toEqual([]);
});

const kase = async (id: string) => (await employer.agent.get(`/v1/cases/${id}`)).body;
const list = async (id: string) => (await employer.agent.get(`/v1/remittance-lists/${id}`)).body;
const kinds = async (id: string): Promise<string[]> =>
  (await kase(id)).timeline.map(({ kind }: { kind: string }) => kind);
const drafted = async (month: string): Promise<string> => (await employer.upload(month)).body.id as string;
const confirm = (listId: string, more: object = { collect: true }) =>
  employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId, ...more } });
const ended = (id: string, state: string) => room.until(async () => (await list(id)).state === state);
const mood = (named: string) => room.control('PUT', 'moods/bank', { mood: named, calls: 1 });
const collected = async () =>
  ((await room.control('GET', 'bank/books', undefined)) as { lines: { kind: string }[] }).lines.filter(
    ({ kind }) => kind === 'collection',
  );
/** The safety net looks at once at what is to be collected. */
async function askBank(): Promise<void> {
  await room.asSuperuser(
    `UPDATE collection SET due_at = now(), lease_until = NULL WHERE finished_at IS NULL AND batch_id IS NULL`,
  );
  await room.get(CollectionWorker).workOnce();
}

describe('a list that its employer wants collected', () => {
  let september: string;

  it('needs a mandate', async () => {
    september = await drafted('2026-09');
    const { body } = await confirm(september);
    expect([body.state, body.reasons[0].reasonCode]).toEqual(['refused', 'NO_MANDATE']);
    const given = await employer.agent.post('/v1/cases', {
      item: 'GJ04',
      input: { employerId: employer.employerId, account },
    });
    expect(given.body.state).toBe('done');
  });

  it('is collected from the account of the mandate and credited at once, however often it is sent', async () => {
    const clicks = await Promise.all([confirm(september), confirm(september)]);
    const made = clicks.find(({ status }) => status === 201)!;
    expect(clicks.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(made.body.receipt.collecting).toMatchObject({ amount: TOTAL, last4: account.accountNo.slice(-4) });
    await ended(september, 'POSTED');
    const later = await kase(made.body.id as string);
    expect(later.state).toBe('done');
    expect(later.timeline.at(-1)).toMatchObject({
      kind: 'decomposed',
      body: { note: { zh: expect.stringContaining('委托收款') as string }, fromPayment: TOTAL },
    });
    expect(await collected()).toMatchObject([{ amount: TOTAL, payerAccount: account.accountNo }]);
    expect(await room.count('receipt', `matcher = 'remittance'`)).toBe(1);
  });

  it('is not cancelled while the bank has not answered, and is credited once when it has', async () => {
    const october = await drafted('2026-10');
    await mood('silence');
    const made = await confirm(october);
    const caseId = made.body.id as string;
    await room.until(async () => (await kinds(caseId)).includes('debit-unknown'));
    const cancelled = await employer.agent.post(`/v1/remittance-lists/${october}/cancellation`, undefined);
    expect([cancelled.status, cancelled.body.code]).toEqual([409, 'LIST_NOT_CANCELLABLE']);
    expect((await list(october)).state).toBe('CONFIRMED');
    // The message never reached the bank: after a while "no such order" is believed, and it is sent under its number.
    await room.asSuperuser(
      `UPDATE collection SET sent_at = sent_at - interval '1 day' WHERE finished_at IS NULL`,
    );
    await askBank();
    await askBank();
    await ended(october, 'POSTED');
    expect(await collected()).toHaveLength(2);
  });

  it('that the bank took and did not answer for is found out by asking, and credited once', async () => {
    const november = await drafted('2026-11');
    await room.control('PUT', 'bank/callback', { url: '', customer: '1' });
    await mood('timeout-after-paying');
    const made = await confirm(november);
    await room.until(async () => (await kinds(made.body.id as string)).includes('debit-unknown'));
    expect((await list(november)).state).toBe('CONFIRMED');
    await askBank();
    await ended(november, 'POSTED');
    expect(await collected()).toHaveLength(3);
  });

  it('that the bank refuses goes on awaiting its funds, and the employer is told why', async () => {
    const december = await drafted('2026-12');
    await mood('insufficient-funds');
    const made = await confirm(december);
    const caseId = made.body.id as string;
    await room.until(async () => (await kinds(caseId)).includes('debit-rejected'));
    const told = await kase(caseId);
    expect([told.state, (await list(december)).state]).toEqual(['waiting-funds', 'CONFIRMED']);
    expect(told.timeline.at(-1).body).toMatchObject({
      code: 'PAYER_FUNDS_SHORT',
      amount: TOTAL,
      note: { zh: expect.stringContaining('余额不足') as string },
    });
    await room.control('PUT', 'bank/callback', {
      url: `${room.url}/v1/bank/104/notices`,
      customer: '1',
    });
    await room.transfer(TOTAL, made.body.receipt.paymentNo as string);
    expect((await list(december)).state).toBe('POSTED');
    expect(await collected()).toHaveLength(3);
  });
});
