import { randomUUID } from 'node:crypto';
import { addDays, parseDay } from '../../../src/kernel/calendar';
import type { CaseView } from '../../../src/modules/casework';
import type { CrashMoment } from '../../../src/platform/crash-point';
import type { HttpAnswer, HttpClient, World } from '../../support';
import { LOAN_DATE } from './apply-for-loan';
import { rows } from './books';
import { until, untilState } from './cases';
import { paidFor } from './disburse-loan';
import {
  applyForSale,
  branchOf,
  committedHall,
  contractIs,
  custodyOf,
  departmentsReady,
  hallAtRegistry,
  hallDue,
  type HallLoan,
  hallOf,
  inputOfSale,
  type Sale,
  signedHall,
  throughToTheEnd,
  titlePasses,
  untilBranch,
  untilHall,
} from './hall-loan';
import { liveOn } from './kill-loan-dues';
import type { Kill } from './kill-withdrawals';
import type { SigningStaff } from './sign-loan';

/** Who signs, and at which half hour of the day. */
export interface AtDesk {
  readonly staff: SigningStaff;
  readonly time: string;
}

const PAID = 'the joint case went on by itself, loan and seller paid once';
const BACK = 'the joint case ended by itself, tax and down payment back once';

/** Steps of the road that are taken when the title has passed, or later. */
const AFTER_TITLE = ['hall-clearance', 'hall-payout', 'hall-closed'];

/** The process dies on the way of a joint case to the payment of the seller. */
export async function killHall(
  world: World,
  moment: CrashMoment,
  sale: Sale,
  { staff, time }: AtDesk,
): Promise<Kill> {
  if (pointOf(moment) === 'hall-opened') return killOpening(world, moment, sale, { staff, time });
  const hall = await committedHall(world, sale);
  await signedHall(world, staff, hall, time);
  const afterTitle = AFTER_TITLE.includes(pointOf(moment));
  if (afterTitle) await hallAtRegistry(world, hall);
  await world.api.stop();
  if (!afterTitle) await hallDue(world, hall);
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '1500' });
  if (afterTitle) await titlePasses(world, hall);
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const found = await foundOf(world, hall);
  await world.restartApi(0);
  return ended(world, moment, hall, found);
}

/** The process dies as it carries out the commitment that opens the joint case. */
async function killOpening(world: World, moment: CrashMoment, sale: Sale, desk: AtDesk): Promise<Kill> {
  const key = randomUUID();
  const input = inputOfSale();
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  await dying(applyForSale(sale, input, key));
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const [halls] = await rows<{ n: number }>(
    world,
    'SELECT count(*)::int AS n FROM loan_hall WHERE contract_no = $1',
    [sale.contractNo],
  );
  await world.restartApi(0);
  const answer = await again(() => applyForSale(sale, input, key), 201);
  const { client } = sale.buyer;
  const view = await untilState(client, (answer.body as CaseView).id, 'done', 60);
  const hall = await hallOf(world, sale, view);
  await signedHall(world, desk.staff, hall, desk.time);
  await hallAtRegistry(world, hall);
  return ended(world, moment, hall, `case accepted, ${halls?.n ?? 0} joint cases`);
}

async function ended(world: World, moment: CrashMoment, hall: HallLoan, found: string): Promise<Kill> {
  await throughToTheEnd(world, hall);
  expect(await custodyOf(world, hall)).toEqual({ status: 'B1', moves: 1 });
  const payments = (await paidFor(world, hall.loanId)).length;
  return { moment, found, payments, outcome: PAID };
}

/** The process dies while what was begun is taken back, or goes on after all. */
export async function killHallEnd(
  world: World,
  moment: CrashMoment,
  sale: Sale,
  desk: AtDesk & { readonly day: number },
): Promise<Kill> {
  const point = pointOf(moment);
  if (point === 'hall-resumed') return killResumed(world, moment, sale, desk);
  const hall = await committedHall(world, sale);
  if (point === 'halls-expired') {
    // The one before has left the world on its day.
    const today = moment.endsWith(':after') ? dayAfter(desk.day - 1) : LOAN_DATE;
    await signedHall(world, desk.staff, hall, desk.time, today);
    await hallAtRegistry(world, hall);
    await dieOfNight(world, moment, hall, desk.day);
  } else {
    await departmentsReady(world, hall);
    await contractIs(world, hall, 'cancelled');
    await world.api.stop();
    await hallDue(world, hall);
    const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '1500' });
    expect((await doomed.ended).signal).toBe('SIGKILL');
  }
  const found = await foundOf(world, hall);
  await (point === 'halls-expired' ? liveOn(world, dayAfter(desk.day)) : world.restartApi(0));
  await untilHall(hall, 'undone');
  expect(await paidFor(world, hall.loanId)).toEqual([]);
  const { status, moves } = await custodyOf(world, hall);
  expect(status).toBe('C1');
  return { moment, found, payments: moves, outcome: BACK };
}

