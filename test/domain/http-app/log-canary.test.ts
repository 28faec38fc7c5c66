import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import { AppLogger } from '../../../src/platform/logging';
import { DeskController } from './desk.controller';
import { type RunningApp, startApp } from './running-app';

const NAME = '赵金丝雀';
const ID = '110105194912310ABC';
const VALID_ID = '11010519491231002X';
const CARD = '6222021234567890128';
const CANARIES = [NAME, ID, VALID_ID, CARD, 'kanarie', encodeURIComponent(NAME)];

const hits = (text: string) => CANARIES.filter((canary) => text.includes(canary));

describe('the log', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp([DeskController]);
  });
  afterAll(() => app.close());

  it('holds no name, id number or card, whatever a caller sends and wherever it fails', async () => {
    const body = { name: NAME, idNo: ID, id: VALID_ID, card: CARD, note: `line\n    at ${NAME} (/a.ts:1:1)` };
    const query = `?name=${encodeURIComponent(NAME)}&card=${CARD}`;
    const headers = {
      authorization: `Bearer ${NAME.length}.kanarie.${CARD}`,
      'x-name': 'kanarie',
      cookie: 'a=kanarie',
    };
    for (const how of ['plain', 'wrapped', '23505', '57014', 'pool', 'conflict']) {
      await app.send(`/v1/desk/fails/${how}${query}`, body, headers);
    }
    await app.send(`/v1/desk/payments${query}`, { amount: NAME, holder: body, [NAME]: CARD }, headers);
    await app.send('/v1/desk/payments', `{"${NAME}": ${CARD}`, headers);
    await app.send(`/v1/desk/keyed${query}`, body, { ...headers, 'idempotency-key': CARD });
    await app.call(`/v1/desk/mine${query}`, { headers });
    await app.call(`/v1/desk/things/${CARD}${query}`, { headers });
    await app.call(`/v1/${encodeURIComponent(NAME)}/${VALID_ID}${query}`, { headers });
    const signIn = await app.send('/v1/demo/tokens', { role: 'member', name: NAME, idNo: VALID_ID });
    const { token } = (await signIn.json()) as { token: string };
    await app.call(`/v1/desk/mine${query}`, { headers: { authorization: `Bearer ${token}` } });

    const log = app.log.join('');
    expect(hits(log)).toEqual([]);
    expect(log).not.toContain(token.split('.')[2]);
    // It still says what an operator needs: the request lines, the class and place of the errors, the trace id.
    const lines = app.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = lines.filter(({ event }) => event === 'request');
    expect(requests).toHaveLength(14);
    expect(requests).toContainEqual(
      expect.objectContaining({
        method: 'GET',
        route: '/v1/desk/mine',
        status: 200,
        caller: expect.stringMatching(/^[0-9a-f]{16}$/),
      }),
    );
    const fault = lines.find(({ error }) => (error as { code?: string } | undefined)?.code === '23505');
    expect(fault).toMatchObject({
      level: 'error',
      context: 'Problem',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect((fault?.['error'] as { frames: string[] }).frames.join()).toContain('desk.controller');
  });

  it('writes one JSON object a line though the text holds line breaks and control sequences', () => {
    const lines: string[] = [];
    const logger = new AppLogger('info', { write: (line: string) => void lines.push(line) });
    logger.log('first\n{"level":"fatal"}\u001b[2J', 'Test');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/[\n\u001b]/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', context: 'Test' });
  });

  it('redacts secrets in structured entries and long numbers in free text', () => {
    const lines: string[] = [];
    const logger = new AppLogger('info', { write: (line: string) => void lines.push(line) });
    logger.log({
      authorization: 'Bearer kanarie',
      person: { name: NAME, idNo: VALID_ID },
      a: { b: { cardNo: CARD } },
    });
    logger.warn(`paid to ${CARD} of ${VALID_ID}, phone 13812345678`);
    logger.error('failed', new Error(NAME).stack);
    expect(hits(lines.join(''))).toEqual([]);
    expect(lines.join('')).toContain('[redacted]');
    expect(lines.join('')).toContain('paid to [number] of [number], phone [number]');
  });

  it('keeps the standard output of a real process clean as well', async () => {
    const hook = join(__dirname, '../../../scripts/typescript-hook.cjs');
    const child = join(__dirname, 'logging-child.ts');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-r', hook, child, NAME, CARD]);
    expect(stdout).toContain('"route":"/v1/desk/fails/:how"');
    expect(hits(stdout + stderr)).toEqual([]);
  });

  it('is what Nest itself logs through', () => {
    const before = app.log.length;
    new Logger('Room').warn('something to look at');
    expect(JSON.parse(app.log[before] ?? '')).toMatchObject({
      level: 'warn',
      context: 'Room',
      msg: 'something to look at',
    });
  });
});
