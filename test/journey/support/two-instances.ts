import { setTimeout as pause } from 'node:timers/promises';
import { startWorld, type World } from '../../support';
import { LoadBalancer } from '../../support/load-balancer';
import { bankLines, rows } from './books';
import { until } from './cases';
import { newPeople } from './cast';
import { memberWithCard, settledEmployer, type SignedIn } from './employer';
import { impatientBank } from './kill-withdrawals';
import { LeaseWatch, type Move } from './lease-watch';
import { PersistentMember } from './persistent-member';

export interface Siege {
  readonly accepted: readonly string[];
  readonly moves: readonly Move[];
  readonly told: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

/** Two instances on one database behind a load balancer, to which the bank tells its notices as well. */
export class TwoInstances {
  private constructor(
    readonly world: World,
    private readonly balancer: LoadBalancer,
    private readonly members: readonly SignedIn[],
  ) {}

  static async start(memberCount: number): Promise<TwoInstances> {
    const world = await startWorld({ apis: 2, latency: 'realistic', env: impatientBank });
    const people = await newPeople(world, memberCount);
    await settledEmployer(world, () => people);
    const members: SignedIn[] = [];
    for (const person of people) members.push(await memberWithCard(world, person));
    const balancer = await LoadBalancer.before([world.apiAt(0).port, world.apiAt(1).port]);
    await world.callBanksTo(balancer.url);
    return new TwoInstances(world, balancer, members);
  }

  async stop(): Promise<void> {
    await this.balancer.close();
    await this.world.stop();
  }

  /** All members withdraw one sum after the other while now this instance is killed, now that; 5 s apart. */
  async besiege(kills: number): Promise<Siege> {
    let isOver = false;
    const load = this.members.map((member) => new PersistentMember(member, this.balancer.url));
    const work = Promise.all(load.map((member) => member.withdrawUntil(() => isOver)));
    const watch = await LeaseWatch.over(this.world);
    const moves: Promise<Move[]>[] = [];
    const names = ['journey-0', 'journey-1'];
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        const began = performance.now();
        const index = kill % 2;
        await this.world.apiAt(index).kill9();
        moves.push(watch.untilMoved(names[index]!));
        await pause(1_000);
        names[index] = `journey-${index}-after-${kill}`;
        await this.world.restartApi(index, { INSTANCE_NAME: names[index] });
        await pause(Math.max(0, 5_000 - (performance.now() - began)));
      }
      isOver = true;
      await work;
      return {
        accepted: load.flatMap(({ accepted }) => accepted),
        moves: (await Promise.all(moves)).flat(),
        told: sumOf(load.map(({ told }) => told)),
        wrong: load.flatMap(({ wrong }) => wrong),
      };
    } finally {
      isOver = true;
      await watch.close();
    }
  }

  /** Every case ends, whether its answer reached anybody or not, and every payment of it is one of the bank's. */
  async expectNothingLostOrTwice(accepted: readonly string[]): Promise<void> {
    const { world } = this;
    await until(
      'the end of all cases',
      async () => (await rows(world, 'SELECT FROM service_case WHERE finished_at IS NULL')).length === 0,
      60,
    );
    const cases = await rows<{ id: string; state: string; references: string[]; rounds: number }>(
      world,
      `SELECT c.id, c.state, (SELECT array_agg(i.reference) FROM instruction AS i WHERE i.source_id = c.id) AS references,
              (SELECT count(*)::int FROM decision AS d WHERE d.case_id = c.id AND d.outcome = 'approved') AS rounds
         FROM service_case AS c WHERE c.item = 'TQ12'`,
    );
    expect(cases.map(({ id }) => id)).toEqual(expect.arrayContaining([...accepted]));
    expect(cases.filter(({ state, rounds }) => state !== 'done' || rounds !== 1)).toEqual([]);
    const ordered = cases.map(({ references }) => references).flat();
    const paid = (await bankLines(world))
      .filter(({ kind }) => kind === 'payment')
      .map((line) => line.reference);
    expect(paid.sort()).toEqual(ordered.sort());
    expect(new Set(paid).size).toBe(cases.length);
    // More than one attempt is a repeated question or a repeated order under the same reference, never two at a time.
    expect(await rows(world, `SELECT FROM bank_incident`)).toEqual([]);
  }
}

function sumOf(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const count of counts)
    for (const [name, value] of Object.entries(count)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
