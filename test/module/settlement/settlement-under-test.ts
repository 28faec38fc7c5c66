import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { addDays, type Day } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { Ledger } from '../../../src/modules/ledger';
import { PurposeGrants } from '../../../src/modules/registry';
import {
  BankCards,
  Collections,
  CollectionWorker,
  CompareStatements,
  type Instruction,
  Settlement,
  SettlementWorker,
} from '../../../src/modules/settlement';
import { Clock } from '../../../src/platform/clock';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import type { Tx } from '../../../src/platform/database/tx';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { createHttpApp } from '../../../src/platform/http';
import { InvariantRegistry } from '../../../src/platform/invariants/invariant-registry';
import { AppLogger } from '../../../src/platform/logging/app-logger';
import { mountBank } from '../../../src/simulators/bank';
import { Moods } from '../../../src/simulators/moods';
import { HttpSimulatorServer } from '../../../src/simulators/server';
import type { Person } from '../../../src/simulators/world/person';
import { World } from '../../../src/simulators/world/world';
import { createTestDatabase, type TestDatabase } from '../../support';
import { type BankOfCentre, BANKS, BOC } from './banks';
import { CollectedBooks } from './collected-books';
import { bindCard, type Outside, settleIn } from './settle-in';
import { roomOf, WithdrawalBooks } from './settlement-room';

const centreId = 1;
export const NOT_FOUND_WINDOW_MS = 1_200;

