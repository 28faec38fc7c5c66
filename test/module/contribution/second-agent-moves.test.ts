import { addDays, parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { Ledger } from '../../../src/modules/ledger';
import { OTHER_COMPANY_CODE } from '../../../src/simulators/world/build-companies';
import type { Person } from '../../../src/simulators/world/person';
import type { HttpClient } from '../../support';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

const TODAY = parseDay('2026-12-02');
let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let second: HttpClient;
let otherHead: HttpClient;
let otherId: string;

beforeAll(async () => {
  room = await ContributionUnderTest.start(TODAY);
  employer = await EmployerUnderTest.register(room, 5);
  for (const month of ['2026-09', '2026-10', '2026-11']) await employer.remitted(month);
  const [agent] = room.outside.world.addSingles(1, 11) as [Person];
  second = await room.signedIn(agent);
  const { employerId } = employer;
  otherHead = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
  const registration = {
    creditCode: OTHER_COMPANY_CODE,
    district: '140106',
    payday: 10,
    ratioEmployer: '0.08',
    ratioEmployee: '0.08',
    firstMonth: '2026-12',
  };
  otherId = (await apply('GJ01', registration, otherHead)).receipt.employerId as string;
  const on = await apply('GJ03', { employerId, authorise: named(agent), secondAgent: true });
  expect(on.state).toBe('done');
}, 60_000);
afterAll(() => room.stop(), 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const named = ({ name, idNo }: Pick<Person, 'name' | 'idNo'>) => ({ name, idNo });
const apply = async (item: string, input: object, client = employer.agent) =>
  (await client.post('/v1/cases', { item, input })).body;
const reasons = (body: { reasons: { reasonCode: string }[] }) =>
  body.reasons.map(({ reasonCode }) => reasonCode);
const view = async (caseId: string) => (await employer.agent.get(`/v1/cases/${caseId}`)).body;
const say = (by: HttpClient, caseId: string) =>
  by.post(`/v1/employers/${employer.employerId}/cases/${caseId}/consent`, { agreed: true });
/** Social insurance has somebody as having left long ago, and as working at the other company unless told otherwise. */
function left(place: number, next: string | null = null): void {
  const { creditCode } = room.outside.world.companyInRole('employer');
  const baseFen = fen(800_000n);
  const former = { creditCode, from: parseDay('2024-01-01'), to: addDays(TODAY, -40), baseFen };
  const then = next === null ? [] : [{ creditCode: next, from: addDays(TODAY, -20), to: null, baseFen }];
  room.outside.world.addPeople([{ ...employer.staff[place]!, employments: [former, ...then] }]);
}
async function agreed(item: string, input: object) {
  const made = await apply(item, input);
  const id = made.id as string;
  await room.until(async () => {
    const { state, missing } = await view(id);
    return state === 'waiting' && JSON.stringify(missing) === '["employer.secondAgent"]';
  });
  const own = await say(employer.agent, id);
  expect([own.status, own.body.code]).toEqual([403, 'SAME_AGENT']);
  expect((await say(second, id)).status).toBe(201);
  await room.until(async () => (await view(id)).state !== 'waiting');
  return view(id);
}
async function sealed(place: number): Promise<void> {
  const input = { employerId: employer.employerId, ...named(employer.staff[place]!), reason: 'terminated' };
  const made = await agreed('GJ23', { ...input, endedOn: addDays(TODAY, -40) });
  expect(made.state).toBe('done');
}

describe('where an employer wants two agents, one cannot walk around the other', () => {
  it('by a change of its data (GJ02)', async () => {
    const changed = await agreed('GJ02', { employerId: employer.employerId, takeLicence: false, payday: 20 });
    expect(changed).toMatchObject({ state: 'done', receipt: { changed: ['payday'] } });
  });

  it('by a central sealed account (GJ26); what a member applies for is not an agent’s to agree to', async () => {
    left(0);
    left(1);
    await sealed(0);
    await sealed(1);
    const input = { employerId: employer.employerId, ...named(employer.staff[0]!) };
    expect((await agreed('GJ26', input)).state).toBe('done');
    const own = await room.signedIn(employer.staff[1]!, 'member');
    expect((await apply('GJ26', {}, own)).state).toBe('done');
  });

  it('by ending a lower ratio (GJ16), nor by taking somebody’s account over (GJ25)', async () => {
    const relief = `INSERT INTO unit_relief (centre_id, case_id, unit_id, kind, from_month, until_month, resolution_no, committee_no, granted_on)
      SELECT centre_id, gen_random_uuid(), ledger_account_id, 'lower-ratio', 202612, 202705, 'J-1', 'G-1', '2026-12-01' FROM unit_account WHERE paid_through IS NOT NULL`;
    await room.asSuperuser(relief);
    await room.asSuperuser(
      `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, until_month, case_id, made_on)
       SELECT centre_id, unit_id, 'hardship', 0.05, 0.05, 202612, 202705, case_id, '2026-12-01' FROM unit_relief`,
    );
    const resumed = await agreed('GJ16', { employerId: employer.employerId, resumeFrom: '2026-12' });
    expect(resumed.state).toBe('done');
    const { creditCode } = room.outside.world.companyInRole('employer');
    left(0, creditCode);
    const taken = { employerId: employer.employerId, ...named(employer.staff[0]!), base: '8000.00' };
    expect((await agreed('GJ25', taken)).state).toBe('done');
  });
});

describe('an agent who asks after somebody else’s account', () => {
  const takeOver = (place: number, more: object = {}) =>
    apply(
      'GJ25',
      { employerId: otherId, ...named(employer.staff[place]!), base: '8000.00', ...more },
      otherHead,
    );
  const transfer = (place: number) => {
    const changes = [{ kind: 'transfer', ...named(employer.staff[place]!), base: '8000.00' }];
    return apply('GJ10', { employerId: otherId, changes }, otherHead);
  };

  it('hears that the person does not work there, and of the account nothing at all', async () => {
    const account = await room.run((tx) =>
      tx.query<{ id: bigint }>(
        `SELECT account_id AS id FROM member_account WHERE state = '01' ORDER BY account_id`,
      ),
    );
    const engaged = {
      accountId: account[0]!.id,
      kind: 'withdrawal',
      caseId: '00000000-0000-7000-8000-00000000e6a6',
    };
    await room.run((tx) => room.get(Ledger).tryEngage(tx, engaged));
    const [stranger] = room.outside.world.addSingles(1, 91) as [Person];
    const unknown = await apply(
      'GJ25',
      { employerId: otherId, ...named(stranger), base: '8000.00' },
      otherHead,
    );
    const told = ({ reasons: why }: { reasons: { reasonCode: string; text: object }[] }) =>
      why.map(({ reasonCode, text }) => [reasonCode, text]);
    for (const place of [1, 2, 3, 4]) {
      const body = await takeOver(place);
      expect([body.state, reasons(body)]).toEqual(['refused', ['NOT_EMPLOYED_HERE']]);
      expect(Object.keys(body)).toEqual(Object.keys(unknown));
      expect(told(body)).toEqual(told(unknown));
      const listed = await transfer(place);
      expect(JSON.stringify(listed)).toContain('NOT_EMPLOYED_HERE');
      expect(JSON.stringify(listed)).not.toMatch(/NOT_SEALED_THERE|BUSINESS_IN_PROGRESS|ACCOUNT_NOT_FOUND/);
    }
    await room.run((tx) => room.get(Ledger).disengage(tx, engaged.accountId, engaged.caseId));
  });

  it('hears why it does not come once social insurance has the person there', async () => {
    left(2, OTHER_COMPANY_CODE);
    const active = await takeOver(2);
    expect([active.state, reasons(active)]).toEqual(['refused', ['ACCOUNT_STATE']]);
    expect(JSON.stringify(await transfer(2))).toContain('NOT_SEALED_THERE');
    await sealed(2);
    expect((await takeOver(2)).state).toBe('done');
  });
});

describe('an account leaves its employer once the months before the seal are listed', () => {
  it('for the centre (GJ26) and for a voluntary contribution (GJ30) as for another employer', async () => {
    // December is not listed, and the seal holds from January.
    left(3);
    const { employerId } = employer;
    const off = await apply('GJ03', { employerId, secondAgent: false });
    expect(off.state).toBe('done');
    const seal = {
      kind: 'seal',
      ...named(employer.staff[3]!),
      reason: 'terminated',
      endedOn: addDays(TODAY, -40),
    };
    const made = await apply('GJ10', { employerId, month: '2027-01', changes: [seal] });
    expect(made.state).toBe('done');
    const own = await room.signedIn(employer.staff[3]!, 'member');
    const central = await apply('GJ26', {}, own);
    expect([central.state, reasons(central)]).toEqual(['refused', ['MONTH_GAP']]);
    const voluntary = await apply('GJ30', { district: '140105', base: '6000.00', ratio: '0.10' }, own);
    expect([voluntary.state, reasons(voluntary)]).toEqual(['refused', ['MONTH_GAP']]);
  });
});
