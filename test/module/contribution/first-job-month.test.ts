import { parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { LookAtClocks } from '../../../src/modules/contribution/app/employer/look-at-clocks';
import { lookAtClocks } from '../../../src/modules/contribution/store/warning-store';
import type { Person } from '../../../src/simulators/world/person';
import { type HttpClient } from '../../support';
import { ContributionUnderTest } from './contribution-under-test';
import { registration } from './employer-under-test';

const TODAY = parseDay('2026-12-28');
let room: ContributionUnderTest;
let agent: HttpClient;
let head: Person;
let beginner: Person;
let employerId: string;

/** An employer from November on, whose one member started the first job of a life in November. */
beforeAll(async () => {
  room = await ContributionUnderTest.start(TODAY);
  await room.get(LookAtClocks).workOnce();
  head = room.outside.world.inRole('legalRepresentative');
  agent = await room.signedIn(head);
  const made = await apply('GJ01', registration(room, '2026-11'));
  employerId = made.receipt.employerId as string;
  [beginner] = room.outside.world.addSingles(1, 5) as [Person];
  const { creditCode } = registration(room);
  const job = { creditCode, from: parseDay('2026-11-10'), to: null, baseFen: fen(800_000n) };
  room.outside.world.addPeople([{ ...beginner, employments: [job] }]);
  const { name, idNo } = beginner;
  const opened = await apply('GJ20', { employerId, members: [{ name, idNo, base: '8000.00' }] });
  expect(opened.receipt).toMatchObject({ opened: 1 });
}, 60_000);
afterAll(() => room.stop(), 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const apply = async (item: string, input: object) => (await agent.post('/v1/cases', { item, input })).body;
const read = async () => (await agent.get(`/v1/employers/${employerId}`)).body;
const owed = async () => (await agent.get(`/v1/employers/${employerId}/arrears`)).body.months as number;
const upload = (month: string) => {
  const { name, idNo } = beginner;
  const csv = `姓名,证件号码,缴存基数\r\n${name},${idNo},8000.00`;
  return room.upload(head, `employerId=${employerId}&month=${month}`, csv);
};

describe('a month in which nobody contributes', () => {
  it('owes nothing: no arrears, no warning, and the month due is the first one with somebody in it', async () => {
    expect(await read()).toMatchObject({ monthDue: '2026-12', paidThrough: null });
    // December's payday and five days are over, November's are none.
    expect(await owed()).toBe(1);
    await room.run((tx) => lookAtClocks(tx, TODAY, 5));
    const { warnings } = (await agent.get(`/v1/employers/${employerId}/warnings`)).body;
    const unpaid = (warnings as { kind: string; about: string; endedOn: string | null }[]).filter(
      ({ kind, endedOn }) => kind === 'remit' && endedOn === null,
    );
    expect(unpaid).toHaveLength(1);
    expect(JSON.stringify(unpaid)).toContain('2026-12');
  });

  it('has no list, and does not stand before the next one', async () => {
    const empty = await upload('2026-11');
    expect([empty.status, empty.body.errors[0].code]).toEqual([422, 'MONTH_GAP']);
    const prefilled = `/v1/remittance-lists/template?employerId=${employerId}&month=2026-12`;
    expect((await room.getFile(head, prefilled)).text).toContain(beginner.idNo);
    const list = await upload('2026-12');
    expect([list.status, list.body.errors]).toEqual([201, undefined]);
    const made = await apply('GJ11', { listId: list.body.id });
    expect(made.state).toBe('waiting-funds');
    await room.transfer(made.receipt.amount, made.receipt.paymentNo);
    expect((await agent.get(`/v1/cases/${made.id as string}`)).body.state).toBe('done');
    expect(await read()).toMatchObject({ paidThrough: '2026-12', rosterMonth: '2027-01' });
    expect(await owed()).toBe(0);
  });
});
