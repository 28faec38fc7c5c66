import { randomUUID } from 'node:crypto';
import type { HttpAnswer, World } from '../../support';
import { HttpClient } from '../../support';
import { type WireFault, WireProxy } from '../../support/wire-proxy';
import { submit, until, untilState } from './cases';
import { pay, type SignedIn } from './employer';
import { expectCreditedOnce } from './kill-remittances';
import { foundOf, outcomeOf } from './kill-withdrawals';
import type { OldEmployer } from './old-employer';

/** Which calls of a road fail: each `step`-th from `first` on, until one run passes unharmed. */
export interface Calls {
  readonly first: number;
  readonly step: number;
}

/** What a loop has seen: how many calls the road has, and how the requests with a fault were answered. */
export interface Loop {
  readonly calls: number;
  readonly answers: Readonly<Record<string, number>>;
}

/** A process of the service whose database is behind a proxy. Its workers rest, so that each run has the same calls. */
export class FaultyProcess {
  private constructor(
    private readonly world: World,
    private readonly index: number,
    readonly proxy: WireProxy,
  ) {}

  static async join(world: World): Promise<FaultyProcess> {
    const proxy = await WireProxy.before(world.database.appUrl);
    const index = await world.addApi({ DATABASE_URL: proxy.url, WORKER_INTERVAL_MS: '0' });
    return new FaultyProcess(world, index, proxy);
  }

  get url(): string {
    return this.world.apiAt(this.index).url;
  }
}

/**
 * Withdrawals of 1000.00 yuan, one after the other, each with one call that fails; then all of them must be at their
 * end. The bank's notices go astray meanwhile, so that nobody but the request and the safety net moves a payment.
 * @param takeMember gives somebody who has 5760.00 yuan.
 */
export async function failWithdrawalCalls(
  world: World,
  faulty: FaultyProcess,
  fault: WireFault,
  calls: Calls,
  takeMember: () => SignedIn,
): Promise<Loop> {
  const runs: { member: SignedIn; key: string; found: string }[] = [];
  const answers: Record<string, number> = {};
  for (let call = calls.first; ; call += calls.step) {
    const member = takeMember();
    const key = randomUUID();
    faulty.proxy.failCall(call, fault);
    const answer = await submit(new HttpClient(faulty.url, member.token), 'TQ12', { amount: '1000.00' }, key);
    const seen = faulty.proxy.seen();
    const found = await foundOf(world, key);
    const told = toldOf(answer, found);
    expect({ call, fault, ...told }).toEqual({ call, fault, ...told, isTold: true });
    runs.push({ member, key, found });
    if (!seen.wasHit) {
      expect(answer.body).toMatchObject({ state: 'done' });
      await Promise.all(runs.map((run) => outcomeOf(world, run, run.found)));
      return { calls: seen.calls, answers };
    }
    const kind = answer.status === 201 ? `201 ${answer.body.state as string}` : String(answer.status);
    answers[kind] = (answers[kind] ?? 0) + 1;
  }
}

/** 201 with the case, or 503 that says when to come again: never anything else. */
function toldOf(answer: HttpAnswer, found: string): { isTold: boolean; status: number; found: string } {
  const { status, headers } = answer;
  const isTold = status === 201 ? found !== 'nothing' : status === 503 && headers.has('retry-after');
  return { isTold, status, found };
}

/**
 * Money for one month's list after the other, each time with one call that fails while the notice is taken; the bank
 * tells it again until it is booked, once.
 */
export async function failRemittanceCalls(
  world: World,
  faulty: FaultyProcess,
  fault: WireFault,
  calls: Calls,
  old: OldEmployer,
): Promise<Loop> {
  const answers: Record<string, number> = {};
  for (let call = calls.first; ; call += calls.step) {
    const confirmed = await old.nextMonth();
    faulty.proxy.failCall(call, fault);
    const serial = await pay(old.employer, confirmed);
    await untilState(old.employer.agent.client, confirmed.id, 'done', 60);
    const tries = await untilTaken(world, serial);
    const seen = faulty.proxy.seen();
    await expectCreditedOnce(world, confirmed.id);
    const others = tries.filter((status) => status !== 503 && status !== 200);
    expect({ call, fault, tries, others }).toEqual({ call, fault, tries, others: [] });
    if (!seen.wasHit) return { calls: seen.calls, answers };
    const [first = 0] = tries;
    answers[first] = (answers[first] ?? 0) + 1;
  }
}

/** Statuses that the service gave to the notice of a deposit, once it has taken it. */
function untilTaken(world: World, serial: string): Promise<readonly number[]> {
  return until(`notice of ${serial}`, async () => {
    const log = (await world.control('GET', '/control/bank/notices')) as {
      subject: string;
      tries: number[];
    }[];
    const tries = log.find(({ subject }) => subject === serial)?.tries ?? [];
    return tries.at(-1) === 200 && tries;
  });
}
