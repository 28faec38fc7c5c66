import type { HttpClient } from '../../support';
import type { Person } from '../../../src/simulators/world/person';
import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';

let room: ContributionUnderTest;
let employer: EmployerUnderTest;
let other: HttpClient;
let newcomers: Person[];

beforeAll(async () => {
  room = await ContributionUnderTest.start();
  employer = await EmployerUnderTest.register(room, 3);
  await employer.remitted('2026-09');
  newcomers = room.outside.world.addSingles(3, 11);
  const second = newcomers[2]!;
  other = await room.signedIn(second);
  const { name, idNo } = second;
  const { employerId } = employer;
  const on = await apply('GJ03', { employerId, authorise: { name, idNo }, secondAgent: true });
  expect(on.state).toBe('done');
}, 60_000);
afterAll(() => room.stop(), 60_000);
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});

const apply = async (item: string, input: object) =>
  (await employer.agent.post('/v1/cases', { item, input })).body;
const say = (by: HttpClient, caseId: string, agreed: boolean) =>
  by.post(`/v1/employers/${employer.employerId}/cases/${caseId}/consent`, { agreed });
const named = ({ name, idNo }: Person) => ({ name, idNo });
const of = (place: number) => ({ employerId: employer.employerId, ...named(employer.staff[place]!) });

/** Applies and sees it wait for nothing but the other agent, who is somebody else; then the other agrees. */
async function agreed(item: string, input: object) {
  const made = await apply(item, input);
  const id = made.id as string;
  await awaitsTheOther(id);
  const own = await say(employer.agent, id, true);
  expect([own.status, own.body.code]).toEqual([403, 'SAME_AGENT']);
  expect((await say(other, id, true)).status).toBe(201);
  await room.until(async () => (await view(id)).state !== 'waiting');
  return view(id);
}
const view = async (caseId: string) => (await employer.agent.get(`/v1/cases/${caseId}`)).body;
/** Every registry has answered, and nothing is missing but the other agent's word. */
const awaitsTheOther = (caseId: string) =>
  room.until(async () => {
    const { state, missing } = await view(caseId);
    return state === 'waiting' && JSON.stringify(missing) === '["employer.secondAgent"]';
  });

describe('where an employer wants two agents, nothing happens on the word of one', () => {
  it('opens accounts (GJ20) once the other agrees', async () => {
    const members = [{ ...named(newcomers[0]!), base: '8000.00' }];
    const before = await room.count('member_account');
    const done = await agreed('GJ20', { employerId: employer.employerId, members });
    expect(done).toMatchObject({ state: 'done', receipt: { opened: 1 } });
    expect(await room.count('member_account')).toBe(before + 1);
  });

  it('changes the roster (GJ10), seals (GJ23) and unseals (GJ24)', async () => {
    const changes = [{ kind: 'new', ...named(newcomers[1]!), base: '7000.00' }];
    expect((await agreed('GJ10', { employerId: employer.employerId, changes })).state).toBe('done');
    expect((await agreed('GJ23', { ...of(0), reason: 'study' })).state).toBe('done');
    expect((await agreed('GJ24', of(0))).state).toBe('done');
  });

  it('confirms a list (GJ11) and a back payment (GJ12): only then there is a number to pay under', async () => {
    const all = [...employer.staff, newcomers[0]!, newcomers[1]!];
    const list = await employer.upload('2026-10', employer.csv(all, ''));
    expect(list.status).toBe(201);
    expect((await agreed('GJ11', { listId: list.body.id })).receipt.paymentNo).toMatch(/^HJ\d{14}$/);
    const lines = [{ ...named(employer.staff[1]!), month: '2026-08' }];
    const body = { employerId: employer.employerId, reason: 'order', orderNo: '晋稽 2026-1', lines };
    const draft = (await employer.agent.post('/v1/back-payments', body)).body;
    expect((await agreed('GJ12', { backPaymentId: draft.id })).state).toBe('waiting-funds');
  });

  it('takes nothing from a member and sends nothing back (GJ13, GJ19) on the word of one', async () => {
    const asked = { ...of(2), month: '2026-09', to: 'suspense', reason: '多缴' };
    const refund = await apply('GJ13', asked);
    await awaitsTheOther(refund.id);
    expect((await say(other, refund.id, false)).body.reasons).toMatchObject([
      { reasonCode: 'SECOND_AGENT_DECLINED' },
    ]);
    expect(await room.count('contribution_refund')).toBe(0);
    expect((await agreed('GJ13', asked)).state).toBe('done');
    const [lot] = (await employer.agent.get(`/v1/employers/${employer.employerId}/suspense`)).body.lots;
    const returned = { employerId: employer.employerId, action: 'return', lotId: lot.lotId ?? lot.id };
    expect(['paying', 'done']).toContain((await agreed('GJ19', returned)).state);
  });

  it('corrects a base (GJ09) only where both agree', async () => {
    const wages = [
      { creditCode: room.outside.world.companyInRole('employer').creditCode, amount: 960_000n },
    ].map(({ creditCode, amount }) => ({
      creditCode,
      amountFen: (amount * 12n) as never,
      from: '2025-01' as never,
      to: '2025-12' as never,
    }));
    room.outside.world.addPeople([{ ...employer.staff[1]!, wages }]);
    const made = await agreed('GJ09', { ...of(1), base: '9600.00', reason: '工资申报有误' });
    expect(made.state).toBe('done');
  });
});
