import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { BOC, type BankMessage, TX_CODE } from '../../../src/modules/settlement/wire/bank-message';
import { BocClient } from '../../../src/modules/settlement/wire/boc-client';
import { MessageSigner } from '../../../src/modules/settlement/wire/message-signer';
import { HmacSha256 } from '../../../src/modules/settlement/wire/signature-port';
import { SystemClock } from '../../../src/platform/clock';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';

const keys = newDevelopmentKeys();
const clock = new SystemClock();

/** Statuses of the next answers; 200 when none is left, 0 drops the connection. */
let statuses: number[];
let asked: string[];
let bank: Server;
let client: BocClient;
let signer: MessageSigner;

beforeEach(async () => {
  statuses = [];
  asked = [];
  bank = createServer((request, response) => {
    void json(request).then((message) => {
      const { header } = message as BankMessage;
      asked.push(header.SendSeqNo);
      const status = statuses.shift() ?? 200;
      if (status === 0) return request.socket.destroy();
      const answer = signer.sign(
        { ...header, SendNode: BOC, ReceiveNode: header.SendNode },
        { RtnCode: 'OK' },
      );
      return response.writeHead(status).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
  const database = 'postgres://zero_run_app@127.0.0.1:5432/zero_run';
  const config = loadConfig({ ...keys, DATABASE_URL: database, BANK_BOC_URL: url });
  signer = new MessageSigner(config.bankBocKeyId, [new HmacSha256(config.bankBocKey)]);
  client = new BocClient(config, clock, signer);
});
afterEach(async () => {
  await client.onApplicationShutdown();
  await new Promise((resolve) => bank.close(resolve));
});

const questions = [
  ['about a payment', TX_CODE.query],
  ['about a card', TX_CODE.cardCheck],
] as const;

describe.each(questions)('a question %s', (_, txCode) => {
  it.each([
    ['a fault page', 500],
    ['a reset', 0],
  ])('is asked once more, under a number of its own, after %s', async (_what, status) => {
    statuses = [status];
    expect(await client.call(txCode, {})).toMatchObject({ state: 'answered', call: { attempts: 2 } });
    expect(new Set(asked).size).toBe(2);
  });

  it('is asked twice at most', async () => {
    statuses = [500, 500];
    const answer = await client.call(txCode, {});
    expect(answer).toMatchObject({ state: 'unknown', reason: 'unreachable', call: { attempts: 2 } });
    expect(asked).toHaveLength(2);
  });
});

it.each([500, 0])('a payment is sent once, whatever comes of it (%p)', async (status) => {
  statuses = [status];
  expect(await client.call(TX_CODE.payment, {})).toMatchObject({ state: 'unknown', reason: 'unreachable' });
  expect(asked).toHaveLength(1);
});

it('a bank that fails about cards is asked no more about cards, and still sent payments', async () => {
  statuses = Array.from({ length: 10 }, () => 500);
  for (let call = 0; call < 5; call += 1) await client.call(TX_CODE.cardCheck, {});
  const answer = await client.call(TX_CODE.cardCheck, {});
  expect(answer).toEqual({ state: 'unknown', reason: 'breaker-open', call: null });
  expect((await client.call(TX_CODE.payment, {})).state).toBe('answered');
});
