import { addDays, parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { selectObligations } from '../../../src/modules/contribution/store/unit-closing-store';
import type { Employment, Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

const TODAY = parseDay('2026-12-02');
let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start(TODAY);
  employer = await EmployerUnderTest.register(room, 4);
}, 60_000);
afterAll(() => room.stop(), 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const named = ({ name, idNo }: Person) => ({ name, idNo });
const of = (place: number) => ({ employerId: employer.employerId, ...named(employer.staff[place]!) });
const apply = async (item: string, input: object, client = employer.agent) =>
  (await client.post('/v1/cases', { item, input })).body;
const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);
const send = (reason: string, lines: readonly object[], more: object = {}) =>
  employer.agent.post('/v1/back-payments', { employerId: employer.employerId, reason, lines, ...more });
const line = (place: number, month: string) => ({ ...named(employer.staff[place]!), month });
const member = (place: number) => room.signedIn(employer.staff[place]!, 'member');
const balance = async (place: number) => (await (await member(place)).get('/v1/me/account')).body.balance;
const creditCode = () => room.outside.world.companyInRole('employer').creditCode;
/** Social insurance has somebody here in these periods. */
function worked(place: number, ...periods: readonly (readonly [from: string, to: string | null])[]): void {
  const employments = periods.map(([from, to]): Employment => ({
    creditCode: creditCode(),
    from: parseDay(from),
    to: to === null ? null : parseDay(to),
    baseFen: fen(800_000n),
  }));
  room.outside.world.addPeople([{ ...employer.staff[place]!, employments }]);
}
const remitted = async (month: string, staff: readonly Person[]) => {
  const list = await employer.upload(month, employer.csv(staff));
  expect([list.status, list.body.errors]).toEqual([201, undefined]);
  const made = await apply('GJ11', { listId: list.body.id });
  await room.transfer(made.receipt.amount, made.receipt.paymentNo);
};
const unitId = async () =>
  (
    await room.run((tx) =>
      tx.query<{ id: bigint }>(`SELECT ledger_account_id AS id FROM unit_account WHERE kind = 'employer'`),
    )
  )[0]!.id;

describe('months that an employer would buy', () => {
  it('while the member was sealed are asked of social insurance, as those before the hire', async () => {
    const [, , , back] = employer.staff as [Person, Person, Person, Person];
    worked(3, ['2024-01-01', '2026-08-20']);
    const sealed = { kind: 'seal', ...named(back), reason: 'terminated', endedOn: '2026-08-20' };
    const { employerId } = employer;
    const seal = await apply('GJ10', { employerId, month: '2026-09', changes: [sealed] });
    expect(seal.state).toBe('done');
    await remitted('2026-09', employer.staff.slice(0, 3));
    worked(3, ['2024-01-01', '2026-08-20'], ['2026-10-01', null]);
    const unsealed = { kind: 'unseal', ...named(back), base: '8000.00' };
    expect((await apply('GJ10', { employerId, changes: [unsealed] })).state).toBe('done');
    const draft = await send('missed', [line(3, '2026-09')]);
    expect(draft.status).toBe(201);
    const refused = await apply('GJ12', { backPaymentId: draft.body.id });
    expect([refused.state, reasons(refused)]).toEqual(['refused', ['NOT_EMPLOYED_HERE']]);
  });

  it('are no less asked about because a number of an order is named', async () => {
    const draft = await send('order', [line(3, '2026-09')], { orderNo: '晋稽 2026-1' });
    const refused = await apply('GJ12', { backPaymentId: draft.body.id });
    expect([refused.state, reasons(refused)]).toEqual(['refused', ['NOT_EMPLOYED_HERE']]);
    worked(3, ['2024-01-01', null]);
    const again = await send('order', [line(3, '2026-09')], { orderNo: '晋稽 2026-1' });
    expect((await apply('GJ12', { backPaymentId: again.body.id })).state).toBe('waiting-funds');
    // A back payment that is awaited holds the closing of its employer up.
    const found = await room.run(async (tx) => selectObligations(tx, await unitId()));
    expect([found.awaiting, found.backPaymentsAwaiting]).toEqual([0, 1]);
    const closing = await apply('GJ05', { employerId: employer.employerId });
    const owed = (closing.reasons as { text: { zh: string } }[]).map(({ text }) => text.zh).join();
    expect([closing.state, owed]).toEqual(['refused', expect.stringContaining('待付款清册 1 份')]);
    const cancelled = await employer.agent.post(
      `/v1/back-payments/${again.body.id as string}/cancellation`,
      {},
    );
    expect(cancelled.status).toBe(200);
  });

  it('are not deferred ones because they are called so', async () => {
    const { status, body } = await send('deferred', [line(3, '2026-09')]);
    expect([status, body.errors[0].code, body.errors[0].column]).toEqual([
      422,
      'MONTH_NOT_DEFERRED',
      'month',
    ]);
  });
});

