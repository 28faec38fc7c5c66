import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fen } from '../../kernel/money';
import type { BankMoodTarget, Moods } from '../moods';
import type { SimulatorServer } from '../server';
import { SimulatorClock } from '../simulator-clock';
import type { Company, Person } from '../world/person';
import type { World } from '../world/world';
import { BankBooks } from './bank-books';
import { BankControls } from './bank-controls';
import { BankEndpoint } from './bank-endpoint';
import { Clearing, type BankMoney } from './clearing';
import { CollectionDesk } from './collection-desk';
import { declareBankMoods } from './bank-moods';
import { BOC } from './boc/message';
import { BocDialect } from './boc/boc-dialect';
import { BOCOM, BocomDialect } from './bocom/bocom-dialect';
import type { Dialect, StatementAsked } from './dialect';
import { BOOKS_FILES } from './mount-books';
import { NoticePusher } from './notice-pusher';
import { PaymentDesk } from './payment-desk';
import { type StatementPage, statementOf } from './statement-desk';

/** Secrets that serve where neither the options nor the environment name one: marked as development's. Base64. */
export const DEVELOPMENT_BANK_KEYS = {
  boc: Buffer.from('zero-run-dev-simulated-bank-key-').toString('base64'),
  bocom: Buffer.from('zero-run-dev-simulated-bank-301-').toString('base64'),
} as const;

export interface BankOptions {
  /** Folder of the books, a file each bank; they survive the process. */
  readonly dataDir: string;
  readonly latency: 'realistic' | 'none';
  /** Base64 of the secret the first bank shares with the centre; BANK_BOC_KEY of the environment when absent. */
  readonly key?: string;
  /** The name both know the secrets by; BANK_BOC_KEY_ID or BANK_BOCOM_KEY_ID of the environment, else 'dev'. */
  readonly keyId?: string;
  /** Base64 of the secret the second bank shares with the centre; BANK_BOCOM_KEY of the environment when absent. */
  readonly bocomKey?: string;
  /** The banks' clock; when absent, real time of day on the world's date. */
  readonly now?: () => Date;
}

export interface MountedBank {
  /** Stops pushing notices and closes the books. */
  close(): Promise<void>;
}

/** All banks, and what other parties of this world do with money in them. */
export interface MountedBanks extends MountedBank {
  readonly money: BankMoney;
}

interface OneBank {
  readonly dialect: Dialect;
  readonly booksFile: string;
  readonly moodTarget: BankMoodTarget;
  readonly controls: readonly string[];
}

/** Bank of China (104) and Bank of Communications (301): books, endpoint and controls of each, at one server. */
export async function mountBank(
  server: SimulatorServer,
  world: World,
  moods: Moods,
  options: BankOptions,
): Promise<MountedBanks> {
  const clock = new SimulatorClock(world.today);
  const now = options.now ?? (() => clock.now());
  const banks: OneBank[] = [
    {
      dialect: bocDialect(options, now),
      booksFile: BOOKS_FILES[BOC],
      moodTarget: 'bank',
      // The first of these since there was one bank only.
      controls: ['/control/bank', `/control/bank/${BOC}`],
    },
    {
      dialect: bocomDialect(options, now),
      booksFile: BOOKS_FILES[BOCOM],
      moodTarget: `bank-${BOCOM}`,
      controls: [`/control/bank/${BOCOM}`],
    },
  ];
  const here = new Set(banks.map(({ dialect }) => dialect.bankCode));
  const open: MountedBank[] = [];
  const clearing = new Clearing();
  const close = async (): Promise<void> => {
    for (const bank of open) await bank.close();
  };
  try {
    for (const [place, bank] of banks.entries()) {
      // The first bank speaks of the cards of banks that are not here as well, as the clearing house would.
      const knows = ({ bankCode }: { readonly bankCode: string }): boolean =>
        bankCode === bank.dialect.bankCode || (place === 0 && !here.has(bankCode));
      open.push(await mountOne(server, { world, moods, options, now, knows, clearing }, bank));
    }
  } catch (error) {
    await close();
    throw error;
  }
  clearing.resume();
  return { close, money: clearing };
}

interface Around {
  readonly world: World;
  readonly moods: Moods;
  readonly options: BankOptions;
  readonly now: () => Date;
  readonly clearing: Clearing;
  readonly knows: (of: { readonly bankCode: string }) => boolean;
}

async function mountOne(server: SimulatorServer, around: Around, bank: OneBank): Promise<MountedBank> {
  const { world, moods, options, now, knows, clearing } = around;
  const { dialect, moodTarget } = bank;
  const realistic = options.latency === 'realistic';
  const books = await BankBooks.open(join(options.dataDir, bank.booksFile), now);
  const pusher = new NoticePusher(dialect, books);
  const desk = new PaymentDesk({
    books,
    pusher,
    world,
    asynchronous: dialect.asynchronous,
    paid: (line) => clearing.credit(dialect.bankCode, line),
    takesMs: () => (realistic ? 60 + Math.random() * 120 : 0),
  });
  const takesMs = (): number => (realistic ? 60 + Math.random() * 120 : 0);
  const collections = new CollectionDesk({ books, pusher, world, takesMs });
  const holderOf = (cardNo: string): Person | undefined => {
    const holder = world.personByCard(cardNo);
    return holder !== undefined && knows(holder) ? holder : undefined;
  };
  const companyOf = (accountNo: string): Company | undefined => {
    const owner = world.companyByAccount(accountNo);
    return owner !== undefined && knows(owner.bankAccount) ? owner : undefined;
  };
  // A real bank takes about a tenth to a quarter of a second.
  const latency = realistic ? () => sleep(80 + Math.random() * 160) : () => Promise.resolve();
  const balanceOf = (account: string): Fen | null => books.declaredBalance(account);
  const statement = (wanted: StatementAsked): StatementPage => statementOf(books.all(), wanted);
  const asked = { holderOf, companyOf, balanceOf, statementOf: statement };
  const endpoint = new BankEndpoint({ dialect, desk, collections, ...asked, moods, moodTarget, latency });
  declareBankMoods(moods, moodTarget);
  server.route('POST', dialect.endpoint, (request) => endpoint.handle(request));
  const controls = new BankControls({ books, pusher });
  for (const base of bank.controls) controls.mount(server, base);
  clearing.join(dialect.bankCode, books, pusher);
  desk.resume();
  collections.resume();
  return {
    close: async () => {
      await clearing.settled();
      pusher.stop();
      await desk.stop();
      await collections.stop();
      await books.close();
    },
  };
}

function bocDialect({ key, keyId }: BankOptions, now: () => Date): Dialect {
  const secret = key ?? process.env['BANK_BOC_KEY'] ?? DEVELOPMENT_BANK_KEYS.boc;
  const name = keyId ?? process.env['BANK_BOC_KEY_ID'] ?? 'dev';
  return new BocDialect(name, Buffer.from(secret, 'base64'), now);
}

function bocomDialect({ bocomKey, keyId }: BankOptions, now: () => Date): Dialect {
  const secret = bocomKey ?? process.env['BANK_BOCOM_KEY'] ?? DEVELOPMENT_BANK_KEYS.bocom;
  const name = keyId ?? process.env['BANK_BOCOM_KEY_ID'] ?? 'dev';
  return new BocomDialect(name, Buffer.from(secret, 'base64'), now);
}
