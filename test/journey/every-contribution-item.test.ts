import type { CaseView } from '../../src/modules/casework';
import { type HttpClient, startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  deposit,
  type Employer,
  expectProof,
  memberWithCard,
  moveTo,
  newPeople,
  openAccounts,
  ownAccount,
  pay,
  type Person,
  receiptOf,
  registerEmployer,
  registration,
  remit,
  signIn,
  submit,
  untilState,
} from './support';
import { caseOfLetter, HALF_A_YEAR_LATER } from './support/two-centres';

const clerkIdentity = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' } as const;
const OTHER_CITY = '141000000000000';
const OWN = '140100000000000';
/** Under this number the police have somebody who changed theirs. */
const RENUMBERED = '140199199003030037';
const COURT = '太原市虚构区人民法院';
const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'] as const;
const CODES = Array.from({ length: 35 }, (_, index) => `GJ${String(index + 1).padStart(2, '0')}`);

/** One employer, its staff, a clerk, another city: each of the 35 services of contribution once, to its end. */
describe('every service of contribution', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let other: { id: string; client: HttpClient; creditCode: string };
  let staff: readonly Person[];
  /** What ended as done, by item. */
  const done = new Map<string, string>();

  const agent = (): HttpClient => employer.agent.client;
  const own = () => ({ employerId: employer.id });
  const named = ({ name, idNo }: Person) => ({ name, idNo });
  const of = (place: number) => ({ ...own(), ...named(staff[place]!) });
  const member = (place: number) => signIn(world, staff[place]!, 'member');
  const clerk = (): Promise<HttpClient> => world.signedIn(clerkIdentity);

  /** Applies, sees the case done (when its money has come, where it awaits some), and gives it. */
  async function walk(client: HttpClient, item: string, input: object): Promise<CaseView> {
    const { status, body } = await submit(client, item, input);
    expect([item, status, body.errors]).toEqual([item, 201, undefined]);
    const made = body as CaseView;
    expect([item, made.reasons.map(({ reasonCode }) => reasonCode)]).toEqual([item, []]);
    if (made.state === 'waiting-funds' && made.receipt?.['paymentNo'] !== undefined)
      await pay(employer, made);
    const view = made.state === 'done' ? made : await untilState(client, made.id, 'done');
    done.set(view.item.code, view.id);
    return view;
  }
  /** What social insurance, police, tax authority and banks know of somebody from now on. */
  async function become(person: Person, more: object): Promise<void> {
    const { role, name, idNo, phone, cardNo, bankCode } = person;
    await world.control('POST', '/control/people', {
      people: [{ role, name, idNo, phone, cardNo, bankCode, ...more }],
    });
  }
  const ownCode = () => cast.companyInRole('employer').creditCode;
  const job = (creditCode: string, to: string | null = null, from = '2024-01-01', base = '8000.00') => ({
    creditCode,
    from,
    to,
    base,
  });

  beforeAll(async () => {
    world = await startWorld({ businessDate: '2026-08-20' });
    cast = await castOf(world);
    staff = await newPeople(world, 10, 9);
    for (const person of staff) await become(person, { employments: [job(ownCode())] });
  }, 180_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test('an employer registers, opens accounts, declares the bases of the year and remits (GJ01, GJ20, GJ08, GJ11)', async () => {
    employer = await registerEmployer(world, cast);
    done.set('GJ01', employer.id);
    const opened = await openAccounts(employer, staff.slice(0, 9), () => '7900.00');
    expect(opened).toMatchObject({ state: 'done', receipt: { opened: 9, refused: 0 } });
    done.set('GJ20', opened.id);
    const members = staff.slice(0, 9).map((person) => ({ ...named(person), base: '8000.00' }));
    const draft = await agent().post('/v1/base-changes', { ...own(), members });
    expect(draft.status).toBe(201);
    const changed = await walk(agent(), 'GJ08', { changeId: draft.body.id });
    expect(changed.receipt).toMatchObject({ members: 9 });
    const remitted = await remit(employer, '2026-08', staff.slice(0, 9));
    expect(remitted).toMatchObject({ state: 'done', receipt: { amount: '17280.00' } });
    done.set('GJ11', remitted.id);
  }, 120_000);

  test('half a year later it has papers on what it paid, other data, another agent, a mandate (GJ17, GJ18, GJ02 to GJ04)', async () => {
    await moveTo(world, HALF_A_YEAR_LATER);
    employer = { ...employer, agent: await signIn(world, employer.agent.person, 'employer-agent') };
    for (const month of MONTHS) await remit(employer, month, staff.slice(0, 9));
    const head = await signIn(world, cast.inRole('otherLegalRepresentative'), 'employer-agent');
    const { creditCode } = cast.companyInRole('otherEmployer');
    const made = await walk(head.client, 'GJ01', registration(creditCode, '2027-01'));
    other = { id: receiptOf(made, 'employerId'), client: head.client, creditCode };
    expect((await walk(agent(), 'GJ17', own())).receipt).toHaveProperty('code');
    expect((await walk(agent(), 'GJ18', { ...own(), month: '2026-12' })).receipt).toHaveProperty('code');
    const contact = await walk(agent(), 'GJ02', { ...own(), takeLicence: false, payday: 20 });
    expect(contact.receipt).toEqual({ changed: ['payday'] });
    const authorised = await walk(agent(), 'GJ03', { ...own(), authorise: named(staff[0]!) });
    expect(authorised.receipt).toMatchObject({ agents: 2 });
    const companies = (await world.control('GET', '/control/world')).companies as {
      role: string;
      bankAccount: { bankCode: string; accountNo: string };
    }[];
    const { bankAccount } = companies.find(({ role }) => role === 'employer')!;
    const account = { bankCode: bankAccount.bankCode, accountNo: bankAccount.accountNo };
    expect((await walk(agent(), 'GJ04', { ...own(), account })).receipt).toMatchObject({ mandate: 'given' });
  }, 120_000);

  test('members have cards, contact data, certificates and statements (GJ34, GJ21, GJ32, GJ33)', async () => {
    const { client, person } = await memberWithCard(world, staff[0]!);
    done.set('GJ34', person.idNo);
    await walk(client, 'GJ21', { mobile: person.phone, postcode: '030000' });
    expect((await client.get('/v1/me/contact')).body).toMatchObject({ postcode: '030000' });
    const certificate = await walk(client, 'GJ32', { certificate: 'contribution' });
    const { body } = await world.visitor().get(`/v1/verifications/${receiptOf(certificate, 'code')}`);
    expect(body).toMatchObject({ state: 'valid', holder: expect.stringContaining('*') });
    const statement = await walk(client, 'GJ33', { from: '2026-09-01', to: '2027-01-20' });
    expect(statement.receipt).toHaveProperty('documentId');
  }, 120_000);

  test('in hardship it pays less, or later, and resumes; its ratios it changes itself (GJ14 to GJ16, GJ07)', async () => {
    const paper = (kind: string, words: object) => ({
      ...{ kind, number: '2027-3', issuer: '零跑示例科技有限公司工会(虚构)', issuedOn: '2027-01-05' },
      ...words,
    });
    const granted = (words: object) => ({
      resolution: paper('congress-resolution', { agreed: true, ...words }),
      committee: paper('committee-decision', { agreed: true, ...words }),
      loss: paper('audit-report', { loss: '120000.00' }),
    });
    const months = { fromMonth: '2027-02', untilMonth: '2027-06' };
    const lower = { ...months, ratioEmployer: '0.05', ratioEmployee: '0.05' };
    const by = { ...own(), agent: named(employer.agent.person) };
    await walk(await clerk(), 'GJ14', { ...by, ...lower, papers: granted(lower) });
    const resumed = await walk(agent(), 'GJ16', { ...own(), resumeFrom: '2027-02' });
    expect(resumed.receipt).toMatchObject({ ratioEmployer: '0.1200' });
    await walk(await clerk(), 'GJ15', { ...by, ...months, papers: granted(months) });
    expect((await agent().get(`/v1/employers/${employer.id}`)).body.state).toBe('03');
    await walk(agent(), 'GJ16', { ...own(), resumeFrom: '2027-02' });
    expect((await agent().get(`/v1/employers/${employer.id}`)).body.state).toBe('01');
    const ratios = { ratioEmployer: '0.10', ratioEmployee: '0.10', fromMonth: '2027-02' };
    await walk(agent(), 'GJ07', { ...own(), ...ratios });
  }, 120_000);

  test('the roster changes, a base is corrected, an account rests and comes back (GJ10, GJ09, GJ23, GJ24)', async () => {
    const changes = [{ kind: 'new', ...named(staff[9]!), base: '8000.00' }];
    expect((await walk(agent(), 'GJ10', { ...own(), changes })).receipt).toMatchObject({ month: '2027-02' });
    await become(staff[6]!, { employments: [job(ownCode(), null, '2024-01-01', '9600.00')] });
    await walk(agent(), 'GJ09', { ...of(6), base: '9600.00', reason: '工资申报有误' });
    expect((await ownAccount(await member(6))).monthly.base).toBe('9600.00');
    await walk(agent(), 'GJ23', { ...of(6), reason: 'study' });
    expect((await ownAccount(await member(6))).state).toBe('02');
    await walk(agent(), 'GJ24', of(6));
    expect((await ownAccount(await member(6))).state).toBe('01');
  }, 120_000);

  test('a missed month is made up for, a wrong one refunded, and what is left goes back to its payer (GJ12, GJ13, GJ19)', async () => {
    const lines = [{ ...named(staff[9]!), month: '2026-12' }];
    const draft = await agent().post('/v1/back-payments', { ...own(), reason: 'missed', lines });
    expect(draft.status).toBe(201);
    const made = await walk(agent(), 'GJ12', { backPaymentId: draft.body.id });
    expect(made.receipt).toMatchObject({ amount: '1920.00' });
    expect((await ownAccount(await member(9))).balance).toBe('1920.00');
    const refunded = { ...of(9), month: '2026-12', backPaymentId: draft.body.id };
    await walk(agent(), 'GJ13', { ...refunded, to: 'suspense', reason: '多缴' });
    expect((await ownAccount(await member(9))).balance).toBe('0.00');
    const { lots, total } = (await agent().get(`/v1/employers/${employer.id}/suspense`)).body;
    expect(total).toBe('1920.00');
    await walk(agent(), 'GJ19', { ...own(), action: 'return', lotId: lots[0].id });
    expect((await agent().get(`/v1/employers/${employer.id}/suspense`)).body.total).toBe('0.00');
  }, 120_000);

  test('an account goes to another employer, to the centre, and on with its holder alone (GJ25, GJ26, GJ30, GJ31)', async () => {
    const [moving, leaving] = [staff[1]!, staff[2]!];
    await become(moving, {
      employments: [job(ownCode(), '2026-12-31'), job(other.creditCode, null, '2027-01-01')],
    });
    await walk(agent(), 'GJ23', { ...of(1), reason: 'terminated', endedOn: '2026-12-31' });
    await walk(other.client, 'GJ25', { employerId: other.id, ...named(moving), base: '8000.00' });
    expect((await ownAccount(await member(1))).state).toBe('01');
    await become(leaving, { employments: [job(ownCode(), '2026-12-15')] });
    await walk(agent(), 'GJ23', { ...of(2), reason: 'terminated', endedOn: '2026-12-15' });
    const { client } = await member(2);
    await walk(client, 'GJ26', {});
    const joined = await walk(client, 'GJ30', { district: '140105', base: '6000.00', ratio: '0.12' });
    expect(joined.receipt).toMatchObject({ monthly: '720.00' });
    const before = Number((await ownAccount(await member(2))).balance);
    const due = await apply(client, 'GJ31', { action: 'pay' });
    const remark = `住房公积金 ${receiptOf(due, 'paymentNo')}`;
    await deposit(world, { toAccount: receiptOf(due, 'payTo'), amount: '720.00', remark });
    done.set('GJ31', (await untilState(client, due.id, 'done')).id);
    expect(Number((await ownAccount(await member(2))).balance) - before).toBe(720);
  }, 120_000);

  test('a court freezes and releases; a number changes, and two accounts become one (GJ35, GJ22, GJ29)', async () => {
    const order = async (orderNo: string, words: object) => {
      const orders = [{ orderNo, idNo: staff[3]!.idNo, ...words }];
      await world.control('POST', '/control/court-orders', { orders });
      const notice = { kind: 'assistance-notice', number: orderNo, issuer: COURT, issuedOn: '2027-01-19' };
      const input = { ...named(staff[3]!), orderNo, papers: { notice } };
      return walk(await clerk(), 'GJ35', input);
    };
    const freeze = { kind: 'freeze', amount: '5000.00', until: '2027-07-19' };
    expect((await order('（2027）晋0105执501号', freeze)).receipt).toMatchObject({ frozen: '5000.00' });
    await order('（2027）晋0105执502号', { kind: 'release', refersTo: '（2027）晋0105执501号' });
    expect(await ownAccount(await member(3))).toMatchObject({ held: '0.00' });

    const [old, twin] = [staff[4]!, staff[5]!];
    const next = { ...old, role: null, idNo: RENUMBERED };
    await become(next, { formerIdentities: [named(old)], employments: [job(ownCode())] });
    const paper = { number: RENUMBERED, issuer: '太原市公安局', issuedOn: '2027-01-10', match: true };
    const card = { kind: 'identity-card', ...paper };
    const renumbered = { ...named(old), newName: old.name, newIdNo: RENUMBERED, papers: { card } };
    await walk(await clerk(), 'GJ22', renumbered);
    const mine = await signIn(world, next, 'member');
    const before = Number((await ownAccount(mine)).balance);
    await become(next, { formerIdentities: [named(old), named(twin)], employments: [job(ownCode())] });
    await become(twin, { employments: [job(ownCode(), '2026-12-31')] });
    await walk(agent(), 'GJ23', { ...of(5), reason: 'terminated', endedOn: '2026-12-31' });
    await walk(mine.client, 'GJ29', {});
    expect(Number((await ownAccount(mine)).balance)).toBe(before * 2);
    staff = staff.map((person, place) => (place === 4 ? next : person));
  }, 120_000);

  test('accounts come from another city and go there (GJ27, GJ28)', async () => {
    const there = {
      idNo: staff[8]!.idNo,
      principal: '30000.00',
      interest: '12.34',
      paidTo: '202607',
      loans: 1,
    };
    await world.control('POST', `/control/cities/${OTHER_CITY}/accounts`, there);
    const arrived = await walk((await member(8)).client, 'GJ27', { centre: OTHER_CITY });
    expect(arrived.receipt).toMatchObject({ amount: '30012.34', status: '00' });
    await walk(agent(), 'GJ23', { ...of(7), reason: 'unpaid-leave' });
    const letter = { to: OWN, ...named(staff[7]!) };
    const { letterNo } = await world.control('POST', `/control/cities/${OTHER_CITY}/letters`, letter);
    const { id } = await caseOfLetter(world, letterNo as string);
    const gone = await untilState((await member(7)).client, id, 'done');
    expect(gone.item.code).toBe('GJ28');
    done.set('GJ28', gone.id);
    expect(await ownAccount(await member(7))).toMatchObject({ state: '04', balance: '0.00' });
  }, 120_000);

  test('an employer that joins another one takes everybody along and is closed (GJ06, GJ05)', async () => {
    const papers = {
      document: {
        ...{ kind: 'merger-approval', number: '2027-17', issuer: '零跑示例科技有限公司(虚构)' },
        ...{ issuedOn: '2027-01-10', fromCreditCode: ownCode(), toCreditCode: other.creditCode },
      },
    };
    const asked = {
      kind: 'merger',
      fromEmployerId: employer.id,
      toEmployerId: other.id,
      fromMonth: '2027-02',
    };
    const by = { agent: named(employer.agent.person) };
    const moved = await walk(await clerk(), 'GJ06', { ...by, ...asked, papers });
    expect(moved.receipt).toMatchObject({ members: 6 });
    await world.control('POST', '/control/companies', {
      companies: [{ creditCode: ownCode(), status: 'deregistered' }],
    });
    await walk(agent(), 'GJ05', own());
    expect((await agent().get(`/v1/employers/${employer.id}`)).body.state).toBe('04');
  }, 120_000);

  test('all 35 are usable, and each of them came to its end here', async () => {
    const { items } = (await world.visitor().get('/v1/items')).body as {
      items: { code: string; usable: boolean }[];
    };
    const usable = items
      .filter(({ code, usable }) => usable && code.startsWith('GJ'))
      .map(({ code }) => code);
    expect(usable.sort()).toEqual(CODES);
    expect([...done.keys()].sort()).toEqual(CODES);
    expect(await submit(agent(), 'GJ36', {})).toMatchObject({ status: 400 });
  });
});