describe('who left with months deferred', () => {
  const paper = (kind: string, words: object) => ({
    kind,
    number: '2026-17',
    issuer: '零跑示例科技有限公司工会(虚构)',
    issuedOn: '2026-09-01',
    ...words,
  });

  it('gets what the former employer owes, wherever the account is by then, and the employer owes nothing any more', async () => {
    const months = { fromMonth: '2026-10', untilMonth: '2026-12' };
    const clerk = await room.signedIn(room.outside.world.inRole('renter'), 'clerk');
    const granted = await apply(
      'GJ15',
      {
        employerId: employer.employerId,
        agent: named(employer.head),
        ...months,
        papers: {
          resolution: paper('congress-resolution', { agreed: true, ...months }),
          committee: paper('committee-decision', { agreed: true, ...months }),
          loss: paper('audit-report', { loss: '120000.00' }),
        },
      },
      clerk,
    );
    expect(granted).toMatchObject({ state: 'done', receipt: { deferredNow: 2 } });

    worked(0, ['2024-01-01', addDays(TODAY, -40)]);
    const left = { ...of(0), reason: 'terminated', endedOn: addDays(TODAY, -40) };
    expect((await apply('GJ23', left)).state).toBe('done');
    expect(await apply('GJ26', {}, await member(0))).toMatchObject({ state: 'done' });
    const resumed = await apply('GJ16', { employerId: employer.employerId, resumeFrom: '2026-12' });
    expect(resumed.receipt).toMatchObject({ monthsDue: ['2026-10', '2026-11'], linesDue: 8 });

    const all = [0, 1, 2, 3].flatMap((place) => ['2026-10', '2026-11'].map((month) => line(place, month)));
    const draft = await send('deferred', all);
    expect([draft.status, draft.body.lineCount]).toEqual([201, 8]);
    const confirmed = await apply('GJ12', { backPaymentId: draft.body.id });
    expect(confirmed.state).toBe('waiting-funds');
    const before = await balance(0);
    await room.transfer(confirmed.receipt.amount, confirmed.receipt.paymentNo);
    expect(Number(await balance(0)) - Number(before)).toBe(3200);
    expect(await room.count('deferred_month', `state <> 'MADE_UP'`)).toBe(0);
    expect((await (await member(0)).get('/v1/me/account')).body).toMatchObject({ state: '02' });
  });

  it('is not taken for somebody who never was there', async () => {
    const [stranger] = room.outside.world.addSingles(1, 77) as [Person];
    const { status, body } = await send('missed', [{ ...named(stranger), month: '2026-10' }]);
    expect([status, body.errors[0].code]).toEqual([422, 'NO_OPEN_ACCOUNT']);
  });
});

describe('an employer whose deferral has run out', () => {
  it('owes the months after it, and is warned of them', async () => {
    await room.asSuperuser(
      `SET session_replication_role = replica; UPDATE unit_account SET state = '03', paid_through = 202610 WHERE kind = 'employer';
       UPDATE unit_relief SET until_month = 202610, ended_on = NULL, ended_from = NULL, ended_case_id = NULL`,
    );
    const { body } = await employer.agent.get(`/v1/employers/${employer.employerId}/arrears`);
    expect(body).toMatchObject({ months: 1, firstMonth: '2026-11' });
    await room.asSuperuser(`UPDATE unit_relief SET until_month = 202611`);
    const later = await employer.agent.get(`/v1/employers/${employer.employerId}/arrears`);
    expect(later.body.months).toBe(0);
    await room.asSuperuser(
      `SET session_replication_role = replica; UPDATE unit_account SET state = '01', paid_through = 202611 WHERE kind = 'employer';
       UPDATE unit_relief SET until_month = 202612, ended_on = '2026-12-02', ended_from = 202612, ended_case_id = case_id`,
    );
  });
});

describe('money for an employer that is closed', () => {
  const state = (is: '01' | '04') =>
    room.asSuperuser(
      `SET session_replication_role = replica; UPDATE unit_account SET state = '${is}' WHERE kind = 'employer'`,
    );

  it('that names it is nobody’s; what stands there goes back to its payer and nowhere else', async () => {
    const { unitAccountNo } = (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
    await room.transfer('10.00', `公积金 ${unitAccountNo as string}`);
    const { lots } = (await employer.agent.get(`/v1/employers/${employer.employerId}/suspense`)).body;
    expect(lots).toHaveLength(1);
    await state('04');
    await room.transfer('11.00', `公积金 ${unitAccountNo as string}`);
    const [list] = await room.run((tx) =>
      tx.query<{ no: string }>(`SELECT payment_no AS no FROM remittance_list WHERE state = 'POSTED' LIMIT 1`),
    );
    await room.transfer('12.00', list!.no);
    expect(await room.count('receipt', `state = 'suspense' AND amount_fen IN (1100, 1200)`)).toBe(2);
    const lotId = lots[0].lotId ?? lots[0].id;
    const returned = await apply('GJ19', { employerId: employer.employerId, action: 'return', lotId });
    expect(['paying', 'done']).toContain(returned.state);
    await state('01');
  });
});