/** The last day of the commitment has passed, as the row says; the night finds it. */
async function dieOfNight(
  world: World,
  moment: CrashMoment,
  { loanId }: HallLoan,
  day: number,
): Promise<void> {
  await rows(world, 'UPDATE loan_hall SET until_day = $2::date - 1 WHERE loan_id = $1', [
    loanId,
    dayAfter(day),
  ]);
  await liveOn(world, dayAfter(day), { CRASH_POINT: moment });
  expect((await world.api.ended).signal).toBe('SIGKILL');
}

function dayAfter(days: number): string {
  return addDays(parseDay(LOAN_DATE), days);
}

/** The buyer gives up while the registry has the transfer, and the registry registers it: the process dies of that. */
async function killResumed(world: World, moment: CrashMoment, sale: Sale, desk: AtDesk): Promise<Kill> {
  const hall = await committedHall(world, sale);
  await signedHall(world, desk.staff, hall, desk.time);
  await hallAtRegistry(world, hall);
  const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
  const { client } = hall.buyer;
  const { status } = await client.post(`/v1/loans/${hall.loanId}/cancellation`, {}, { key: randomUUID() });
  expect(status).toBe(200);
  await titlePasses(world, hall);
  expect((await doomed.ended).signal).toBe('SIGKILL');
  const found = await foundOf(world, hall);
  await world.restartApi(0);
  // The registry tells it again, or is asked: it has registered once.
  await untilBranch(hall, 'title', 'registered', 90);
  return ended(world, moment, hall, found);
}

/** The contract was cancelled when the loan was paid; the process dies as one of two people lets the seller be paid. */
export async function killHallRelease(
  world: World,
  moment: CrashMoment,
  sale: Sale,
  { staff, time }: AtDesk,
): Promise<Kill> {
  const hall = await committedHall(world, sale);
  await signedHall(world, staff, hall, time);
  await hallAtRegistry(world, hall);
  await heldBack(world, hall);
  const path = `/v1/loans/${hall.loanId}/hall/payout`;
  const acts: readonly Act[] = [
    ['hall-release-proposed', staff.clerk, path, { evidenceNo: '(2027)晋0105民初34号' }],
    ['hall-release-decided', staff.manager, `${path}/decision`, { agreed: true }],
  ];
  let found = '';
  for (const [point, client, url, body] of acts) {
    const key = randomUUID();
    const act = (): Promise<HttpAnswer> => client.post(url, body, { key });
    if (point === pointOf(moment)) {
      const doomed = await world.restartApi(0, { CRASH_POINT: moment, WORKER_INTERVAL_MS: '0' });
      await dying(act());
      expect((await doomed.ended).signal).toBe('SIGKILL');
      found = await foundOf(world, hall);
      await world.restartApi(0);
    }
    await again(act, 200);
  }
  await hallDue(world, hall);
  return ended(world, moment, hall, found);
}

type Act = readonly [point: string, client: HttpClient, path: string, body: object];

/** The title has passed and the loan is in custody while the old mortgage stands; then the bureau cancels the contract. */
async function heldBack(world: World, hall: HallLoan): Promise<void> {
  const old = { certNo: '晋(2019)太原市不动产证明第0000055号', mortgagee: '某银行(虚构)', kind: 'mortgage' };
  await world.control('PUT', `/control/units/${hall.unitKey}`, { mortgages: [old] });
  const { file } = await titlePasses(world, hall);
  await untilBranch(hall, 'clearance', 'standing');
  await contractIs(world, hall, 'cancelled');
  await hallDue(world, hall);
  await untilBranch(hall, 'contract', 'cancelled');
  const ours = { certNo: file.certNo, mortgagee: '本中心', kind: 'mortgage' };
  await world.control('PUT', `/control/units/${hall.unitKey}`, { mortgages: [ours] });
  await hallDue(world, hall);
  await untilBranch(hall, 'clearance', 'cleared');
  expect(await branchOf(hall, 'payout')).toBe('waiting');
}

function pointOf(moment: CrashMoment): string {
  return moment.slice(0, moment.indexOf(':'));
}

/** A request of which the process dies is not answered, or in its last moment. */
async function dying(request: Promise<HttpAnswer>): Promise<void> {
  await request.catch((error: unknown) => expect(String(error)).toMatch(/fetch failed|terminated/));
}

/** 409 while the lease of the request that died may live. */
function again(act: () => Promise<HttpAnswer>, status: number): Promise<HttpAnswer> {
  return until('the answer to the same key', async () => {
    const answer = await act();
    return answer.status === status && answer;
  });
}

/** What the database holds of a joint case. */
async function foundOf(world: World, { loanId }: HallLoan): Promise<string> {
  const [found] = await rows<{ hall: string; loan: string; branches: string }>(
    world,
    `SELECT h.state AS hall, l.state AS loan, (SELECT string_agg(b.branch || ' ' || b.state, ', ' ORDER BY b.branch) FROM loan_hall_branch AS b
       WHERE b.loan_id = h.loan_id AND b.branch IN ('contract', 'tax', 'custody', 'title', 'payout')) AS branches
       FROM loan_hall AS h JOIN loan AS l ON l.id = h.loan_id WHERE h.loan_id = $1`,
    [loanId],
  );
  return found ? `hall ${found.hall}, loan ${found.loan}; ${found.branches}` : 'nothing';
}
