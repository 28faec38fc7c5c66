import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDay } from '../../../src/kernel/calendar';
import { mountBank, type MountedBank } from '../../../src/simulators/bank';
import { beijing } from '../../../src/simulators/bank/beijing';
import { MessageSeal, type Body, type Header, type Message } from '../../../src/simulators/bank/boc/message';
import { Moods } from '../../../src/simulators/moods';
import { HttpSimulatorServer } from '../../../src/simulators/server';
import { World } from '../../../src/simulators/world/world';

const key = Buffer.from('a key that only this test knows').toString('base64');
const keyId = 'test-1';

/** The bank behind real HTTP on a free port, with a listener in the centre's place for its notices. */
export class BankUnderTest {
  readonly moods = new Moods();
  readonly world = new World(parseDay('2026-11-21'));
  readonly seal = new MessageSeal(keyId, Buffer.from(key, 'base64'), () => new Date());
  readonly notices: Message[] = [];
  /** Statuses the listener answers with, one a notice, then 200. */
  readonly refuseWith: number[] = [];
  private server = new HttpSimulatorServer();
  private bank: MountedBank | null = null;
  private listener: Server | null = null;
  private base = '';
  private sequence = 0;

  private constructor(readonly dataDir: string) {}

  static async start(): Promise<BankUnderTest> {
    const bank = new BankUnderTest(await mkdtemp(join(tmpdir(), 'boc-')));
    await bank.open();
    return bank;
  }

  /** Opens a bank on the same books, as after a crash. */
  async open(): Promise<void> {
    this.server = new HttpSimulatorServer();
    const options = { dataDir: this.dataDir, latency: 'none', key, keyId, now: () => new Date() } as const;
    this.bank = await mountBank(this.server, this.world, this.moods, options);
    this.base = `http://127.0.0.1:${await this.server.listen(0)}`;
  }

  async shut(): Promise<void> {
    await this.server.close();
    await this.bank?.close();
  }

  async stop(): Promise<void> {
    await this.shut();
    this.listener?.closeAllConnections();
    await new Promise((resolve) => (this.listener ? this.listener.close(resolve) : resolve(null)));
    await rm(this.dataDir, { recursive: true });
  }

  async listen(): Promise<void> {
    const listener = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.notices.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Message);
        response.writeHead(this.refuseWith.shift() ?? 200).end();
      });
    });
    this.listener = listener;
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', () => resolve()));
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
    await this.control('PUT', '/control/bank/callback', { url, customer: '1' });
  }

  header(txCode: string, change: Partial<Header> = {}): Header {
    const { date, time } = beijing(new Date());
    this.sequence += 1;
    const seq = `C${this.sequence}`;
    const nodes = { TxUnitNo: '1', SendNode: '1', ReceiveNode: '104', CustNo: '1', OperNo: 'SYS' };
    return { SendDate: date, SendTime: time, SendSeqNo: seq, TxCode: txCode, ...nodes, ...change };
  }

  async send(txCode: string, body: Body): Promise<{ status: number; body: Body }> {
    return this.sendMessage(this.seal.sign(this.header(txCode), body));
  }

  /** `body` is the verified answer, or empty when the bank answered no signed message. */
  async sendMessage(message: unknown, timeoutMs = 5_000): Promise<{ status: number; body: Body }> {
    const response = await fetch(`${this.base}/bank/boc/message`, {
      method: 'POST',
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: response.status === 200 ? this.seal.open(JSON.parse(text)).body : {},
    };
  }

  async control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const given = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.base}${path}`, { method, ...given });
    return { status: response.status, body: await response.json() };
  }

  async books(kind: string): Promise<Record<string, string>[]> {
    const { body } = await this.control('GET', '/control/bank/books');
    return (body as { lines: Record<string, string>[] }).lines.filter((line) => line['kind'] === kind);
  }

  /** Waits until the listener has at least so many notices. */
  async heard(count: number): Promise<void> {
    for (let tries = 0; this.notices.length < count; tries += 1) {
      if (tries > 500) throw new Error(`only ${this.notices.length} of ${count} notices came`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** A BDC101 body; 6222… is a card the bank knows nothing of. */
export function payment(reference: string, change: Partial<Record<string, string>> = {}): Body {
  return {
    SettleType: '2',
    BusType: '02',
    DeAcctNo: '1001',
    DeAcctName: '住房公积金管理中心',
    DeAcctClass: '2',
    CapAmt: '1000.00',
    CrAcctNo: '6222000000000000',
    CrAcctName: '某人',
    CrAcctClass: '1',
    CrBankClass: '1',
    CrBankName: '',
    CrChgNo: '105',
    Amt: '1000.00',
    RefAcctNo: '',
    RefSeqNo1: reference,
    RefSeqNo2: '',
    Summary: '提取',
    Remark: '',
    ...change,
  };
}