/** The settlement room on PostgreSQL, a bank over HTTP, and the bank's notices over HTTP into the room. */
export class SettlementUnderTest {
  readonly moods: Moods;
  readonly world: World;
  readonly ledger: Ledger;
  readonly settlement: Settlement;
  readonly worker: SettlementWorker;
  readonly collections: Collections;
  readonly collectionWorker: CollectionWorker;
  readonly collected: CollectedBooks;
  readonly cards: BankCards;
  readonly books: WithdrawalBooks;
  readonly unitOfWork: UnitOfWork;
  memberId = 0n;
  /** Payout cards, one of each bank. */
  private readonly cardIds = new Map<string, string>();
  cardNo = '';
  bankAccountNo = '';

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: NestFastifyApplication,
    private readonly outside: Outside,
    /** The bank that is looked at: its moods, its controls, a card of its own to pay to. */
    readonly bankOfCentre: BankOfCentre,
  ) {
    this.moods = outside.moods;
    this.world = outside.world;
    this.ledger = app.get(Ledger, { strict: false });
    this.settlement = app.get(Settlement, { strict: false });
    this.cards = app.get(BankCards, { strict: false });
    const cardCheck = { 'BNK.card-four-factors': ['bankCode', 'cardClass'] } as const;
    app.get(PurposeGrants, { strict: false }).register('GJ34', cardCheck);
    this.worker = app.get(SettlementWorker, { strict: false });
    this.collections = app.get(Collections, { strict: false });
    this.collectionWorker = app.get(CollectionWorker, { strict: false });
    this.collected = app.get(CollectedBooks, { strict: false });
    this.unitOfWork = app.get(UnitOfWork, { strict: false });
    this.books = app.get(WithdrawalBooks, { strict: false });
  }

  static async start(
    bankOfCentre: BankOfCentre = BOC,
    env: Readonly<Record<string, string>> = {},
  ): Promise<SettlementUnderTest> {
    const database = await createTestDatabase();
    const keys = newDevelopmentKeys();
    const bankDir = await mkdtemp(join(tmpdir(), 'boc-'));
    const moods = new Moods();
    const bankServer = new HttpSimulatorServer();
    const port = await bankServer.listen(0);
    const bankUrl = `http://127.0.0.1:${port}`;
    const config = loadConfig({
      NODE_ENV: 'test',
      ...keys,
      DATABASE_URL: database.appUrl,
      BANK_BOC_URL: bankUrl,
      BANK_BOCOM_URL: bankUrl,
      SIMULATORS_CONTROL_URL: bankUrl,
      // Bank and service share one thread here: room for a turn of it on a busy machine.
      BANK_DEADLINE_MS: '1000',
      BANK_NOT_FOUND_WINDOW_MS: String(NOT_FOUND_WINDOW_MS),
      // The tests say when the safety net works.
      WORKER_INTERVAL_MS: '60000',
      LOG_LEVEL: 'silent',
      ...env,
    });
    const app = await createHttpApp(roomOf(config), { logger: new AppLogger('silent') });
    await app.listen(0, '127.0.0.1');
    const world = new World(app.get(Clock, { strict: false }).today());
    const options = {
      dataDir: bankDir,
      latency: 'none',
      key: keys.BANK_BOC_KEY,
      bocomKey: keys.BANK_BOCOM_KEY,
      keyId: config.bankBocKeyId,
    } as const;
    const bank = await mountBank(bankServer, world, moods, options);
    const outside = { server: bankServer, bank, dir: bankDir, url: bankUrl, world, moods };
    const room = new SettlementUnderTest(database, app, outside, bankOfCentre);
    await room.setUp();
    return room;
  }

  async stop(): Promise<void> {
    await this.outside.bank.close();
    await this.outside.server.close();
    await this.app.close();
    await this.database.drop();
    await rm(this.outside.dir, { recursive: true });
  }

  get<T>(part: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(part, { strict: false });
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(centreId, work);
  }

  /** How the bank treats what comes next. */
  mood(setting: { mood: string; calls?: number; delayMs?: number }, bank = this.bankOfCentre): void {
    this.moods.set(bank.moods, setting);
  }

  get cardId(): string {
    return this.cardIds.get(this.bankOfCentre.code) ?? '';
  }

  /** A hold and its instruction to a card of that bank, as carry-out leaves them. */
  instruct(amountFen: bigint, payeeBank = this.bankOfCentre.code): Promise<string> {
    return this.run(async (tx) => {
      const caseId = newId();
      const personId = newId();
      await this.ledger.placeHold(tx, {
        accountId: this.memberId,
        personId,
        amountFen,
        kind: 'withdrawal',
        caseId,
        potId: null,
      });
      return this.settlement.instruct(tx, {
        purpose: 'withdrawal',
        sourceId: caseId,
        payeeCardId: this.cardIds.get(payeeBank) ?? '',
        amountFen,
        busType: '02',
        summary: '提取',
      });
    });
  }

  async dispatch(id: string): Promise<string> {
    return (await this.settlement.dispatch(centreId, id)).state;
  }

  /** Sends and, where the bank tells its result afterwards, asks until there is one; gives the state it came to. */
  async finished(id: string): Promise<string> {
    let state = await this.dispatch(id);
    for (let round = 0; round < 5 && state === 'accepted'; round += 1) {
      await this.passTime();
      await this.worker.workOnce();
      ({ state } = await this.instruction(id));
    }
    return state;
  }

  /** Waits for what a notice brings about. */
  async untilState(id: string, state: string): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if ((await this.instruction(id)).state === state) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`the instruction is ${(await this.instruction(id)).state}, not ${state}`);
  }

  async instruction(id: string): Promise<Instruction> {
    const found = await this.unitOfWork.read(centreId, (tx) => this.settlement.find(tx, id));
    if (found === null) throw new Error('no such instruction');
    return found;
  }

  /** Lets time pass for all that is to be collected, and lets the safety net work on it once. */
  async collectLater(sinceSentMs = 0): Promise<void> {
    for (const table of ['collection', 'collection_batch'])
      await this.run((tx) =>
        tx.execute(
          `UPDATE ${table} SET due_at = clock_timestamp(), lease_until = NULL,
                  sent_at = least(sent_at, clock_timestamp() - $2::float8 * interval '1 millisecond')
            WHERE centre_id = $1 AND finished_at IS NULL ${table === 'collection' ? 'AND batch_id IS NULL' : ''}`,
          [centreId, sinceSentMs],
        ),
      );
    await this.collectionWorker.workOnce();
  }

  /** Lets time pass for everything open: due now, no lease, last attempt so many milliseconds ago. */
  async passTime(sinceSentMs = 0): Promise<void> {
    await this.run((tx) =>
      tx.execute(
        `UPDATE instruction SET due_at = clock_timestamp(), lease_until = NULL,
                sent_at = least(sent_at, clock_timestamp() - $2::float8 * interval '1 millisecond')
          WHERE centre_id = $1 AND finished_at IS NULL`,
        [centreId, sinceSentMs],
      ),
    );
  }

  /**
   * Works as an instance does so many days from now, on every statement that has a turn, until there is nothing left to
   * do at once; returns how often one was compared.
   */
  async compareStatements(days: number): Promise<number> {
    await this.run((tx) =>
      tx.execute('UPDATE bank_statement SET due_at = clock_timestamp() WHERE due_at IS NOT NULL'),
    );
    return this.daysLater(days, async () => {
      let compared = 0;
      for (let rounds = 0; rounds < 8; rounds += 1) compared += await this.get(CompareStatements).workOnce();
      return compared;
    });
  }

  /** Does something so many days from now. */
  async daysLater<T>(days: number, work: () => Promise<T>): Promise<T> {
    const clock = this.get(Clock);
    const day = addDays(clock.today(), days);
    const own = Object.assign(clock, { today: () => day }) as { today?: () => Day };
    try {
      return await work();
    } finally {
      delete own.today;
    }
  }

  async balance(): Promise<{ posted: bigint; held: bigint }> {
    const found = await this.run((tx) => this.ledger.balanceOf(tx, this.memberId, { lock: false }));
    if (found === null) throw new Error('no balance');
    return { posted: found.postedFen, held: found.heldFen };
  }

  async count(table: string, condition = 'true'): Promise<number> {
    const [row] = await this.run((tx) =>
      tx.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE centre_id = ${centreId} AND ${condition}`,
      ),
    );
    return row?.n ?? 0;
  }

  /** Breaches of every invariant that is registered. */
  async breaches(): Promise<string[]> {
    const invariants = this.app.get(InvariantRegistry, { strict: false }).list();
    const found: string[] = [];
    for (const { id, sql, check } of invariants) {
      const compare = await check?.();
      const rows = await this.unitOfWork.read<object[]>(centreId, async (tx) => [
        ...(sql ? await tx.query(sql) : []),
        ...((await compare?.(tx)) ?? []),
      ]);
      found.push(...rows.map((row) => `${id} ${JSON.stringify(row, text)}`));
    }
    return found;
  }

  /** Changes rows as the owner, which the service cannot: plants a breach. */
  async asOwner(sql: string, values: unknown[] = []): Promise<void> {
    const client = new Client({ connectionString: this.database.superUrl });
    await client.connect();
    try {
      await client.query(sql, values);
    } finally {
      await client.end();
    }
  }

  /** Turns the banks' pushed notices on. */
  async hearNotices(): Promise<void> {
    for (const bank of BANKS) {
      const url = `${await this.app.getUrl()}/v1/bank/${bank.code}/notices`;
      await this.bankControl('PUT', 'callback', { url, customer: String(centreId) }, bank);
    }
  }

  async bankControl(
    method: string,
    path: string,
    body?: unknown,
    bank = this.bankOfCentre,
  ): Promise<{ status: number; body: unknown }> {
    const given = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.outside.url}/control/bank/${bank.code}/${path}`, {
      method,
      ...given,
    });
    return { status: response.status, body: await response.json() };
  }

  /** Pushes one notice made to order; answers the room's status and problem code. */
  async push(notice: object, bank = this.bankOfCentre): Promise<{ status: number; code: string }> {
    const { body } = await this.bankControl('POST', 'notices/raw', notice, bank);
    const answer = body as { status: number; body: string };
    // What was taken is acknowledged in the bank's own dialect; everything else is a problem.
    const problem = answer.status === 200 ? {} : (JSON.parse(answer.body) as { code?: string });
    return { status: answer.status, code: problem.code ?? '' };
  }

  async bankLines(kind: string, bank = this.bankOfCentre): Promise<Record<string, string>[]> {
    const { body } = await this.bankControl('GET', 'books', undefined, bank);
    return (body as { lines: Record<string, string>[] }).lines.filter((line) => line['kind'] === kind);
  }

  /** Waits until every push of the bank so far has its answer; gives all statuses. */
  async noticesTaken(): Promise<number[]> {
    for (let tries = 0; tries < 500; tries += 1) {
      const { body } = await this.bankControl('GET', 'notices');
      const tried = (body as { tries: number[] }[]).map((delivery) => delivery.tries);
      if (tried.every((statuses) => statuses.length > 0)) return tried.flat();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('the notices were not taken');
  }

  private async setUp(): Promise<void> {
    const made = await this.run((tx) =>
      settleIn(tx, this.app, this.bankOfCentre, (bank) => this.holder(bank)),
    );
    this.memberId = made.memberId;
    this.collected.memberId = made.memberId;
    this.bankAccountNo = made.bankAccountNo;
    for (const [code, cardId] of made.cardIds) this.cardIds.set(code, cardId);
    this.cardNo = this.holder(this.bankOfCentre).cardNo;
  }

  /** The holder of the card at that bank has it verified anew. */
  async bindAnew(): Promise<void> {
    const cardId = await this.run((tx) => bindCard(tx, this.app, this.holder(this.bankOfCentre)));
    this.cardIds.set(this.bankOfCentre.code, cardId);
  }

  holder(bank: BankOfCentre): Person {
    const found = this.world.people.find(({ bankCode }) => bankCode === bank.code);
    if (found === undefined) throw new Error(`nobody has a card of ${bank.code}`);
    return found;
  }
}

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
