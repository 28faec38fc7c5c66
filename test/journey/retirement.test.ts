import { startWorld, type World } from '../support';
import {
  apply,
  bankMood,
  castOf,
  type Cast,
  confirm,
  type Employer,
  eventsOf,
  expectProof,
  memberWithCard,
  moveTo,
  newPeople,
  noticesAbout,
  ownAccount,
  pay,
  paymentsTo,
  type Person,
  readCase,
  receiptOf,
  registryMood,
  retire,
  rows,
  sendList,
  settledEmployer,
  signIn,
  type SignedIn,
  until,
  untilState,
  withoutNotices,
} from './support';

/** 97 days after the journey's first day, on which everything was credited. */
const later = '2027-01-20';
/** 5760.00 × 97 days × 1.50 % / 360. */
const interest = '23.28';
const total = '5783.28';

describe('a member retires', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let people: Person[];
  let staff: Person[];

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600', BANK_DEADLINE_MS: '500' } });
    cast = await castOf(world);
    people = await newPeople(world, 8);
    const roles = ['retiree', 'earlyRetiree', 'armyPensioner', 'divorced', 'renter'];
    staff = [...roles.map((role) => cast.inRole(role)), ...people];
    employer = await settledEmployer(world, () => staff);
    await moveTo(world, later);
    await retire(world, people, later);
    const { person } = employer.agent;
    employer = { ...employer, agent: await signIn(world, person, 'employer-agent') };
  }, 180_000);
  afterEach(async () => {
    await bankMood(world, 'normal');
    await expectProof(world);
  }, 30_000);
  afterAll(() => world.stop(), 60_000);

  const nextMember = (): Promise<SignedIn> => memberWithCard(world, people.pop()!);
  const reasonCodes = (view: { reasons: readonly { reasonCode: string }[] }): string[] =>
    view.reasons.map(({ reasonCode }) => reasonCode);
  const amountsTo = async ({ person }: SignedIn): Promise<string[]> =>
    (await paymentsTo(world, person.cardNo)).map(({ amount }) => amount);

  test('principal and interest are on the card in one answer, and the account is closed', async () => {
    const retiree = await memberWithCard(world, cast.inRole('retiree'));
    const check = await retiree.client.post('/v1/prechecks', { item: 'TQ14', input: {} });
    expect(check.body).toMatchObject({ eligible: true, maxAmount: total });
    const view = await apply(retiree.client, 'TQ14');
    expect(view).toMatchObject({
      state: 'done',
      decision: { amount: total },
      receipt: { principal: '5760.00', interest, closedOn: later },
    });
    expect(eventsOf(view)).toEqual(['accepted', 'facts-asked', 'approved', 'payment-sent', 'credited']);
    expect(view.spared.papersSpared.map(({ zh }) => zh)).toContain('离退休证或退休审批表');
    expect(await amountsTo(retiree)).toEqual([total]);
    expect(await ownAccount(retiree)).toMatchObject({
      state: '05',
      stateText: { zh: '提取销户' },
      balance: '0.00',
      available: '0.00',
      closed: { on: later, reason: { zh: '离休、退休', en: 'retirement' } },
    });
    const statement = await apply(retiree.client, 'GJ33', { from: '2026-10-01', to: later });
    expect(statement.receipt).toMatchObject({ debits: '5760.00', interest, closing: '0.00' });
    const { body } = await retiree.client.get(`/v1/documents/${receiptOf(statement, 'documentId')}/lines`);
    expect(body.lines.at(-1)).toMatchObject({ type: '12', debit: '5760.00', interest, balance: '0.00' });
    const again = await apply(retiree.client, 'TQ14');
    expect(again.decision?.headline).toBe('ACCOUNT_STATE');
    expect((await apply(retiree.client, 'TQ12')).decision?.headline).toBe('ACCOUNT_NOT_FOUND');
  });

  test('human resources decide, not the age: early is retired, young is not and is told the month as a hint', async () => {
    const early = await memberWithCard(world, cast.inRole('earlyRetiree'));
    expect((await apply(early.client, 'TQ14')).state).toBe('done');
    const young = await memberWithCard(world, cast.inRole('divorced'));
    const view = await apply(young.client, 'TQ14');
    expect(reasonCodes(view)).toEqual(['NOT_RETIRED']);
    expect(view.reasons[0]?.text.zh).toMatch(/最早法定退休年月为 20\d\d-\d\d（仅为提示/);
    expect(view.reasons[0]?.retryOn).toMatch(/^20\d\d-\d\d-01$/);
    expect(await ownAccount(young)).toMatchObject({ state: '01', balance: '5760.00', closed: null });
  });

  test('a pension that human resources do not keep needs a visit, and is not refused', async () => {
    const army = await memberWithCard(world, cast.inRole('armyPensioner'));
    const view = await apply(army.client, 'TQ14');
    expect([view.state, view.reasons]).toEqual(['counter', []]);
    const clerk = await world.signedIn({ role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' });
    const { missing } = (await clerk.get(`/v1/desk/cases/${view.id}`)).body;
    expect(missing.map(({ fact }: { fact: string }) => fact)).toEqual(['person.retirement']);
    const answered = await clerk.post(`/v1/desk/cases/${view.id}/facts`, {
      fact: 'person.retirement',
      value: { retiredOn: '2026-10-01' },
      evidence: {
        kind: 'retirement-certificate',
        number: '军退字2026第0001号',
        issuer: '太原市退役军人服务中心(虚构)',
        issuedOn: '2026-10-08',
      },
    });
    expect([answered.status, answered.body.state]).toEqual([201, 'done']);
    expect(await amountsTo(army)).toEqual([total]);
  });

  test('while human resources are silent the case waits, and ends by itself when they speak', async () => {
    const member = await nextMember();
    await registryMood(world, 'hrr', 'silence');
    const waiting = await apply(member.client, 'TQ14');
    expect([waiting.state, waiting.missing]).toEqual(['waiting', ['person.retirement']]);
    await registryMood(world, 'hrr', 'normal');
    await untilState(member.client, waiting.id, 'done', 40);
    expect(await amountsTo(member)).toEqual([total]);
  }, 60_000);

  test('a payment that the bank rejects leaves everything as it was', async () => {
    const member = await nextMember();
    await bankMood(world, 'reject-card-closed', { calls: 1 });
    expect((await apply(member.client, 'TQ14')).state).toBe('pay-failed');
    expect(await ownAccount(member)).toMatchObject({
      state: '01',
      balance: '5760.00',
      held: '0.00',
      holds: [],
    });
    await memberWithCard(world, member.person);
    expect((await apply(member.client, 'TQ14')).decision?.amount).toBe(total);
    expect(await amountsTo(member)).toEqual([total]);
  });

  test('a payment that comes back (退票) opens the account again, and no day of interest is lost', async () => {
    const member = await nextMember();
    const view = await apply(member.client, 'TQ14');
    const returned = await world.control('POST', '/control/bank/returns', {
      reference: receiptOf(view, 'reference'),
      reason: '账户状态异常',
    });
    await noticesAbout(world, returned.serial as string);
    expect(await ownAccount(member)).toMatchObject({
      state: '01',
      balance: '5760.00',
      held: '0.00',
      closed: null,
    });
    const told = await readCase(member.client, view.id);
    expect(told.timeline.at(-1)).toMatchObject({ kind: 'payment-returned', body: { restored: true } });
    expect((await apply(member.client, 'TQ14')).decision?.amount).toBe(total);
  });

  test('the account is kept to itself while the bank has not spoken, and money that comes is paid by a further case', async () => {
    const member = await nextMember();
    const first = await withoutNotices(world, async () => {
      await bankMood(world, 'timeout-after-paying', { calls: 1 });
      const open = await apply(member.client, 'TQ14');
      expect(open.state).toBe('paying');
      const [hold] = (await ownAccount(member))['holds'] as { reason: { zh: string } }[];
      expect(hold?.reason.zh).toContain('销户');
      const rent = await apply(member.client, 'TQ12');
      expect(rent.decision?.headline).toBe('BUSINESS_IN_PROGRESS');
      return open;
    });
    await untilState(member.client, first.id, 'done', 40);
    expect(await ownAccount(member)).toMatchObject({ state: '05' });

    // Now one who is paid while the money of November is on its way.
    const late = await nextMember();
    const others = await openStaff();
    const list = await sendList(employer, '2026-11', others);
    expect(list.status).toBe(201);
    const confirmed = await confirm(employer, list.body.id as string);
    await bankMood(world, 'silence');
    const closing = await apply(late.client, 'TQ14');
    expect(closing.state).toBe('paying');
    await pay(employer, confirmed);
    await untilState(employer.agent.client, confirmed.id, 'done');
    expect(await ownAccount(late)).toMatchObject({ balance: '7680.00', held: '5760.00' });
    await bankMood(world, 'normal');
    const paid = await untilState(late.client, closing.id, 'done', 60);
    expect(paid.receipt).toMatchObject({ left: '1920.00' });
    const next = await untilState(late.client, receiptOf(paid, 'followUpId'), 'done', 40);
    expect(next.timeline[0]?.body).toEqual({ channel: 'system', follows: closing.id });
    expect(await amountsTo(late)).toEqual([total, '1920.00']);
    expect(await ownAccount(late)).toMatchObject({ state: '05', balance: '0.00' });
  }, 120_000);

  test('money that comes after the account was closed opens it again, and a further case pays it out', async () => {
    const member = await nextMember();
    const list = await sendList(employer, '2026-12', await openStaff());
    expect(list.status).toBe(201);
    const confirmed = await confirm(employer, list.body.id as string);
    expect((await apply(member.client, 'TQ14')).state).toBe('done');
    await pay(employer, confirmed);
    await untilState(employer.agent.client, confirmed.id, 'done');
    await until('the second payment', async () => (await amountsTo(member)).length === 2);
    await until('the account closed again', async () => (await ownAccount(member))['state'] === '05');
    expect((await amountsTo(member))[0]).not.toBe((await amountsTo(member))[1]);
  }, 60_000);

  test('the catalogue calls it usable, and its guide says that the account closes', async () => {
    const page = await world.visitor().get('/v1/items/TQ14');
    expect(page.body).toMatchObject({ code: 'TQ14', usable: true, guide: { closesAccount: true } });
    const conditions = page.body.guide.conditions as { text: { zh: string } }[];
    expect(conditions.map(({ text }) => text.zh).join('\n')).toContain('不以年龄推定');
  });

  /** Everybody whose account is active: the list must name them all and nobody else. */
  async function openStaff(): Promise<Person[]> {
    const closed = await rows<{ no: string }>(
      world,
      `SELECT p.id::text AS no FROM person AS p JOIN member_account AS m ON m.person_id = p.id WHERE m.state <> '01'`,
    );
    const gone = new Set(closed.map(({ no }) => no));
    const known = await rows<{ id: string; name: string }>(world, 'SELECT id::text AS id, name FROM person');
    const names = new Set(known.filter(({ id }) => gone.has(id)).map(({ name }) => name));
    return staff.filter(({ name }) => !names.has(name));
  }
});
