import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 5);
  await employer.remitted('2026-09');
}, 60_000);
afterAll(async () => {
  await room.stop();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const person = ({ name, idNo }: Person) => ({ name, idNo });
const staff = (index: number): Person => employer.staff[index]!;
const unit = async () => (await employer.agent.get(`/v1/employers/${employer.employerId}`)).body;
const account = async (of: Person) => (await (await room.signedIn(of, 'member')).get('/v1/me/account')).body;

async function change(changes: readonly object[], more: object = {}) {
  const input = { employerId: employer.employerId, changes, ...more };
  return (await employer.agent.post('/v1/cases', { item: 'GJ10', input })).body;
}

async function apply(item: 'GJ23' | 'GJ24', of: Person, more: object = {}) {
  const input = { employerId: employer.employerId, ...person(of), ...more };
  return (await employer.agent.post('/v1/cases', { item, input })).body;
}

const sameAs = (month: string, asMonth: string) =>
  employer.agent.post('/v1/remittance-lists/same-as', { employerId: employer.employerId, month, asMonth });

async function leave(of: Person, to: string | null) {
  const employments = of.employments.map((job) => ({ ...job, to }) as (typeof of.employments)[number]);
  room.outside.world.addPeople([{ ...of, employments }]);
}

const results = (body: { receipt: { rows: object[] } }) =>
  body.receipt.rows.map((row) => {
    const { row: n, result, field, code } = row as Record<string, unknown>;
    return code === undefined ? [n, result] : [n, result, field, code];
  });

describe('changes between two months in one list (GJ10)', () => {
  it('are all made from the month that is open, and the next list has them to the fen', async () => {
    const joiner = room.outside.world.inRole('renter');
    await leave(staff(0), '2026-10-31');
    const made = await change([
      { kind: 'new', ...person(joiner), base: '6000.00' },
      { kind: 'seal', ...person(staff(0)), reason: 'terminated', endedOn: '2026-10-31' },
      { kind: 'base', ...person(staff(1)), base: '9000.00' },
    ]);
    expect(made).toMatchObject({ state: 'done', receipt: { month: '2026-10', done: 3, left: 0 } });
    expect(results(made)).toEqual([
      [1, 'done'],
      [2, 'done'],
      [3, 'done'],
    ]);
    expect(await unit()).toMatchObject({ activeMembers: 5, rosterMonth: '2026-10' });
    // 4 of 8000 less 1 sealed less 1 rebased, 6000 and 9000: (8000 * 3 + 6000 + 9000) * 20 %
    const list = await sameAs('2026-10', '2026-09');
    expect(list.body).toMatchObject({ memberCount: 5, total: '7800.00' });
  });

  it('a sealed member keeps the money, sees why, and gets no remittance', async () => {
    expect(await account(staff(0))).toMatchObject({
      state: '02',
      balance: '1600.00',
      sealedOn: '2026-11-21',
      changes: [
        { kind: 'new', from: '2026-09', base: '8000.00' },
        { kind: 'seal', from: '2026-10', reason: { zh: '终止劳动关系' }, on: '2026-11-21' },
      ],
    });
    const everybody = [...employer.staff, room.outside.world.inRole('renter')];
    const refused = await employer.upload('2026-10', employer.csv(everybody));
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]).toMatchObject({
      code: 'MEMBER_SEALED',
      row: 2,
      fix: expect.stringContaining('GJ24'),
    });
    expect(refused.body.errors).toHaveLength(1);
  });

  it('one row that cannot be made stops all, told by row, field, value, code and fix', async () => {
    const before = [await room.count('roster_change'), await room.count('member_account')];
    const stranger = room.outside.world.inRole('leftEmployer');
    const refused = await change([
      { kind: 'base', ...person(staff(2)), base: '8,000' },
      { kind: 'seal', ...person(staff(3)), reason: 'tired' },
      { kind: 'seal', ...person(staff(2)), reason: 'study' },
      { kind: 'unseal', ...person(staff(1)) },
      { kind: 'seal', ...person(stranger), reason: 'army' },
      { kind: 'new', ...person(room.outside.world.inRole('deceased')), base: '5000.00' },
      { kind: 'new', ...person(room.outside.world.inRole('twoJobs')), base: '5000.00' },
    ]);
    expect(refused).toMatchObject({
      state: 'refused',
      receipt: null,
      decision: { headline: 'LIST_NOT_CONFIRMED' },
    });
    const { results: told } = refused.reasons[0].observed;
    expect(
      told.map(({ row, field, value, code }: Record<string, unknown>) => [row, field, value, code]),
    ).toEqual([
      [1, 'base', '8,000', 'MONEY_FORMAT'],
      [2, 'reason', 'tired', 'REASON_UNKNOWN'],
      [3, 'idNo', null, 'DUPLICATE_PERSON'],
      [4, 'kind', 'unseal', 'ACCOUNT_STATE'],
      [5, 'idNo', null, 'ACCOUNT_NOT_FOUND'],
      [6, 'idNo', null, 'PERSON_DECEASED'],
    ]);
    for (const { fix } of told)
      expect(fix).toEqual({ zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    expect([await room.count('roster_change'), await room.count('member_account')]).toEqual(before);
    expect(JSON.stringify(refused)).not.toContain(staff(2).idNo);
  });

  it('what can be made is made when that is asked for', async () => {
    const made = await change(
      [
        { kind: 'base', ...person(staff(2)), base: '10000.00' },
        { kind: 'unseal', ...person(staff(1)) },
        { kind: 'seal', ...person(staff(3)), reason: 'terminated' },
      ],
      { partial: true },
    );
    expect(made).toMatchObject({ state: 'done', receipt: { done: 1, left: 2 } });
    expect(results(made)).toEqual([
      [1, 'done'],
      [2, 'refused', 'kind', 'ACCOUNT_STATE'],
      // Social insurance may lag: that is not told as false.
      [3, 'unknown', 'endedOn', 'EMPLOYMENT_UNKNOWN'],
    ]);
  });

  it('makes a draft of the month give way, and says which', async () => {
    const draft = await sameAs('2026-10', '2026-09');
    const made = await change([{ kind: 'base', ...person(staff(2)), base: '8000.00' }]);
    expect(made.receipt.draftCancelled).toBe(draft.body.id);
    const late = await employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId: draft.body.id } });
    expect(late.body.decision.headline).toBe('LIST_NOT_CONFIRMED');
    expect((await sameAs('2026-10', '2026-09')).body.total).toBe('7800.00');
  });

  it('another’s employer is not found', async () => {
    const other = await room.signedIn(room.outside.world.inRole('otherLegalRepresentative'));
    const changes = [{ kind: 'base', ...person(staff(2)), base: '1.00' }];
    const input = { employerId: employer.employerId, changes };
    expect((await other.post('/v1/cases', { item: 'GJ10', input })).status).toBe(404);
  });
});

