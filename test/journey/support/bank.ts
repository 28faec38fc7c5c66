import { taiyuan } from '../../../scripts/set-up-centre';
import type { World } from '../../support';
import { until } from './cases';

/** How a notice is signed: rightly, or in one of the ways that must be refused. */
export type Forgery = 'valid' | 'wrong-key' | 'unknown-algorithm' | 'tampered' | 'stale' | 'unsigned';

/** Names of the bank's messages. */
export const TX = { accountChange: 'SBDC100', paymentResult: 'ZR101R' } as const;

/** How the bank treats the next payments: so many calls, or until changed. */
export async function bankMood(
  world: World,
  mood: string,
  more: { calls?: number; delayMs?: number } = {},
): Promise<void> {
  await world.control('PUT', '/control/moods/bank', { mood, ...more });
}

export async function registryMood(world: World, registry: string, mood: string): Promise<void> {
  await world.control('PUT', `/control/moods/${registry}`, { mood });
}

/** Lets the bank's notices go astray for as long as `work` takes; afterwards the bank tries them again. */
export async function withoutNotices<T>(world: World, work: () => Promise<T>): Promise<T> {
  await callBackTo(world, 'http://127.0.0.1:9');
  try {
    return await work();
  } finally {
    await callBackTo(world, world.api.url);
  }
}

async function callBackTo(world: World, service: string): Promise<void> {
  const url = `${service}/v1/bank/boc/notices`;
  await world.control('PUT', '/control/bank/callback', { url, customer: String(taiyuan.id) });
}

/** Sends one notice to the service as told; gives the service's answer, its body parsed. */
export async function sendNotice(
  world: World,
  notice: {
    readonly serial?: string;
    readonly txCode?: string;
    readonly body?: Readonly<Record<string, string>>;
    readonly header?: Readonly<Record<string, string>>;
    readonly sign?: Forgery;
  },
): Promise<{ status: number; code: string; effect: string }> {
  const answer = await world.control('POST', '/control/bank/notices/raw', notice);
  const body = JSON.parse(answer.body as string) as { code?: string; effect?: string };
  return { status: answer.status as number, code: body.code ?? '', effect: body.effect ?? '' };
}

/** The last status the service gave to each notice about a serial number or reference, once all have been told. */
export function noticesAbout(world: World, subject: string): Promise<number[]> {
  return until(`notices about ${subject}`, async () => {
    const log = (await world.control('GET', '/control/bank/notices')) as {
      subject: string;
      tries: number[];
    }[];
    const own = log.filter((delivery) => delivery.subject === subject);
    const told = own.length > 0 && own.every(({ tries }) => tries.length > 0);
    return told && own.map(({ tries }) => tries.at(-1) ?? 0);
  });
}
