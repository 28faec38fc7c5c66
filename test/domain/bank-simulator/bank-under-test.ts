import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import type { BankNotice, PaymentOrder } from '../../../src/modules/settlement/domain/bank-line';
import type { Outcome } from '../../../src/modules/settlement/domain/outcome';
import type { OpenLine } from '../../../src/modules/settlement/wire/bank-lines';
import { SystemClock } from '../../../src/platform/clock';
import { type AppConfig, loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { mountBank, type MountedBank } from '../../../src/simulators/bank';
import { Moods } from '../../../src/simulators/moods';
import { HttpSimulatorServer } from '../../../src/simulators/server';
import { World } from '../../../src/simulators/world/world';
import type { SimulatedBank } from './simulated-banks';

const keys = newDevelopmentKeys();

/** Settings of a centre that talks to simulated banks at that address. */
export function centreAt(url: string, deadlineMs = 400): AppConfig {
  return loadConfig({
    ...keys,
    DATABASE_URL: 'postgres://zero_run_app@127.0.0.1:5432/zero_run',
    BANK_BOC_URL: url,
    BANK_BOCOM_URL: url,
    BANK_DEADLINE_MS: String(Math.min(deadlineMs, 3_500)),
  });
}

/** One bank behind real HTTP on a free port, spoken to by the centre's own line, with a listener for its notices. */
export class BankUnderTest {
  readonly moods = new Moods();
  readonly world = new World(parseDay('2026-11-21'));
  /** Notices as the centre reads them. */
  readonly notices: BankNotice[] = [];
  /** Statuses the listener answers with, one a notice, then 200. */
  readonly refuseWith: number[] = [];
  base = '';
  private server = new HttpSimulatorServer();
  private mounted: MountedBank | null = null;
  private listener: Server | null = null;
  private open_: OpenLine | null = null;

  private constructor(
    readonly bank: SimulatedBank,
    readonly dataDir: string,
    private readonly deadlineMs?: number,
  ) {}

  /** @param deadlineMs how long the centre waits for an answer; short where silence is what is tested. */
  static async start(bank: SimulatedBank, deadlineMs?: number): Promise<BankUnderTest> {
    const started = new BankUnderTest(bank, await mkdtemp(join(tmpdir(), 'bank-')), deadlineMs);
    await started.open();
    return started;
  }

  /** Opens a bank on the same books, as after a crash. */
  async open(): Promise<void> {
    this.server = new HttpSimulatorServer();
    this.mounted = await mountBank(this.server, this.world, this.moods, {
      dataDir: this.dataDir,
      latency: 'none',
      key: keys.BANK_BOC_KEY,
      bocomKey: keys.BANK_BOCOM_KEY,
      keyId: 'dev',
      now: () => new Date(),
    });
    this.base = `http://127.0.0.1:${await this.server.listen(0)}`;
    this.open_ = this.bank.lineOf(centreAt(this.base, this.deadlineMs), new SystemClock());
  }

  /** The centre's end of the line. */
  get line(): OpenLine {
    if (this.open_ === null) throw new Error('the bank is not open');
    return this.open_;
  }

  async shut(): Promise<void> {
    await this.line.close();
    await this.server.close();
    await this.mounted?.close();
  }

  async stop(): Promise<void> {
    await this.shut();
    this.listener?.closeAllConnections();
    await new Promise((resolve) => (this.listener ? this.listener.close(resolve) : resolve(null)));
    await rm(this.dataDir, { recursive: true });
  }

  async listen(): Promise<void> {
    const listener = createServer((request, response) => {
      void buffer(request).then((bytes) => {
        this.notices.push(this.read(bytes, request.headers));
        response.writeHead(this.refuseWith.shift() ?? 200).end();
      });
    });
    this.listener = listener;
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', () => resolve()));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
    await this.control('PUT', 'callback', { url, customer: '1' });
  }

  /** Sends an order and, where the bank tells its result afterwards, asks for it. */
  async pay(reference: string, change: Partial<PaymentOrder> = {}): Promise<Outcome> {
    const { said } = await this.line.pay(payment(reference, change));
    return said.kind === 'accepted' ? this.ask(reference) : said;
  }

  async ask(reference: string): Promise<Outcome> {
    return (await this.line.query(reference, 0)).said;
  }

  async control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const given = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.base}/control/bank/${this.bank.code}/${path}`, { method, ...given });
    return { status: response.status, body: await response.json() };
  }

  async books(kind: string): Promise<Record<string, string>[]> {
    const { body } = await this.control('GET', 'books');
    return (body as { lines: Record<string, string>[] }).lines.filter((line) => line['kind'] === kind);
  }

  /** Waits until the listener has at least so many notices. */
  async heard(count: number): Promise<void> {
    for (let tries = 0; this.notices.length < count; tries += 1) {
      if (tries > 500) throw new Error(`only ${this.notices.length} of ${count} notices came`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private read(bytes: Buffer, headers: IncomingHttpHeaders): BankNotice {
    const header = (name: string): string | null => (headers[name] as string | undefined) ?? null;
    const opened = this.line.openNotice({ bytes, header }, new Date());
    if (opened.state === 'refused') throw new Error(`the notice is not believed: ${opened.fault}`);
    return opened.notice;
  }
}

/** An order over 1000.00 yuan; 6222… is a card the bank knows nothing of. */
export function payment(reference: string, change: Partial<PaymentOrder> = {}): PaymentOrder {
  return {
    reference,
    amountFen: fen(100_000n),
    interestFen: fen(0n),
    busType: '02',
    summary: '提取',
    from: { accountNo: '1001', name: '住房公积金管理中心', bankCode: '104' },
    payee: { cardNo: '6222000000000000', holderName: '某人', bankCode: '105' },
    ...change,
  };
}
