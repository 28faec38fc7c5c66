import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenLine } from '../../../src/modules/settlement/wire/bank-lines';
import { SystemClock } from '../../../src/platform/clock';
import { centreAt, payment } from './bank-under-test';
import { SIMULATED_BANKS } from './simulated-banks';

const root = join(__dirname, '../../..');

describe.each(SIMULATED_BANKS)('bank $code', ({ lineOf, later }) => {
  let folder: string;
  let child: ChildProcess;
  let line: OpenLine;

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['-r', './scripts/typescript-hook.cjs', 'src/simulators/main.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        SIMULATORS_PORT: '0',
        SIMULATORS_DATA_DIR: folder,
        SIMULATORS_LATENCY: 'none',
      },
    });
    const [printed] = (await once(child.stdout!, 'data')) as [Buffer];
    const { listening } = JSON.parse(printed.toString('utf8').split('\n')[0] ?? '') as { listening: number };
    line = lineOf(centreAt(`http://127.0.0.1:${listening}`, 4_000), new SystemClock());
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bank-'));
    await start();
  });
  afterEach(async () => {
    await line.close();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await rm(folder, { recursive: true });
  });

  it('killed in the middle of its work keeps every order it answered for and pays none twice', async () => {
    const answered = new Map<string, string>();
    const gone = once(child, 'exit');
    const paying = Array.from({ length: 200 }, async (_, n) => {
      const { said } = await line.pay(payment(`R${n}`));
      if (said.kind === 'unknown') return;
      answered.set(`R${n}`, said.kind === 'paid' ? said.bankSerial : said.kind);
      if (answered.size === 50) child.kill('SIGKILL');
    });
    await Promise.all(paying);
    await gone;
    expect(answered.size).toBeGreaterThanOrEqual(50);
    await line.close();
    await start();
    const serials = new Set<string>();
    for (const [reference, told] of answered) {
      const before = (await line.query(reference, 0)).said;
      const serial = before.kind === 'paid' ? before.bankSerial : before.kind;
      if (!later) expect(serial).toBe(told);
      expect((await line.pay(payment(reference))).said).toMatchObject({ kind: 'paid', bankSerial: serial });
      serials.add(serial);
    }
    expect(serials.size).toBe(answered.size);
  }, 30_000);
});
