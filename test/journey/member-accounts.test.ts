import { type HttpClient, startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  deposit,
  type Employer,
  expectProof,
  expectReplays,
  memberWithCard,
  newPeople,
  ownAccount,
  type Person,
  readCase,
  receiptOf,
  registration,
  settledEmployer,
  signIn,
  submit,
  untilState,
} from './support';

const clerkIdentity = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const COURT = '太原市虚构区人民法院';
/** Under this number the police have somebody who changed theirs. */
const RENUMBERED = '140199199003030037';

describe('what happens to a member’s account', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let other: { id: string; client: HttpClient; creditCode: string };
  let people: readonly Person[];
  const clerk = (): Promise<HttpClient> => world.signedIn(clerkIdentity);
  const person = (index: number): Person => people[index]!;
  const member = async (who: { name: string; idNo: string }) => signIn(world, who as Person, 'member');
  const named = ({ name, idNo }: Person) => ({ name, idNo });

  beforeAll(async () => {
    world = await startWorld();
    cast = await castOf(world);
    people = await newPeople(world, 5, 9);
    employer = await settledEmployer(world, () => people);
    const { creditCode } = cast.companyInRole('otherEmployer');
    const head = await signIn(world, cast.inRole('otherLegalRepresentative'), 'employer-agent');
    const made = await apply(head.client, 'GJ01', registration(creditCode, '2026-10'));
    other = { id: receiptOf(made, 'employerId'), client: head.client, creditCode };
  }, 180_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  /** What social insurance, police and banks know of somebody from now on. */
  const become = async (who: Person, more: object): Promise<void> => {
    const { role, name, idNo, phone, cardNo, bankCode } = who;
    await world.control('POST', '/control/people', {
      people: [{ role, name, idNo, phone, cardNo, bankCode, ...more }],
    });
  };
  const job = (creditCode: string, from: string, to: string | null = null) => ({
    creditCode,
    from,
    to,
    base: '8000.00',
  });
  const seal = (who: Person, endedOn: string) =>
    apply(employer.agent.client, 'GJ23', {
      employerId: employer.id,
      ...named(who),
      reason: 'terminated',
      endedOn,
    });

  test('the catalogue tells of each what is needed, in both languages, with a fix where there is one', async () => {
    for (const code of ['GJ21', 'GJ22', 'GJ25', 'GJ26', 'GJ29', 'GJ30', 'GJ31', 'GJ35']) {
      const { body } = await world.visitor().get(`/v1/items/${code}`);
      expect([code, body.usable]).toEqual([code, true]);
      for (const { text, refusal } of body.guide.conditions) {
        expect(text.zh).toMatch(/\p{Script=Han}/u);
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(refusal.fix.zh).toMatch(/\S/);
      }
    }
    const court = (await world.visitor().get('/v1/items/GJ35')).body.guide;
    expect(court.papers).toMatchObject([{ pointer: '/input/papers/notice', always: true }]);
  });

  test('contact data: the bank vouches for the number, the rest is free', async () => {
    const { client } = await memberWithCard(world, person(0));
    const changed = await apply(client, 'GJ21', { mobile: person(0).phone, postcode: '030000' });
    expect(changed).toMatchObject({ state: 'done', spared: { visits: 0, papersAsked: 0 } });
    expect((await client.get('/v1/me/contact')).body).toMatchObject({ postcode: '030000' });
  });

  test('a transfer: sealed here, employed there, the money is at the other employer by the next call', async () => {
    const who = person(0);
    const before = await ownAccount(await member(who));
    await become(who, {
      employments: [
        job(cast.companyInRole('employer').creditCode, '2024-01-01', '2026-09-30'),
        job(other.creditCode, '2026-10-01'),
      ],
    });
    await seal(who, '2026-09-30');
    const moved = await apply(other.client, 'GJ25', { employerId: other.id, ...named(who), base: '8000.00' });
    // October was remitted by the former employer.
    expect(moved).toMatchObject({ state: 'done', receipt: { balance: before.balance, month: '2026-11' } });
    const after = await ownAccount(await member(who));
    expect([after.accountNo, after.balance, after.state]).toEqual([before.accountNo, before.balance, '01']);
    const again = await submit(other.client, 'GJ25', {
      employerId: other.id,
      ...named(who),
      base: '8000.00',
    });
    // Of somebody who works there the employer hears what the account is.
    const told = again.body.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode);
    expect([again.body.state, told]).toEqual(['refused', ['ACCOUNT_STATE']]);
  });

  test('the central sealed account takes whom nobody employs any more', async () => {
    const who = person(1);
    await become(who, {
      employments: [job(cast.companyInRole('employer').creditCode, '2024-01-01', '2026-09-15')],
    });
    await seal(who, '2026-09-15');
    const kept = await apply((await member(who)).client, 'GJ26', {});
    expect(kept).toMatchObject({ state: 'done', receipt: { balance: '5760.00' } });
    expect(await ownAccount(await member(who))).toMatchObject({ state: '02', balance: '5760.00' });
  });

  test('and lets them contribute for themselves, a month at a time under its number', async () => {
    const { client } = await member(person(1));
    const joined = await apply(client, 'GJ30', { district: '140105', base: '6000.00', ratio: '0.12' });
    expect(joined).toMatchObject({ state: 'done', receipt: { monthly: '720.00', firstMonth: '2026-11' } });
    const due = await apply(client, 'GJ31', { action: 'pay' });
    expect(due.state).toBe('waiting-funds');
    const remark = `住房公积金 ${receiptOf(due, 'paymentNo')}`;
    await deposit(world, { toAccount: receiptOf(due, 'payTo'), amount: '720.00', remark });
    await untilState(client, due.id, 'done');
    expect((await ownAccount(await member(person(1)))).balance).toBe('6480.00');
  });

  test('a court freezes, a withdrawal sees the rest, a release gives it back', async () => {
    const who = person(2);
    const tenant = await memberWithCard(world, who);
    const hand = async (orderNo: string, order: object) => {
      await world.control('POST', '/control/court-orders', {
        orders: [{ orderNo, idNo: who.idNo, ...order }],
      });
      const notice = { kind: 'assistance-notice', number: orderNo, issuer: COURT, issuedOn: '2026-10-14' };
      return apply(await clerk(), 'GJ35', { ...named(who), orderNo, papers: { notice } });
    };
    const frozen = await hand('（2026）晋0105执501号', {
      kind: 'freeze',
      amount: '5000.00',
      until: '2027-04-14',
    });
    expect(frozen).toMatchObject({
      state: 'done',
      receipt: { frozen: '5000.00', state: 'active' },
      spared: { visits: 1, papersAsked: 1, humanApprovals: 0 },
    });
    const refused = await apply(tenant.client, 'TQ12', { amount: '750.01' });
    expect(refused).toMatchObject({ state: 'refused' });
    expect(await apply(tenant.client, 'TQ12', { amount: '750.00' })).toMatchObject({ state: 'done' });
    await hand('（2026）晋0105执502号', { kind: 'release', refersTo: '（2026）晋0105执501号' });
    expect(await ownAccount(tenant)).toMatchObject({ balance: '5010.00', held: '0.00' });
    const gaps = await submit(await clerk(), 'GJ35', { ...named(who), orderNo: 'x', papers: {} });
    expect(gaps.body.errors.map(({ code }: { code: string }) => code).sort()).toEqual([
      'LENGTH',
      'PAPER_MISSING',
    ]);
  });

  test('a new id number takes everything along, and two accounts of one person become one', async () => {
    const [old, twin] = [person(3), person(4)];
    const next = { ...old, role: null, idNo: RENUMBERED };
    await become(next, { formerIdentities: [named(old)] });
    const card = {
      kind: 'identity-card',
      number: RENUMBERED,
      issuer: '太原市公安局',
      issuedOn: '2026-10-01',
      match: true,
    };
    const changed = await apply(await clerk(), 'GJ22', {
      ...named(old),
      newName: old.name,
      newIdNo: RENUMBERED,
      papers: { card },
    });
    expect(changed).toMatchObject({ state: 'done', receipt: { numberChanged: true, nameChanged: false } });
    const own = await member(next);
    expect((await ownAccount(own)).balance).toBe('5760.00');
    expect((await (await member(old)).client.get('/v1/me/account')).status).toBe(404);

    // The books of before have the same person under another number still.
    await become(next, { formerIdentities: [named(old), named(twin)] });
    await become(twin, {
      employments: [job(cast.companyInRole('employer').creditCode, '2024-01-01', '2026-09-30')],
    });
    await seal(twin, '2026-09-30');
    const merged = await apply(own.client, 'GJ29', {});
    expect(merged).toMatchObject({ state: 'done', receipt: { moved: '5760.00' } });
    expect(await ownAccount(own)).toMatchObject({ balance: '11520.00', state: '01' });
    expect(await readCase(own.client, merged.id)).toMatchObject({ state: 'done' });
  });

  test('every decision is the same when it is made again', async () => {
    await expectReplays(world);
  }, 60_000);
});
