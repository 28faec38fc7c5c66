import { fen } from '../../../src/kernel/money';
import { parseMonth } from '../../../src/kernel/month';
import type { Person } from '../../../src/simulators/world/person';
import { workbook } from '../../support/workbook';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start('2026-08-20');
  employer = await EmployerUnderTest.register(room, 5, '2026-07');
}, 60_000);
afterAll(() => room.stop());
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const staff = (index: number): Person => employer.staff[index]!;
const creditCode = () => room.outside.world.companyInRole('employer').creditCode;

/** What the employer declared for tax in 2025, a month; null: nothing. */
function declaredForTax(of: Person, monthly: bigint | null): void {
  const wages =
    monthly === null
      ? []
      : [
          {
            creditCode: creditCode(),
            amountFen: fen(monthly * 12n),
            from: parseMonth('2025-01'),
            to: parseMonth('2025-12'),
          },
        ];
  room.outside.world.addPeople([{ ...of, wages }]);
}

/** Wages of the five: in the middle, over the upper limit, under the lower one, to the fen, and of nobody declared. */
const WAGES = ['9000.00', '40000.00', '1500.00', '5833.33', '7000.00'];
const listed = (wages: readonly string[] = WAGES) =>
  employer.staff.slice(0, wages.length).map(({ name, idNo }, index) => ({ name, idNo, base: wages[index]! }));
const send = (members: readonly object[], query = '') =>
  employer.agent.post(`/v1/base-changes${query}`, { employerId: employer.employerId, members });
const confirm = async (changeId: string) =>
  (await employer.agent.post('/v1/cases', { item: 'GJ08', input: { changeId } })).body;
const account = async (of: Person) => (await (await room.signedIn(of, 'member')).get('/v1/me/account')).body;

describe('the bases of a fund year (GJ08)', () => {
  beforeAll(() => {
    employer.staff.forEach((person, index) => {
      const wage = WAGES[index]!.replace('.', '');
      declaredForTax(person, index === 4 ? null : BigInt(wage));
    });
  });

  it('are refused row by row, whole or not at all, with row, column, value and fix', async () => {
    const refused = await send([
      { ...listed()[0]!, base: '8千' },
      { ...listed()[1]!, base: '' },
    ]);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([
      { code: 'MONEY_FORMAT', row: 2, column: 'base', value: '8千' },
      { code: 'WAGE_MISSING', row: 3, column: 'base' },
      { code: 'MEMBER_MISSING' },
      { code: 'MEMBER_MISSING' },
      { code: 'MEMBER_MISSING' },
    ]);
    expect(refused.body.errors[0].fix).not.toBe('');
    expect(await room.count('base_change')).toBe(0);
  });

  it('of a year without parameters are answered precisely', async () => {
    const members = listed();
    const early = await employer.agent.post('/v1/base-changes', {
      employerId: employer.employerId,
      fundYear: 2024,
      members,
    });
    expect(early.body.errors).toMatchObject([{ code: 'NO_PARAMETERS_FOR_DAY', pointer: '/fundYear' }]);
  });

  it('are looked at first, each member before and after, by a dry run, pages and a file', async () => {
    expect((await send(listed(), '?dryRun=true')).body).toMatchObject({
      outcome: 'accepted',
      fundYear: 2026,
      from: '2026-07',
      members: 5,
    });
    expect(await room.count('base_change')).toBe(0);
    const draft = await send(listed());
    expect(draft.body).toMatchObject({
      state: 'DRAFT',
      members: 5,
      carried: 0,
      raised: 2,
      lowered: 3,
      toUpper: 1,
      toLower: 1,
      former: { employer: '3200.00', employee: '4800.00', total: '8000.00' },
      window: { from: '2026-07-01', until: '2026-08-31' },
    });
    const first = await employer.agent.get(`/v1/base-changes/${draft.body.id}/lines?limit=2`);
    expect(first.body.lines).toMatchObject([
      {
        formerBase: '8000.00',
        wage: '9000.00',
        base: '9000.00',
        clamped: null,
        former: { employer: '640.00', employee: '960.00' },
        monthly: { employer: '720.00', employee: '1080.00' },
      },
      {
        wage: '40000.00',
        base: '29100.00',
        clamped: 'upper',
        monthly: { employer: '2328.00', employee: '3492.00' },
      },
    ]);
    const second = await employer.agent.get(
      `/v1/base-changes/${draft.body.id}/lines?limit=10&cursor=${first.body.next}`,
    );
    expect(second.body.lines.map(({ base, clamped }: Record<string, unknown>) => [base, clamped])).toEqual([
      ['2150.00', 'lower'],
      ['5833.33', null],
      ['7000.00', null],
    ]);
    expect(second.body.next).toBeNull();
  });

  it('come as a workbook, with the cell of what is wrong, and bad rows go back as CSV', async () => {
    const rows = listed().map(({ name, idNo, base }) => [name, idNo, Number(base)]);
    const sheet = (more: unknown[][]) =>
      workbook([{ name: '基数', rows: [['姓名', '证件号码', '缴存基数'], ...more] as never }]);
    const path = `/v1/base-changes?employerId=${employer.employerId}`;
    const spoilt = sheet([
      ...rows.slice(0, 4),
      [rows[4]![0], rows[4]![1], { xml: '<c r="C6"><v>7000.555</v></c>' }],
    ]);
    const refused = await room.sendFile(employer.head, path, spoilt, {
      'content-type': XLSX,
      accept: 'application/json',
    });
    expect(JSON.parse(refused.text).errors).toMatchObject([
      { code: 'MONEY_FORMAT', cell: 'C6', value: '7000.555' },
    ]);
    const file = await room.sendFile(employer.head, path, spoilt, {
      'content-type': XLSX,
      accept: 'text/csv',
    });
    expect(file.status).toBe(422);
    expect(file.text).toContain('7000.555');
    const made = await room.sendFile(employer.head, path, sheet(rows), { 'content-type': XLSX });
    expect(JSON.parse(made.text)).toMatchObject({ state: 'DRAFT', members: 5, toUpper: 1, toLower: 1 });
  });

  it('are refused where they are not what was declared for tax, and the rows are told', async () => {
    const draft = await send(listed(['9451.00', ...WAGES.slice(1)]));
    const refused = await confirm(draft.body.id);
    expect(refused).toMatchObject({ state: 'refused', reasons: [{ reasonCode: 'BASE_DIFFERS_FROM_TAX' }] });
    expect(refused.reasons[0].observed).toMatchObject({
      differ: 1,
      compared: 4,
      results: [{ row: 2, value: '9451.00', declaredForTax: '9000.00' }],
    });
    expect((await account(staff(0))).monthly.base).toBe('8000.00');
  });

  it('wait while the tax authority is silent, and are confirmed once it speaks: accounts, history, July’s list', async () => {
    const listBefore = await employer.upload('2026-07');
    const draft = await send(listed(['9450.00', ...WAGES.slice(1)]));
    await room.control('PUT', 'moods/tax', { mood: 'error500' });
    const waiting = await confirm(draft.body.id);
    expect(waiting.state).toBe('waiting');
    expect((await account(staff(0))).monthly.base).toBe('8000.00');
    await room.control('PUT', 'moods/tax', { mood: 'normal' });
    await room.until(async () => (await employer.agent.get(`/v1/cases/${waiting.id}`)).body.state === 'done');
    const { receipt } = (await employer.agent.get(`/v1/cases/${waiting.id}`)).body;
    expect(receipt).toMatchObject({
      fundYear: 2026,
      from: '2026-07',
      members: 5,
      draftCancelled: listBefore.body.id,
      remittedBefore: null,
    });
    expect((await account(staff(0))).monthly).toEqual({
      base: '9450.00',
      employer: '756.00',
      employee: '1134.00',
    });
    const july = await employer.upload(
      '2026-07',
      ['姓名,证件号码', ...employer.staff.map(({ name, idNo }) => `${name},${idNo}`)].join('\n'),
    );
    expect(july.body).toMatchObject({ memberCount: 5 });
    expect(july.body.total).toBe(
      (await employer.agent.get(`/v1/base-changes/${draft.body.id}`)).body.monthly.total,
    );
    expect(await room.count('base_year', `manner = 'declared'`)).toBe(1);
    expect(await room.count('member_account', `base_source = 'yearly'`)).toBe(5);
  }, 60_000);

  it('are changed once a fund year', async () => {
    const again = await send(listed());
    expect(await confirm(again.body.id)).toMatchObject({
      state: 'refused',
      reasons: [{ reasonCode: 'LIST_NOT_CONFIRMED' }],
    });
  });
});

