import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beijing } from '../../../src/simulators/bank/beijing';
import { MessageSeal, type Body, type Header } from '../../../src/simulators/bank/boc/message';
import { payment } from './bank-under-test';

const root = join(__dirname, '../../..');
const key = Buffer.from('a key that only this test knows, too');
const seal = new MessageSeal('k', key, () => new Date());
let folder: string;
let child: ChildProcess;
let base: string;

async function start(): Promise<void> {
  child = spawn(process.execPath, ['-r', './scripts/typescript-hook.cjs', 'src/simulators/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SIMULATORS_PORT: '0',
      SIMULATORS_DATA_DIR: folder,
      SIMULATORS_LATENCY: 'none',
      BANK_BOC_KEY: key.toString('base64'),
      BANK_BOC_KEY_ID: 'k',
    },
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const { listening } = JSON.parse(line.toString('utf8').split('\n')[0] ?? '') as { listening: number };
  base = `http://127.0.0.1:${listening}`;
}

async function send(txCode: string, body: Body): Promise<Body> {
  const { date, time } = beijing(new Date());
  const nodes = { TxUnitNo: '1', SendNode: '1', ReceiveNode: '104', CustNo: '1', OperNo: 'SYS' };
  const header: Header = { SendDate: date, SendTime: time, SendSeqNo: 'C1', TxCode: txCode, ...nodes };
  const sent = { method: 'POST', body: JSON.stringify(seal.sign(header, body)) };
  const response = await fetch(`${base}/bank/boc/message`, sent);
  return seal.open(await response.json()).body;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boc-'));
  await start();
});
afterEach(async () => {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  await rm(folder, { recursive: true });
});

it('a bank killed in the middle of its work keeps every payment it answered for and pays none again', async () => {
  const serials = new Map<string, string>();
  const paying = Array.from({ length: 200 }, async (_, n) => {
    const { HostSeqNo = '' } = await send('BDC101', payment(`R${n}`));
    serials.set(`R${n}`, HostSeqNo);
    if (serials.size === 50) child.kill('SIGKILL');
  });
  const gone = once(child, 'exit');
  await Promise.allSettled(paying);
  await gone;
  expect(serials.size).toBeGreaterThanOrEqual(50);
  await start();
  for (const [reference, serial] of serials) {
    expect((await send('BDC110', { RefSeqNo1: reference }))['HostSeqNo']).toBe(serial);
    expect((await send('BDC101', payment(reference)))['HostSeqNo']).toBe(serial);
  }
});
