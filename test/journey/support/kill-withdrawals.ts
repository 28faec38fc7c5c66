import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CrashMoment } from '../../../src/platform/crash-point';
import { type HttpAnswer, HttpClient, type World } from '../../support';
import { expectPaidOnce, paymentsTo, rows } from './books';
import { eventsOf, submit, until, untilState } from './cases';
import type { SignedIn } from './employer';

/** What became of one kill. */
export interface Kill {
  readonly moment: CrashMoment;
  /** What the database held of the request when the process was dead. */
  readonly found: string;
  /** How often the bank had paid, or the money had come in, when all was over. */
  readonly payments: number;
  /** How it ended. */
  readonly outcome: string;
}

export interface Doomed {
  readonly moment: CrashMoment;
  readonly member: SignedIn;
  readonly key: string;
}

const input = { amount: '1000.00' };
/** A process that was answered and lives on for so long has passed its moment by. */
const NEVER_REACHED_MS = 10_000;

/** Settings under which a payment whose fate is open is asked about soon. */
export const impatientBank = { BANK_DEADLINE_MS: '1000', BANK_NOT_FOUND_WINDOW_MS: '2000' };

/**
 * The one service is down; for each moment a process of its own takes one application and dies there. Then the service
 * is started again, and everything must end by itself. The members have 5760.00 yuan each.
 */
export async function killWithdrawals(
  world: World,
  moments: readonly CrashMoment[],
  members: readonly SignedIn[],
): Promise<Kill[]> {
  const doomed = moments.map((moment, index) => ({ moment, member: members[index]!, key: randomUUID() }));
  await world.api.stop();
  await Promise.all(doomed.map((one) => applyAndDie(world, one)));
  const found = await Promise.all(doomed.map(({ key }) => foundOf(world, key)));
  await world.restartApi(0);
  const outcomes = await Promise.all(doomed.map((one, index) => outcomeOf(world, one, found[index]!)));
  return Promise.all(
    doomed.map(async ({ moment, member }, index) => ({
      moment,
      found: found[index]!,
      payments: (await paymentsTo(world, member.person.cardNo)).length,
      outcome: outcomes[index]!,
    })),
  );
}

async function applyAndDie(world: World, doomed: Doomed): Promise<void> {
  // Its workers rest, so that it dies of its own request and not of another's.
  const index = await world.addApi({ CRASH_POINT: doomed.moment, WORKER_INTERVAL_MS: '0' });
  await dieAt(world, index, doomed);
}

/** Sends the application; the process dies of it. */
export async function dieAt(world: World, index: number, { moment, member, key }: Doomed): Promise<void> {
  const process = world.apiAt(index);
  const client = new HttpClient(process.url, member.token);
  // The answer may have left in the last moment; the process is dead all the same.
  await submit(client, 'TQ12', input, key).catch((error: unknown) =>
    expect(String(error)).toMatch(/fetch failed|terminated/),
  );
  const ended = await Promise.race([process.ended, pause(NEVER_REACHED_MS, null, { ref: false })]);
  if (ended === null) throw new Error(`${moment} was not reached by a withdrawal`);
  expect(ended).toEqual({ code: null, signal: 'SIGKILL' });
}

/** What the database holds of a key: nothing, or case and instruction as they stand. */
export async function foundOf(world: World, key: string): Promise<string> {
  const found = await rows<{ state: string; payment: string | null }>(
    world,
    `SELECT c.state, i.state AS payment FROM command AS k JOIN service_case AS c ON c.id = k.resource_id
       LEFT JOIN instruction AS i ON i.source_id = c.id WHERE k.key = $1`,
    [key],
  );
  expect(found.length).toBeLessThanOrEqual(1);
  const [one] = found;
  if (!one) return 'nothing';
  return one.payment === null ? `case ${one.state}` : `case ${one.state}, payment ${one.payment}`;
}

/** What was stored ends by itself; the same key gives the same answer then, or a first one where nothing was stored. */
export async function outcomeOf(
  world: World,
  { member, key }: { readonly member: SignedIn; readonly key: string },
  found: string,
): Promise<string> {
  if (found !== 'nothing') await untilPaid(world, key);
  const client = new HttpClient(world.api.url, member.token);
  const answer = await insist(() => submit(client, 'TQ12', input, key));
  expect(answer.status).toBe(201);
  // An answer that was given while the payment was open stays as it was given; the case goes on.
  const view = await untilState(client, answer.body.id as string, 'done');
  expect(view).toMatchObject({ decision: { amount: '1000.00' } });
  expect(eventsOf(view).filter((kind) => kind === 'credited')).toHaveLength(1);
  expect((await submit(client, 'TQ12', input, key)).text).toBe(answer.text);
  await expectPaidOnce(world, { ...member, client });
  return found === 'nothing' ? 'taken in by the repeated request, paid once' : 'ended by itself, paid once';
}

/** Comes again when a service that has just started is busy and says so, as any client does. */
function insist(ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  const answered = async (): Promise<HttpAnswer | null> => {
    const answer = await ask();
    if (answer.status !== 503) return answer;
    expect(answer.headers.has('retry-after')).toBe(true);
    return null;
  };
  return until('an answer', answered, 30);
}

/** Nobody asks for it: the workers, or the bank's notice, bring the case to its end. */
function untilPaid(world: World, key: string): Promise<true> {
  return until(
    `the case of ${key}`,
    async () => (await foundOf(world, key)) === 'case done, payment paid',
    90,
  );
}