describe('one base that is wrong (GJ09)', () => {
  const correct = async (of: Person, base: string, more: object = {}) => {
    const { name, idNo } = of;
    const input = { employerId: employer.employerId, name, idNo, base, reason: '漏计奖金', ...more };
    return (await employer.agent.post('/v1/cases', { item: 'GJ09', input })).body;
  };

  const codesOf = (body: { reasons: { reasonCode: string }[] }) =>
    body.reasons.map(({ reasonCode }) => reasonCode);

  it('holds for the year while it is within 5 % of what was declared for tax', async () => {
    declaredForTax(staff(3), 614_034n);
    expect(await correct(staff(3), '6140.00')).toMatchObject({
      state: 'refused',
      reasons: [{ reasonCode: 'BASE_AGREES_WITH_TAX' }],
    });
  });

  it('is corrected to what was declared, and to nothing else, from a month not yet remitted', async () => {
    declaredForTax(staff(3), 614_040n);
    expect(codesOf(await correct(staff(3), '6500.00'))).toEqual(['BASE_DIFFERS_FROM_TAX']);
    expect(codesOf(await correct(staff(3), '6140.40', { month: '2026-06' }))).toContain('MONTH_INVALID');
    expect(await correct(staff(3), '6140.40', { month: '2026-08' })).toMatchObject({
      state: 'done',
      receipt: {
        from: '2026-08',
        formerBase: '5833.33',
        base: '6140.40',
        employer: '491.00',
        employee: '737.00',
      },
    });
    expect(await room.count('member_account', `base_source = 'correction'`)).toBe(1);
  });

  it('of somebody of whom nothing was declared, or who is not here, is not corrected', async () => {
    expect(await correct(staff(4), '9000.00')).toMatchObject({ state: 'refused' });
    const stranger = room.outside.world.inRole('renter');
    expect((await correct(stranger, '9000.00')).reasons).toEqual(
      expect.arrayContaining([expect.objectContaining({ reasonCode: 'ACCOUNT_NOT_FOUND' })]),
    );
  });
});
