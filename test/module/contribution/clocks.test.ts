import { addDays, type Day, parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { LookAtClocks } from '../../../src/modules/contribution/app/employer/look-at-clocks';
import { LookAtStaff } from '../../../src/modules/contribution/app/employer/look-at-staff';
import { arrearsStagesOn } from '../../../src/modules/contribution/domain/arrears/arrears-stage';
import { remindOfArrears } from '../../../src/modules/contribution/store/arrears-reminder-store';
import { planStaffLooks } from '../../../src/modules/contribution/store/staff-gap-store';
import { lookAtClocks } from '../../../src/modules/contribution/store/warning-store';
import type { Employment, Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest, TODAY } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

const today = parseDay(TODAY);
let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let clerk: Person;

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  // The day's own look is over before there is anybody to look at: what is told later is told by a test.
  await room.get(LookAtClocks).workOnce();
  employer = await EmployerUnderTest.register(room, 4);
  clerk = room.outside.world.inRole('renter');
  // Registered long ago, so that its clocks have run.
  await room.asSuperuser(`UPDATE unit_account SET opened_on = '2026-09-01'`);
  await room.asSuperuser(`UPDATE employer SET founded_on = '2026-08-20'`);
}, 60_000);
afterAll(() => room.stop(), 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const creditCode = () => room.outside.world.companyInRole('employer').creditCode;
const job = (from: Day, to: Day | null): Employment => ({
  creditCode: creditCode(),
  from,
  to,
  baseFen: fen(800_000n),
});
const employed = (person: Person, ...employments: Employment[]) =>
  void room.outside.world.addPeople([{ ...person, employments }]);
/** Asks social insurance about the employer now, whatever was asked before, until it answers. */
async function asked(): Promise<void> {
  await room.run((tx) => planStaffLooks(tx, today, 7));
  await room.asSuperuser(`UPDATE staff_look SET told_to = told_to - 1`);
  await room.until(async () => {
    await room.asSuperuser(
      `UPDATE staff_look SET due_at = clock_timestamp(), lease_until = NULL WHERE told_to IS DISTINCT FROM '${TODAY}'`,
    );
    await room.get(LookAtStaff).workOnce();
    return (await room.count('staff_look', `told_to = '${TODAY}' AND due_at IS NULL`)) === 1;
  });
}
const looked = (day: Day = today) => room.run((tx) => lookAtClocks(tx, day, 5));
const warnings = async () => {
  const { body } = await employer.agent.get(`/v1/employers/${employer.employerId}/warnings`);
  return (body.warnings as { kind: string; endedOn: string | null; person: object | null }[]).filter(
    ({ kind, endedOn }) => ['enrol', 'seal'].includes(kind) && endedOn === null,
  );
};

describe('the clocks of hire and termination', () => {
  let hired: Person;
  let justHired: Person;

  beforeAll(async () => {
    // Everybody of the world's first company that is no matter of this story works elsewhere.
    for (const person of room.outside.world.people) {
      if (employer.staff.some(({ idNo }) => idNo === person.idNo)) continue;
      if (person.employments.some((one) => one.creditCode === creditCode())) employed(person);
    }
    [hired, justHired] = room.outside.world.addSingles(2, 31) as [Person, Person];
    employed(hired, job(parseDay('2026-10-01'), null));
    employed(justHired, job(addDays(today, -10), null));
    const [first, second, third, fourth] = employer.staff as [Person, Person, Person, Person];
    employed(first, job(parseDay('2024-01-01'), null));
    employed(second, job(parseDay('2024-01-01'), addDays(today, -40)));
    employed(third, job(parseDay('2024-01-01'), addDays(today, -20)));
    // Left and came back: nobody has left.
    employed(fourth, job(parseDay('2024-01-01'), addDays(today, -50)), job(addDays(today, -45), null));
    await asked();
  }, 60_000);

  it('find who was hired and not enrolled, or left and is not sealed, once 30 days have passed', async () => {
    expect(await room.count('staff_gap', 'void_on IS NULL')).toBe(4);
    await looked();
    expect(await warnings()).toMatchObject([
      {
        kind: 'seal',
        dueOn: addDays(today, -10),
        person: {
          name: employer.staff[1]?.name,
          idNo: expect.stringContaining('****'),
          happenedOn: addDays(today, -40),
        },
      },
      { kind: 'enrol', dueOn: '2026-10-31', person: { name: hired.name, happenedOn: '2026-10-01' } },
    ]);
    const desk = await room.signedIn(clerk, 'clerk');
    const all = await desk.get('/v1/employer-warnings?kind=enrol');
    expect(all.body).toMatchObject({
      warnings: [{ employerId: employer.employerId, person: { name: hired.name } }],
      next: null,
    });
    expect((await employer.agent.get('/v1/employer-warnings')).status).toBe(403);
  });

  it('tell once, however often they are looked at, and those in time are told of later', async () => {
    await asked();
    expect(await looked()).toMatchObject({ warned: 0, ended: 0 });
    expect(await room.count('staff_gap', 'void_on IS NULL')).toBe(4);
    expect(await warnings()).toHaveLength(2);
    await looked(addDays(today, 25));
    expect((await warnings()).map(({ kind }) => kind).sort()).toEqual(['enrol', 'enrol', 'seal', 'seal']);
    await looked();
    expect(await warnings()).toHaveLength(2);
  });

  it('stop when the employer does what it owes', async () => {
    const members = [{ name: hired.name, idNo: hired.idNo, base: '8000.00' }];
    const input = { employerId: employer.employerId, members };
    const opened = await employer.agent.post('/v1/cases', { item: 'GJ20', input });
    expect(opened.body.receipt).toMatchObject({ opened: 1 });
    await looked();
    expect((await warnings()).map(({ kind }) => kind)).toEqual(['seal']);
  });

  it('stop when social insurance tells it otherwise', async () => {
    const second = employer.staff[1]!;
    employed(second, job(parseDay('2024-01-01'), null));
    await asked();
    await looked();
    expect(await warnings()).toEqual([]);
  });

  it('hear nothing from silence: nothing is found, nothing ends, and it is asked for again', async () => {
    const second = employer.staff[1]!;
    employed(second, job(parseDay('2024-01-01'), addDays(today, -40)));
    const before = await room.count('staff_gap', 'void_on IS NULL');
    room.outside.moods.set('soc', { mood: 'silence' });
    await room.asSuperuser(`UPDATE staff_look SET due_at = clock_timestamp(), lease_until = NULL`);
    await room.get(LookAtStaff).workOnce();
    await room.until(async () => (await room.count('staff_look', 'due_at > clock_timestamp()')) === 1);
    room.outside.moods.reset();
    expect(await room.count('staff_gap', 'void_on IS NULL')).toBe(before);
    expect(
      await room.count('registry_exchange', `operation = 'staff' AND outcome = 'silent'`),
    ).toBeGreaterThan(0);
    await asked();
    await looked();
    expect((await warnings()).map(({ kind }) => kind)).toEqual(['seal']);
  });

  it('are checked: a warning about somebody of whom nothing was told is a breach', async () => {
    await room.asSuperuser(`UPDATE staff_gap SET happened_on = happened_on + 15 WHERE kind = 'left'`);
    expect((await room.breaches()).map((breach) => breach.slice(0, 2))).toContain('U4');
    await room.asSuperuser(`UPDATE staff_gap SET happened_on = happened_on - 15 WHERE kind = 'left'`);
  });
});

describe('the clocks of an employer that has ended', () => {
  const status = (said: string) =>
    room.outside.world.addCompanies([{ ...company(), status: said as 'revoked' }]);
  const company = () => room.outside.world.companyInRole('employer');
  const open = async () => {
    const { body } = await employer.agent.get(`/v1/employers/${employer.employerId}/warnings`);
    return (body.warnings as { kind: string; dueOn: string; endedOn: string | null }[])
      .filter(({ kind, endedOn }) => ['close-unit', 'move-members'].includes(kind) && endedOn === null)
      .map(({ kind, dueOn }) => [kind, dueOn]);
  };
  afterAll(async () => {
    status('in-business');
    await asked();
    await looked();
  });

  it('run from the day the centre hears of it: 30 days for its account, 20 more for its members', async () => {
    status('deregistered');
    await asked();
    expect(await room.count('employer_ending', `status = 'deregistered' AND seen_on = '${TODAY}'`)).toBe(1);
    await looked(addDays(today, 30));
    expect(await open()).toEqual([]);
    await looked(addDays(today, 31));
    expect(await open()).toEqual([['close-unit', addDays(today, 30)]]);
    await asked();
    await looked(addDays(today, 51));
    expect((await open()).sort()).toEqual([
      ['close-unit', addDays(today, 30)],
      ['move-members', addDays(today, 50)],
    ]);
  });

  it('of one whose licence is only revoked are those of its members', async () => {
    status('revoked');
    await asked();
    await looked(addDays(today, 51));
    expect(await open()).toEqual([['move-members', addDays(today, 50)]]);
  });

  it('hear nothing from silence, and end when the employer goes on', async () => {
    room.outside.moods.set('msa', { mood: 'silence' });
    await asked();
    room.outside.moods.reset();
    expect(await room.count('employer_ending', 'void_on IS NULL')).toBe(1);
    status('in-business');
    await asked();
    await looked(addDays(today, 51));
    expect([await open(), await room.count('employer_ending', `void_on = '${TODAY}'`)]).toEqual([[], 1]);
  });
});

describe('the clock of opening accounts', () => {
  it('ends with the first member who ever joined the employer, whether or not one of that day is still there', async () => {
    const late = async () => {
      await room.asSuperuser(`DELETE FROM employer_warning WHERE kind = 'open-accounts'`);
      await looked();
      return room.count('employer_warning', `kind = 'open-accounts'`);
    };
    const firstJoined = (day: string) =>
      room.asSuperuser(
        `SET session_replication_role = replica;
         UPDATE roster_change SET made_on = '${day}' WHERE id = (SELECT min(id) FROM roster_change WHERE kind = 'new')`,
      );
    // Twenty days after 1 September nobody had an account.
    expect(await late()).toBe(1);
    await firstJoined('2026-09-10');
    expect(await late()).toBe(0);
    await firstJoined(TODAY);
  });
});

describe('reminders of arrears', () => {
  // The day's own look may have reminded already.
  beforeAll(async () => {
    await room.until(async () => {
      await room.get(LookAtClocks).workOnce();
      return (await room.count('employer_look', `day = '${TODAY}' AND finished_at IS NOT NULL`)) === 1;
    });
    await room.asSuperuser('DELETE FROM arrears_reminder');
  });

  const days = 5;
  const remind = (on: Day) =>
    room.run((tx) => remindOfArrears(tx, { today: on, days, stages: arrearsStagesOn(on) }));
  const arrears = async () =>
    (await employer.agent.get(`/v1/employers/${employer.employerId}/arrears`)).body as {
      months: number;
      reminders: { stage: number; endedOn: string | null; sentOn: string }[];
    };

  it('are sent once a stage, and the latest one reached when none was sent before', async () => {
    // Three months are due since the 21st: the second stage.
    expect(await arrears()).toMatchObject({ months: 3, reminders: [] });
    expect(await remind(today)).toEqual({ reminded: 1, ended: 0 });
    expect(await remind(today)).toEqual({ reminded: 0, ended: 0 });
    expect(await remind(parseDay('2026-12-20'))).toEqual({ reminded: 0, ended: 0 });
    expect(await remind(parseDay('2026-12-21'))).toEqual({ reminded: 1, ended: 0 });
    expect((await arrears()).reminders).toMatchObject([
      { stage: 3, months: 4, estimate: null, sentOn: '2026-12-21', endedOn: null },
      {
        stage: 2,
        months: 3,
        deadline: '2026-09-20',
        sentOn: TODAY,
        text: { zh: expect.stringContaining('催缴') },
      },
    ]);
    const desk = await room.signedIn(clerk, 'clerk');
    expect((await desk.get('/v1/arrears')).body).toMatchObject({
      bands: [{}, { fromMonths: 2, toMonths: 3, employers: 1 }, {}, {}, {}],
      employers: [{ employerId: employer.employerId, months: 3, stage: 3 }],
    });
  });

  it('end when nothing is owed any more, and begin anew when something is again', async () => {
    await room.asSuperuser('UPDATE unit_account SET paid_through = 202611');
    expect(await remind(today)).toEqual({ reminded: 0, ended: 2 });
    expect((await arrears()).reminders.map(({ endedOn }) => endedOn)).toEqual([TODAY, TODAY]);
    expect(await remind(parseDay('2026-12-21'))).toEqual({ reminded: 1, ended: 0 });
    expect((await arrears()).reminders[0]).toMatchObject({ stage: 1, months: 1 });
    await room.asSuperuser('UPDATE unit_account SET paid_through = NULL');
  });

  it('are checked: one of a stage that was not reached is a breach', async () => {
    await room.asSuperuser('UPDATE arrears_reminder SET stage = 3 WHERE stage = 1');
    expect((await room.breaches()).map((breach) => breach.slice(0, 2))).toContain('U5');
    await room.asSuperuser('UPDATE arrears_reminder SET stage = 1 WHERE months = 1');
  });
});
