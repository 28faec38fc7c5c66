import type { CaseView } from '../../src/modules/casework';
import { startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  confirm,
  deposit,
  type Employer,
  eventsOf,
  expectProof,
  MONTHS,
  noticesAbout,
  openAccounts,
  pay,
  type Person,
  receiptOf,
  registerEmployer,
  registration,
  rows,
  sendCsv,
  sendList,
  signIn,
  storedCounts,
  until,
  untilState,
} from './support';

const [first, second, third] = MONTHS;
const base = '8000.00';
/** 12 % of 8000.00 from either side, for each of six. */
const total = '11520.00';

describe('an employer registers, opens accounts and remits', () => {
  let world: World;
  let cast: Cast;
  let employer: Employer;
  let staff: readonly Person[];

  beforeAll(async () => {
    world = await startWorld();
    cast = await castOf(world);
    staff = ['renter', 'renterSpouse', 'rareName', 'middleDotName', 'widowed', 'twoJobs'].map((role) =>
      cast.inRole(role),
    );
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const overview = async (): Promise<Record<string, unknown>> =>
    (await employer.agent.client.get(`/v1/employers/${employer.id}`)).body;
  const balanceOf = async (person: Person): Promise<string> =>
    (await (await signIn(world, person, 'member')).client.get('/v1/me/account')).body.balance;

  test('a company whose licence is revoked is refused, with the registry as the source', async () => {
    const head = await signIn(world, cast.inRole('revokedLegalRepresentative'), 'employer-agent');
    const view = await apply(
      head.client,
      'GJ01',
      registration(cast.companyInRole('revokedEmployer').creditCode),
    );
    expect(view.state).toBe('refused');
    expect(view.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['EMPLOYER_NOT_IN_BUSINESS']);
    expect(view.reasons[0]?.sources).toEqual([expect.objectContaining({ source: 'MSA' })]);
    expect(view.reasons[0]?.text.zh).toContain('吊销');
  });

  test('somebody who is not the legal representative cannot register the company', async () => {
    const other = await signIn(world, cast.inRole('employerAgent'), 'employer-agent');
    const view = await apply(other.client, 'GJ01', registration(cast.companyInRole('employer').creditCode));
    expect(view.state).toBe('refused');
    expect(view.decision?.headline).toBe('NAME_MISMATCH');
  });

  test('the legal representative registers it at once, and no second time', async () => {
    employer = await registerEmployer(world, cast);
    expect(await overview()).toMatchObject({ paidThrough: null, monthDue: first, activeMembers: 0 });
    const again = await apply(
      employer.agent.client,
      'GJ01',
      registration(cast.companyInRole('employer').creditCode),
    );
    expect(again.state).toBe('refused');
    expect(again.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['DUPLICATE_PERSON']);
  });

  test('accounts are opened row by row: a bad row does not hold up a good one', async () => {
    const renter = cast.inRole('renter');
    const wrongDigit: Person = {
      ...renter,
      idNo: renter.idNo.slice(0, 17) + (renter.idNo.endsWith('1') ? '2' : '1'),
    };
    const bad = [
      wrongDigit,
      cast.inRole('policeSpellsDifferently'),
      cast.inRole('deceased'),
      renter,
      cast.inRole('leftEmployer'),
    ];
    const view = await openAccounts(employer, [...staff, ...bad], () => base);
    expect(view.receipt).toMatchObject({ opened: staff.length, refused: bad.length });
    const told = view.receipt?.['rows'] as { row: number; result: string; code?: string; text?: object }[];
    expect(told.slice(0, staff.length).every(({ result }) => result === 'opened')).toBe(true);
    expect(told.slice(staff.length).map(({ row, code }) => [row, code])).toEqual([
      [7, 'ID_CHECKSUM'],
      [8, 'NAME_MISMATCH'],
      [9, 'PERSON_DECEASED'],
      [10, 'DUPLICATE_PERSON'],
      [11, 'NOT_EMPLOYED_HERE'],
    ]);
    for (const { text } of told.slice(staff.length)) {
      expect(text).toEqual({ zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    }
    expect(await overview()).toMatchObject({ activeMembers: staff.length });
  });

  test('a person who has an account is not given a second one', async () => {
    const view = await openAccounts(employer, [staff[0]!], () => base);
    expect(view.state).toBe('refused');
    expect(view.decision?.headline).toBe('ACCOUNT_STATE');
  });

  test('a file with three bad rows names each of them and imports nothing', async () => {
    const before = await storedCounts(world);
    const spoilt = staff.map((person, index) => {
      if (index === 1) return [`${person.name}误`, person.idNo, base];
      if (index === 2)
        return [person.name, `${person.idNo.slice(0, 17)}${person.idNo.endsWith('1') ? '2' : '1'}`, base];
      return [person.name, person.idNo, index === 3 ? '8,000' : base];
    });
    const refused = await sendCsv(employer, first, csvOf(spoilt));
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body.code).toBe('LIST_HAS_ERRORS');
    const errors = refused.body.errors as Record<string, unknown>[];
    const byRow = errors.map(({ row, column, code }) => [row, column, code]);
    expect(byRow.sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [3, '姓名', 'NAME_MISMATCH'],
      [4, '证件号码', 'ID_CHECKSUM'],
      [5, '缴存基数', 'MONEY_FORMAT'],
    ]);
    for (const { message, fix } of errors) expect([message, fix].every(Boolean)).toBe(true);
    expect(await rows(world, 'SELECT id FROM remittance_list')).toEqual([]);
    expect(await storedCounts(world)).toEqual(before);
  });

  test('the mended file is taken, and JSON of the same month takes the place of the draft', async () => {
    const mended = await sendCsv(employer, first, csvOf(staff.map(({ name, idNo }) => [name, idNo, base])));
    expect(mended.status).toBe(201);
    expect(mended.body).toMatchObject({ state: 'DRAFT', memberCount: staff.length, total, paymentNo: null });
    const json = await sendList(employer, first, staff);
    expect(json.status).toBe(201);
    expect(json.body).toMatchObject({ state: 'DRAFT', memberCount: staff.length, total });
    const former = await employer.agent.client.get(`/v1/remittance-lists/${mended.body.id}`);
    expect(former.body.state).toBe('CANCELLED');
  });

  test('a month cannot be left out', async () => {
    const gap = await sendList(employer, second, staff);
    expect(gap.status).toBe(422);
    expect(gap.body.errors).toEqual([expect.objectContaining({ code: 'MONTH_GAP', pointer: '/month' })]);
    expect(gap.body.errors[0].fix).toContain(first);
  });

  test('a list that is paid to the fen is credited to every member in one go, and never twice', async () => {
    const list = await sendList(employer, first, staff);
    const confirmed = await confirm(employer, list.body.id);
    expect(confirmed.state).toBe('waiting-funds');
    expect(receiptOf(confirmed, 'amount')).toBe(total);
    const twice = await sendList(employer, first, staff);
    expect([twice.status, twice.body.code, twice.body.listId]).toEqual([
      409,
      'LIST_ALREADY_CONFIRMED',
      list.body.id,
    ]);
    const serial = await pay(employer, confirmed);
    const done = await untilState(employer.agent.client, confirmed.id, 'done');
    expect(eventsOf(done)).toContain('decomposed');
    expect(await Promise.all(staff.map(balanceOf))).toEqual(staff.map(() => '1920.00'));
    expect(await overview()).toMatchObject({ paidThrough: first, monthDue: second, suspense: '0.00' });

    const before = await storedCounts(world);
    await world.control('POST', '/control/bank/resend', { serial, times: 5 });
    expect(await noticesAbout(world, serial)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await storedCounts(world)).toEqual(before);
    expect(await balanceOf(staff[0]!)).toBe('1920.00');

    const again = await sendList(employer, first, staff);
    expect(again.body.errors).toEqual([expect.objectContaining({ code: 'MONTH_ALREADY_REMITTED' })]);
  });

  test('“same as last month” in one call; what is paid too much waits in suspense for the employer', async () => {
    const list = await employer.agent.client.post('/v1/remittance-lists/same-as', {
      employerId: employer.id,
      month: second,
      asMonth: first,
    });
    expect(list.status).toBe(201);
    expect(list.body).toMatchObject({ month: second, memberCount: staff.length, total });
    const confirmed = await confirm(employer, list.body.id);
    await pay(employer, confirmed, '11620.00');
    const done = await untilState(employer.agent.client, confirmed.id, 'done');
    expect(receiptOf(done, 'surplus')).toBe('100.00');
    expect(await overview()).toMatchObject({ paidThrough: second, suspense: '100.00' });
    expect(await balanceOf(staff[1]!)).toBe('3840.00');
  });

  test('too little money is kept whole and credited to nobody until the rest arrives', async () => {
    const confirmed = await confirm(employer, (await sendList(employer, third, staff)).body.id);
    await pay(employer, confirmed, '11519.99');
    const short = await until('the short money is told', async () => {
      const { body } = await employer.agent.client.get(`/v1/cases/${confirmed.id}`);
      return eventsOf(body as CaseView).includes('funds-short') && (body as CaseView);
    });
    expect(short.state).toBe('waiting-funds');
    expect(short.timeline.at(-1)?.body).toMatchObject({ received: '11519.99', lacking: '0.01' });
    expect(await balanceOf(staff[0]!)).toBe('3840.00');
    expect(await overview()).toMatchObject({ paidThrough: second, suspense: '11619.99' });
    await expectProof(world);

    await pay(employer, confirmed, '0.01');
    await untilState(employer.agent.client, confirmed.id, 'done');
    expect(await Promise.all(staff.map(balanceOf))).toEqual(staff.map(() => '5760.00'));
    expect(await overview()).toMatchObject({ paidThrough: third, suspense: '100.00' });
  });

  test('money under a number nobody gave out is kept as unallocated, and credited to nobody', async () => {
    const serial = await deposit(world, {
      toAccount: '104014010000000001',
      amount: '777.77',
      remark: '公积金 HJ26101500000000',
    });
    await noticesAbout(world, serial);
    expect(
      await rows(world, 'SELECT state, amount_fen, matcher FROM receipt WHERE bank_serial = $1', [serial]),
    ).toEqual([{ state: 'suspense', amount_fen: '77777', matcher: null }]);
    const [unallocated] = await rows(
      world,
      `SELECT sum(e.amount_fen) AS fen FROM entry AS e JOIN ledger_account AS a ON a.id = e.account_id
        WHERE a.code = '21901' AND e.side = 'C'`,
    );
    expect(unallocated).toEqual({ fen: '77777' });
    expect(await overview()).toMatchObject({ suspense: '100.00' });
  });
});

function csvOf(lines: readonly (readonly string[])[]): string {
  const quoted = lines.map((cells) => cells.map((cell) => `"${cell}"`).join(','));
  return ['姓名,证件号码,缴存基数', ...quoted].join('\r\n');
}