describe('a change for the month after', () => {
  it('leaves the list of this month as it is, drafted or confirmed', async () => {
    const sealed = await apply('GJ23', staff(4), { reason: 'army', month: '2026-11' });
    expect(sealed).toMatchObject({ state: 'done', receipt: { month: '2026-11' } });
    const rebased = await change([{ kind: 'base', ...person(staff(1)), base: '5000.00' }], {
      month: '2026-11',
    });
    expect(rebased.state).toBe('done');
    const joiner = room.outside.world.inRole('widowed');
    const joined = await change([{ kind: 'new', ...person(joiner), base: '7000.00' }], { month: '2026-11' });
    expect(joined.receipt.draftCancelled).toBeNull();
    // October: still 8000 * 3 + 6000 + 9000, staff 4 among them.
    const october = await sameAs('2026-10', '2026-09');
    expect(october.body).toMatchObject({ memberCount: 5, total: '7800.00' });
    const refused = await room.upload(
      employer.head,
      `employerId=${employer.employerId}&month=2026-10`,
      employer.csv([staff(1), staff(2), staff(3), staff(4), joiner]),
    );
    expect(refused.body.errors).toContainEqual(
      expect.objectContaining({ code: 'MEMBER_NOT_YET', message: expect.stringContaining('2026-11') }),
    );
    const confirmed = await employer.agent.post('/v1/cases', {
      item: 'GJ11',
      input: { listId: october.body.id },
    });
    expect(confirmed.body.state).toBe('waiting-funds');
    expect(await account(staff(1))).toMatchObject({ monthly: { base: '5000.00' } });
    await room.transfer('7800.00', confirmed.body.receipt.paymentNo as string);
    expect((await account(staff(4))).balance).toBe('3200.00');
    // November: 8000 * 2 + 6000 + 5000 + 7000
    const november = await sameAs('2026-11', '2026-10');
    expect(november.body).toMatchObject({ memberCount: 5, total: '6800.00' });
  });

  it('is refused for a month that is confirmed, later than the next, or before another change', async () => {
    const { reasons } = await apply('GJ23', staff(2), { reason: 'study', month: '2026-10' });
    expect(reasons[0]).toMatchObject({
      reasonCode: 'MONTH_INVALID',
      observed: { open: '2026-11', latest: '2026-12' },
    });
    const late = await apply('GJ23', staff(2), { reason: 'study', month: '2027-01' });
    expect(late.reasons[0].reasonCode).toBe('MONTH_INVALID');
    expect((await apply('GJ23', staff(2), { reason: 'study', month: '2026-12' })).state).toBe('done');
    const before = await apply('GJ24', staff(2), { month: '2026-11' });
    expect(before.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toEqual([
      'MONTH_INVALID',
    ]);
    expect((await apply('GJ24', staff(2), { month: '2026-12' })).state).toBe('done');
    expect((await sameAs('2026-11', '2026-10')).body.total).toBe('6800.00');
  });
});

describe('sealing and unsealing one member (GJ23, GJ24)', () => {
  it('what social insurance does not show yet is unknown, and the case waits', async () => {
    const waiting = await apply('GJ23', staff(3), { reason: 'terminated' });
    expect(waiting).toMatchObject({ state: 'waiting', missing: ['roster.employmentEnd'] });
    expect(await account(staff(3))).toMatchObject({ state: '01' });
    await leave(staff(3), '2026-11-20');
    await room.run((tx) =>
      tx.execute(`UPDATE service_case SET due_at = clock_timestamp() WHERE id = $1`, [waiting.id]),
    );
    await room.until(async () => {
      const { body } = await employer.agent.get(`/v1/cases/${waiting.id as string}`);
      return body.state === 'done';
    });
    expect(await account(staff(3))).toMatchObject({ state: '02' });
  });

  it('after sixty days it is false, with clause and fix', async () => {
    const refused = await apply('GJ23', staff(1), { reason: 'terminated', endedOn: '2026-09-21' });
    expect(refused).toMatchObject({
      state: 'refused',
      reasons: [
        { reasonCode: 'EMPLOYMENT_NOT_ENDED', clause: { article: '15' }, fix: { zh: expect.any(String) } },
      ],
    });
    const inTime = await apply('GJ23', staff(1), { reason: 'terminated', endedOn: '2026-09-22' });
    expect(inTime.state).toBe('waiting');
  });

  it('only a sealed account of the same employer whose person is insured there is unsealed', async () => {
    expect((await apply('GJ24', staff(2))).reasons[0]).toMatchObject({
      reasonCode: 'ACCOUNT_STATE',
      observed: { zh: '正常' },
      required: { zh: '封存' },
    });
    expect((await apply('GJ24', staff(3))).reasons[0].reasonCode).toBe('NOT_EMPLOYED_HERE');
    await leave(staff(3), null);
    const back = await apply('GJ24', staff(3), { base: '8800.00' });
    expect(back).toMatchObject({ state: 'done', receipt: { rows: [{ result: 'done', base: '8800.00' }] } });
    expect(await account(staff(3))).toMatchObject({
      state: '01',
      sealedOn: null,
      monthly: { base: '8800.00' },
    });
  });

  it('a silent registry never seals and never refuses', async () => {
    room.outside.moods.set('soc', { mood: 'garbage', calls: 1 });
    const waiting = await apply('GJ23', room.outside.world.inRole('renter'), {
      reason: 'retirement-pending',
    });
    expect(waiting).toMatchObject({
      state: 'waiting',
      missing: expect.arrayContaining(['roster.employment']),
    });
  });

  it.each([
    ['GJ23', '01', () => apply('GJ23', staff(3), { reason: 'army' })],
    ['GJ24', '02', () => apply('GJ24', staff(3))],
    ['GJ10', '01', () => change([{ kind: 'base', ...person(staff(3)), base: '9100.00' }])],
  ] as const)('%s of an account that closes between reading and change is refused', async (_, state, ask) => {
    const { accountNo } = await account(staff(3));
    const mine = `account_no = '${accountNo as string}'`;
    const put = (set: string) =>
      room.asSuperuser(
        `SET session_replication_role = replica; UPDATE member_account SET ${set} WHERE ${mine}`,
      );
    await put(`state = '${state}', sealed_on = ${state === '02' ? "'2026-11-21'" : 'NULL'}`);
    const changes = await room.count('roster_change');
    const asked = await room.run(async (closing) => {
      await closing.execute(
        `UPDATE member_account SET state_before_closing = state, state = '05', closed_on = '2026-11-21', closing_reason = '05' WHERE ${mine}`,
      );
      const pending = ask();
      await room.until(async () => {
        const sql = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`;
        return (await room.run((tx) => tx.query(sql))).length > 0;
      });
      return { pending };
    });
    expect(await asked.pending).toMatchObject({ state: 'refused' });
    expect(await room.count('member_account', `${mine} AND state = '05'`)).toBe(1);
    expect(await room.count('roster_change')).toBe(changes);
    await put(
      `state = '01', closed_on = NULL, sealed_on = NULL, closing_reason = NULL, state_before_closing = NULL`,
    );
  });

  it('a state that the table does not have is refused by the database', async () => {
    const reopen = room.asSuperuser(
      `UPDATE member_account SET state = '04' WHERE state = '02'; UPDATE member_account SET state = '01' WHERE state = '04'`,
    );
    await expect(reopen).rejects.toThrow(/cannot go from 04 to 01/);
  });
});
