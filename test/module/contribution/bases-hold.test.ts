import { fen } from '../../../src/kernel/money';
import { parseMonth } from '../../../src/kernel/month';
import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start('2026-12-10');
  employer = await EmployerUnderTest.register(room, 4, '2026-10');
}, 60_000);
afterAll(() => room.stop());
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const staff = (index: number): Person => employer.staff[index]!;
const account = async (of: Person) => (await (await room.signedIn(of, 'member')).get('/v1/me/account')).body;

/** A list by rows, one base a member; the last one counts for everybody after. */
const list = (month: string, bases: readonly (string | undefined)[], query = '') =>
  employer.agent.post(`/v1/remittance-lists${query}`, {
    employerId: employer.employerId,
    month,
    members: employer.staff.map(({ name, idNo }, index) => {
      const base = bases[Math.min(index, bases.length - 1)];
      return base === undefined ? { name, idNo } : { name, idNo, base };
    }),
  });

const confirm = async (listId: string) =>
  (await employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId } })).body;

function declaredForTax(of: Person, monthly: bigint): void {
  const { creditCode } = room.outside.world.companyInRole('employer');
  const [from, to] = [parseMonth('2025-01'), parseMonth('2025-12')];
  room.outside.world.addPeople([{ ...of, wages: [{ creditCode, amountFen: fen(monthly * 12n), from, to }] }]);
}

const change = async (changes: readonly object[], more: object = {}) =>
  (
    await employer.agent.post('/v1/cases', {
      item: 'GJ10',
      input: { employerId: employer.employerId, changes, ...more },
    })
  ).body;

describe('a base holds for its fund year whatever a list says (from 2026-12-01)', () => {
  it('the first list of who joined brings their wage, and a cancelled one leaves the next free to', async () => {
    const first = await list('2026-10', ['8100.00', '8000.00']);
    expect(first.status).toBe(201);
    expect((await confirm(first.body.id)).state).toBe('waiting-funds');
    expect(await account(staff(0))).toMatchObject({
      monthly: { base: '8100.00' },
      baseSource: { code: 'previous-year' },
    });
    await employer.agent.post(`/v1/remittance-lists/${first.body.id}/cancellation`, {});
    const second = await list('2026-10', ['8000.00']);
    const made = await confirm(second.body.id);
    await room.transfer(made.receipt.amount, made.receipt.paymentNo);
    expect(await account(staff(0))).toMatchObject({ monthly: { base: '8000.00' } });
  });

  it('a row of another base is refused with row, column, value and fix; the others are taken in part', async () => {
    const bases = ['20000.00', '2200.00', '8000.00', undefined];
    const refused = await list('2026-11', bases);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([
      { code: 'BASE_NOT_IN_FORCE', row: 2, column: 'base', value: '20000.00' },
      { code: 'BASE_NOT_IN_FORCE', row: 3, column: 'base', value: '2200.00' },
    ]);
    expect(refused.body.errors[0].fix).toMatch(/8000\.00.*07-01.*08-31.*GJ08.*GJ09.*GJ10/);
    const partial = await list('2026-11', bases, '?partial=true');
    expect(partial).toMatchObject({ status: 201, body: { memberCount: 2, membersMissing: 2 } });
  });

  it('what comes to the same base after the limits is no other base', async () => {
    declaredForTax(staff(1), 4_000_000n);
    const { name, idNo } = staff(1);
    const input = { employerId: employer.employerId, name, idNo, base: '40000.00', reason: '漏计奖金' };
    expect((await employer.agent.post('/v1/cases', { item: 'GJ09', input })).body.state).toBe('done');
    const taken = await list('2026-11', ['8000.00', '45000.00', '8000.00']);
    expect(taken.status).toBe(201);
    const repeated = await employer.agent.post('/v1/remittance-lists/same-as', {
      employerId: employer.employerId,
      month: '2026-11',
      asMonth: '2026-10',
    });
    const made = await confirm(repeated.body.id);
    expect(made).toMatchObject({ state: 'waiting-funds' });
    await room.transfer(made.receipt.amount, made.receipt.paymentNo);
    expect(await account(staff(1))).toMatchObject({
      monthly: { base: '29100.00' },
      baseSource: { code: 'correction' },
    });
  });

  it('a draft of before with another base is not confirmed', async () => {
    const draft = await list('2026-12', ['8000.00', '40000.00', '8000.00']);
    await room.asSuperuser(`UPDATE remittance_line SET base_fen = base_fen + 100 WHERE list_id = '${draft.body.id}'
      AND account_id = (SELECT min(account_id) FROM member_account)`);
    const refused = await confirm(draft.body.id);
    expect(refused).toMatchObject({ state: 'refused', reasons: [{ rule: 'list-bases-in-force@1' }] });
  });

  it('a base among the changes of a roster (GJ10) is judged as a correction (GJ09) is', async () => {
    declaredForTax(staff(2), 800_000n);
    declaredForTax(staff(3), 960_000n);
    const row = (index: number, base: string) => {
      const { name, idNo } = staff(index);
      return { kind: 'base', name, idNo, base };
    };
    const refused = await change([row(2, '16000.00'), row(3, '16000.00')]);
    expect(refused.state).toBe('refused');
    expect(refused.reasons[0].observed.results).toMatchObject([
      { row: 1, field: 'base', value: '16000.00', code: 'BASE_AGREES_WITH_TAX' },
      { row: 2, field: 'base', value: '16000.00', code: 'BASE_DIFFERS_FROM_TAX' },
    ]);
    const made = await change([row(2, '16000.00'), row(3, '9600.00')], { partial: true });
    expect(made).toMatchObject({ state: 'done', receipt: { done: 1, left: 1 } });
    expect(await account(staff(3))).toMatchObject({
      monthly: { base: '9600.00' },
      baseSource: { code: 'correction' },
    });
    expect((await account(staff(2))).monthly.base).toBe('8000.00');
  });
});

