import type { World } from '../../support';
import { until } from './cases';

/** Banks of the centre, each with a dialect of its own; what is said of one must be true of both. */
export const BANK_CODES = ['104', '301'] as const;
export type BankCode = (typeof BANK_CODES)[number];

/** How a notice is signed: rightly, or in one of the ways that must be refused. */
export type Forgery =
  'valid' | 'wrong-key' | 'unknown-algorithm' | 'tampered' | 'stale' | 'unsigned' | 'mirrored';

/** Names of the bank's messages. */
export const TX = { accountChange: 'SBDC100', paymentResult: 'ZR101R' } as const;

/** How the bank treats the next payments: so many calls, or until changed. */
export async function bankMood(
  world: World,
  mood: string,
  more: { calls?: number; delayMs?: number } = {},
  bank: BankCode = '104',
): Promise<void> {
  await world.control('PUT', `/control/moods/${bank === '104' ? 'bank' : `bank-${bank}`}`, { mood, ...more });
}

export async function registryMood(world: World, registry: string, mood: string): Promise<void> {
  await world.control('PUT', `/control/moods/${registry}`, { mood });
}

/** Lets the banks' notices go astray for as long as `work` takes; afterwards the banks try them again. */
export async function withoutNotices<T>(world: World, work: () => Promise<T>): Promise<T> {
  await world.callBanksTo('http://127.0.0.1:9');
  try {
    return await work();
  } finally {
    await world.callBanksTo(world.api.url);
  }
}

/** Sends one notice to the service as told; gives the service's answer, its body parsed. */
export async function sendNotice(
  world: World,
  notice: {
    readonly serial?: string;
    readonly txCode?: string;
    /** What is told otherwise than it was booked, whatever the dialect. */
    readonly line?: Readonly<Record<string, string>>;
    readonly body?: Readonly<Record<string, string>>;
    readonly header?: Readonly<Record<string, string>>;
    readonly sign?: Forgery;
  },
  bank: BankCode = '104',
): Promise<{ status: number; code: string }> {
  const answer = await world.control('POST', `/control/bank/${bank}/notices/raw`, notice);
  // What was taken is acknowledged in the bank's own dialect; everything else is a problem.
  const problem = answer.status === 200 ? {} : (JSON.parse(answer.body as string) as { code?: string });
  return { status: answer.status as number, code: problem.code ?? '' };
}

/** The last status the service gave to each notice about a serial number or reference, once all have been told. */
export function noticesAbout(world: World, subject: string, bank: BankCode = '104'): Promise<number[]> {
  return until(`notices about ${subject}`, async () => {
    const log = (await world.control('GET', `/control/bank/${bank}/notices`)) as {
      subject: string;
      tries: number[];
    }[];
    const own = log.filter((delivery) => delivery.subject === subject);
    const told = own.length > 0 && own.every(({ tries }) => tries.length > 0);
    return told && own.map(({ tries }) => tries.at(-1) ?? 0);
  });
}
