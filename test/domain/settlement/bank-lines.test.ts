import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fen } from '../../../src/kernel/money';
import type { BankLine } from '../../../src/modules/settlement/domain/bank-line';
import { BankLines, type OpenLine } from '../../../src/modules/settlement/wire/bank-lines';
import { BocLine } from '../../../src/modules/settlement/wire/boc/boc-line';
import { BocomLine } from '../../../src/modules/settlement/wire/bocom/bocom-line';
import { SystemClock } from '../../../src/platform/clock';
import { type AppConfig, loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { BocDialect } from '../../../src/simulators/bank/boc/boc-dialect';
import { BocomDialect } from '../../../src/simulators/bank/bocom/bocom-dialect';
import type { Dialect, Told } from '../../../src/simulators/bank/dialect';

const keys = newDevelopmentKeys();
const clock = new SystemClock();
const now = (): Date => new Date();

interface TestedBank {
  readonly name: string;
  readonly lineOf: (config: AppConfig) => OpenLine;
  readonly dialect: Dialect;
}

const BANKS: readonly TestedBank[] = [
  {
    name: 'Bank of China',
    lineOf: (config) => new BocLine(config, clock),
    dialect: new BocDialect('dev', Buffer.from(keys.BANK_BOC_KEY, 'base64'), now),
  },
  {
    name: 'Bank of Communications',
    lineOf: (config) => new BocomLine(config, clock),
    dialect: new BocomDialect('dev', Buffer.from(keys.BANK_BOCOM_KEY, 'base64'), now),
  },
];

const order = {
  reference: 'R1',
  amountFen: fen(100_000n),
  interestFen: fen(0n),
  busType: '02',
  summary: '提取 <&>',
  from: { accountNo: '1001', name: '中心', bankCode: '104' },
  payee: { cardNo: '6222', holderName: '某人', bankCode: '105' },
};
const card = { name: '某人', idNo: '1', cardNo: '6222', phone: '2' };

describe.each(BANKS)('the line to the $name', ({ lineOf, dialect }) => {
  /** Statuses of the next answers; 200 when none is left, 0 drops the connection. */
  let statuses: number[];
  let asked: string[];
  let bank: Server;
  let line: OpenLine;

  beforeEach(async () => {
    statuses = [];
    asked = [];
    bank = createServer((request, response) => {
      void buffer(request).then((rawBody) => {
        asked.push(rawBody.toString('utf8'));
        const status = statuses.shift() ?? 200;
        if (status === 0) return request.socket.destroy();
        const json = (): unknown => JSON.parse(rawBody.toString('utf8'));
        const message = { method: 'POST', path: '', params: {}, query: {}, headers: request.headers };
        const opened = dialect.open({ ...message, rawBody, json });
        const told: Told =
          opened.asked.what === 'card'
            ? { what: 'card', factors: opened.asked.factors, finding: { state: 'mismatch', receiptNo: 'N' } }
            : { what: 'fate', reference: 'R1', fate: { state: 'not-found' } };
        const answer = opened.reply(told, 'sound');
        return response.writeHead(status, answer.headers).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
    const database = 'postgres://zero_run_app@127.0.0.1:5432/zero_run';
    line = lineOf(loadConfig({ ...keys, DATABASE_URL: database, BANK_BOC_URL: url, BANK_BOCOM_URL: url }));
  });
  afterEach(async () => {
    await line.close();
    await new Promise((resolve) => bank.close(resolve));
  });

  const questions: [string, (line: BankLine) => Promise<unknown>, object][] = [
    ['about a payment', (to) => to.query('R1', 7_000), { said: { kind: 'not-found', sinceSentMs: 7_000 } }],
    ['about a card', (to) => to.checkCard(card), { said: { state: 'known', receiptNo: 'N' } }],
  ];

  describe.each(questions)('a question %s', (_, ask, expected) => {
    it.each([
      ['a fault page', 500],
      ['a reset', 0],
    ])('is asked once more, under a number of its own, after %s', async (_what, status) => {
      statuses = [status];
      expect(await ask(line)).toMatchObject({ ...expected, call: { attempts: 2, outcome: 'answered' } });
      expect(new Set(asked).size).toBe(2);
    });

    it('is asked twice at most', async () => {
      statuses = [500, 500];
      expect(await ask(line)).toMatchObject({
        said: { reason: 'unreachable' },
        call: { attempts: 2, outcome: 'unreachable' },
      });
      expect(asked).toHaveLength(2);
    });
  });

  it.each([500, 0])('a payment is sent once, whatever comes of it (%p)', async (status) => {
    statuses = [status];
    expect((await line.pay(order)).said).toEqual({ kind: 'unknown', reason: 'unreachable' });
    expect(asked).toHaveLength(1);
  });

  it('an answer to another order is unknown, and so is "not found" when nobody asked', async () => {
    expect((await line.query('R2', 7_000)).said).toEqual({ kind: 'unknown', reason: 'other-person' });
    expect((await line.pay(order)).said).toEqual({ kind: 'unknown', reason: 'drift' });
  });

  it('a bank that fails about cards is asked no more about cards, and still sent payments', async () => {
    statuses = Array.from({ length: 10 }, () => 500);
    for (let call = 0; call < 5; call += 1) await line.checkCard(card);
    expect(await line.checkCard(card)).toEqual({
      said: { state: 'unknown', reason: 'breaker-open', detail: null },
      call: null,
    });
    expect((await line.pay(order)).call).toMatchObject({ outcome: 'answered' });
  });

  it('keeps the whole message as evidence, with what proves it', async () => {
    const { call } = await line.query('R1', 0);
    expect(call?.request).toContain(asked[0]);
    expect(`${call?.request}${call?.response}`.match(/HMAC-S(?:HA-256|M3)/g)).toHaveLength(2);
  });
});

it('there is one line to a bank', () => {
  const config = loadConfig({ ...keys, DATABASE_URL: 'postgres://zero_run_app@127.0.0.1:5432/zero_run' });
  const [boc, bocom] = [new BocLine(config, clock), new BocomLine(config, clock)];
  const lines = new BankLines([boc, bocom]);
  expect([lines.of('104'), lines.of('301'), lines.find('105'), lines.first]).toEqual([boc, bocom, null, boc]);
  expect(() => lines.of('105')).toThrow(/no line to bank 105/);
  expect(() => new BankLines([boc, boc])).toThrow(/two lines/);
});
