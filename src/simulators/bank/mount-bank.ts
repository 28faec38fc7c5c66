import { setTimeout as sleep } from 'node:timers/promises';
import type { Moods } from '../moods';
import type { SimulatorServer } from '../server';
import { SimulatorClock } from '../simulator-clock';
import type { World } from '../world/world';
import { BankBooks } from './bank-books';
import { BankControls } from './bank-controls';
import { BankEndpoint } from './bank-endpoint';
import { declareBankMoods } from './bank-moods';
import { MessageSeal } from './message';
import { NoticePusher } from './notice-pusher';
import { PaymentDesk } from './payment-desk';

/** Base64 of a secret that serves where neither the options nor BANK_BOC_KEY name one: marked as development's. */
export const DEVELOPMENT_BANK_KEY = Buffer.from('zero-run-dev-simulated-bank-key-').toString('base64');

export interface BankOptions {
  /** Folder of the books; they survive the process. */
  readonly dataDir: string;
  readonly latency: 'realistic' | 'none';
  /** Base64 of the secret shared with the centre; BANK_BOC_KEY of the environment when absent. */
  readonly key?: string;
  /** The name both know the secret by; BANK_BOC_KEY_ID of the environment, else 'dev'. */
  readonly keyId?: string;
  /** The bank's clock; when absent, real time of day on the world's date. */
  readonly now?: () => Date;
}

export interface MountedBank {
  /** Stops pushing notices and closes the books. */
  close(): Promise<void>;
}

/** Bank of China (104): its books, its message endpoint and its controls, hung up at the simulators' server. */
export async function mountBank(
  server: SimulatorServer,
  world: World,
  moods: Moods,
  options: BankOptions,
): Promise<MountedBank> {
  const clock = new SimulatorClock(world.today);
  const now = options.now ?? (() => clock.now());
  const key = options.key ?? process.env['BANK_BOC_KEY'] ?? DEVELOPMENT_BANK_KEY;
  const keyId = options.keyId ?? process.env['BANK_BOC_KEY_ID'] ?? 'dev';
  const seal = new MessageSeal(keyId, Buffer.from(key, 'base64'), now);
  const books = await BankBooks.open(options.dataDir, now);
  const pusher = new NoticePusher(
    seal,
    now,
    () => books.callbackUrl,
    () => books.customer,
  );
  const desk = new PaymentDesk(books, pusher, world);
  const endpoint = new BankEndpoint({
    seal,
    desk,
    world,
    moods,
    now,
    latency: usualLatency(options.latency),
  });
  declareBankMoods(moods);
  server.route('POST', '/bank/boc/message', (request) => endpoint.handle(request));
  new BankControls({ books, pusher, keyId, now }).mount(server);
  return {
    close: async () => {
      pusher.stop();
      await books.close();
    },
  };
}

/** A real bank takes about a tenth to a quarter of a second. */
function usualLatency(latency: 'realistic' | 'none'): () => Promise<void> {
  if (latency === 'none') return () => Promise.resolve();
  return () => sleep(80 + Math.random() * 160);
}
