import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
}, 120_000);
afterAll(() => room.stop(), 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const months = 'fromMonth=2026-12&untilMonth=2027-05';
const lower = `${months}&ratioEmployer=0.05&ratioEmployee=0.05`;
const mine = async (query = '') =>
  (await room.getFile(employer.staff[0]!, `/v1/me/relief${query}`, 'member')).body;
const ofAll = (query: string) =>
  room.getFile(employer.head, `/v1/employers/${employer.employerId}/relief-preview?${query}`);

describe('what relief takes is shown before it is applied for', () => {
  it('to the employer, for all and for each member', async () => {
    // 8 % and 12 % of 8000.00 become 5 % each: 240.00 and 560.00 a month, for six months and three people.
    expect((await ofAll(lower)).body).toMatchObject({
      ...{ kind: 'lower-ratio', from: '2026-12', until: '2027-05', months: 6, members: 3 },
      forgone: { employer: '4320.00', employee: '10080.00', total: '14400.00' },
      lines: employer.staff.map(() => ({ base: '8000.00', forgone: '4800.00' })),
    });
  });

  it('to the member: what is lost with a lower ratio, and what is only paid later with a deferral', async () => {
    expect(await mine()).toEqual({ relief: null });
    expect((await mine(`?${lower}`)).relief).toMatchObject({
      base: '8000.00',
      forgone: { employer: '1440.00', employee: '3360.00', total: '4800.00' },
      text: { zh: expect.stringContaining('不再补缴') },
    });
    expect((await mine(`?${months}`)).relief).toMatchObject({
      kind: 'deferral',
      forgone: { total: '9600.00' },
      text: { zh: expect.stringContaining('恢复缴存后补缴') },
    });
  });

  it('and while it holds, without a question about terms', async () => {
    const unit = `(SELECT ledger_account_id FROM unit_account WHERE kind = 'employer')`;
    await room.asSuperuser(
      `INSERT INTO unit_relief (centre_id, case_id, unit_id, kind, from_month, until_month, resolution_no, committee_no, granted_on)
       SELECT centre_id, gen_random_uuid(), ${unit}, 'lower-ratio', 202612, 202705, 'J-1', 'G-1', '2026-11-21' FROM unit_account WHERE kind = 'employer'`,
    );
    await room.asSuperuser(
      `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, until_month, case_id, made_on)
       SELECT centre_id, unit_id, 'hardship', 0.05, 0.06, 202612, 202705, case_id, '2026-11-21' FROM unit_relief`,
    );
    expect((await mine()).relief).toMatchObject({ kind: 'lower-ratio', forgone: { total: '4320.00' } });
    await room.asSuperuser('DELETE FROM unit_ratio; DELETE FROM unit_relief');
  });

  it('for one to twelve months, with ratios that could be granted, and to nobody else', async () => {
    const codeOf = async (query: string) => {
      const { status, body } = await ofAll(query);
      return [status, body.errors?.[0].code];
    };
    expect(await codeOf('fromMonth=2026-12&untilMonth=2027-12')).toEqual([400, 'RELIEF_PERIOD']);
    expect(await codeOf('fromMonth=2026-12&untilMonth=2026-11')).toEqual([400, 'RELIEF_PERIOD']);
    expect(await codeOf(`${months}&ratioEmployer=0.04&ratioEmployee=0.05`)).toEqual([
      400,
      'RATIO_OUT_OF_RANGE',
    ]);
    expect(await codeOf('fromMonth=2026-05&untilMonth=2026-06')).toEqual([400, 'NO_PARAMETERS_FOR_DAY']);
    expect(await codeOf('fromMonth=2026-12')).toEqual([400, 'MONTHS_MISSING']);
    const stranger = room.outside.world.addSingles(1, 90)[0]!;
    const path = `/v1/employers/${employer.employerId}/relief-preview?${lower}`;
    expect((await room.getFile(stranger, path)).status).toBe(404);
    expect((await room.getFile(stranger, '/v1/me/relief', 'member')).status).toBe(404);
  });
});

describe('a run of interest is followed', () => {
  it('as events that each tell the whole run, and end with it', async () => {
    const id = '0193a1c0-0000-7000-8000-0000000000aa';
    const manager = { name: '零跑主任', idNo: '11010519491231002X' };
    const path = `/v1/interest-runs/${id}/events`;
    expect((await room.getFile(manager, path, 'manager')).status).toBe(404);
    await room.asSuperuser(
      `INSERT INTO interest_run (centre_id, id, kind, day, state, started_by, planned_at, finished_at, expected_fen)
       SELECT centre_id, '${id}', 'year', '2026-06-30', 'finished', 'planted', now(), now(), 0 FROM unit_account WHERE kind = 'employer'`,
    );
    const told = await room.getFile(manager, path, 'manager');
    expect(told.headers.get('content-type')).toContain('text/event-stream');
    expect(told.text).toMatch(/^retry: 1000\n\nid: 0\nevent: finished\ndata: \{"id":"0193a1c0[^\n]*\}\n\n$/);
    expect((await room.getFile(employer.head, path)).status).toBe(403);
    await room.asSuperuser(`DELETE FROM interest_run WHERE id = '${id}'`);
  });
});