describe('a month is made up for on the base that was valid in it (from 2026-12-01)', () => {
  const backPayment = (reason: string, index: number, month: string, base?: string) => {
    const { name, idNo } = staff(index);
    const line = base === undefined ? { name, idNo, month } : { name, idNo, month, base };
    const order = reason === 'order' ? { orderNo: '晋稽 2026-1' } : {};
    const body = { employerId: employer.employerId, reason, ...order, lines: [line] };
    return employer.agent.post('/v1/back-payments', body);
  };
  const codes = async (answer: ReturnType<typeof backPayment>) =>
    (await answer).body.errors.map(({ code }: { code: string }) => code);

  it('another base is refused for a missed month, and for a corrected one that no correction reaches', async () => {
    const missed = await backPayment('missed', 2, '2026-10', '29100.00');
    expect(missed.status).toBe(422);
    expect(missed.body.errors).toMatchObject([
      { code: 'BASE_NOT_OF_MONTH', row: 2, column: 'base', value: '29100.00' },
    ]);
    expect(missed.body.errors[0].fix).toMatch(/8000\.00.*GJ09/);
    expect(await codes(backPayment('missed', 2, '2026-10', '8000.00'))).toEqual(['MONTH_ALREADY_FULL']);
    expect(await codes(backPayment('base-corrected', 2, '2026-10', '29100.00'))).toEqual([
      'BASE_NOT_CORRECTED',
    ]);
  });

  it('a correction reaches the months of its fund year before it, to its own base alone', async () => {
    expect(await codes(backPayment('base-corrected', 3, '2026-10', '29100.00'))).toEqual([
      'BASE_NOT_CORRECTED',
    ]);
    expect(await codes(backPayment('missed', 3, '2026-10', '9600.00'))).toEqual(['BASE_NOT_OF_MONTH']);
    const corrected = await backPayment('base-corrected', 3, '2026-10', '9600.00');
    expect(corrected).toMatchObject({ status: 201, body: { total: '320.00' } });
    const input = { backPaymentId: corrected.body.id };
    const made = await employer.agent.post('/v1/cases', { item: 'GJ12', input });
    expect(made.body).toMatchObject({ state: 'waiting-funds' });
  });

  it('a court or inspection orders any base', async () => {
    expect(await backPayment('order', 2, '2026-10', '10000.00')).toMatchObject({ status: 201 });
  });

  it('a month before the account has the wage that the employer says, and a draft of before is looked at again', async () => {
    const early = await backPayment('missed', 2, '2026-09', '9000.00');
    expect(early).toMatchObject({ status: 201 });
    const draft = await backPayment('missed', 2, '2026-08', '9000.00');
    await room.asSuperuser(`UPDATE member_account SET opened_on = '2026-08-01'`);
    const refused = await employer.agent.post('/v1/cases', {
      item: 'GJ12',
      input: { backPaymentId: draft.body.id },
    });
    expect(refused.body.reasons).toMatchObject([{ rule: 'back-payment-bases-of-months@1' }]);
  });
});
