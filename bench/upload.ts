import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { fen, yuan } from '../src/kernel/money';
import { Sealer } from '../src/platform/crypto';
import { apply } from '../scripts/demo/case-client';
import { developmentKeys } from '../scripts/development-keys';
import { importFolder } from '../scripts/legacy/import-folder';
import { freePort, projectRoot } from '../scripts/postgres';
import { PROFILES, type SeedProfile } from '../scripts/seed/profile';
import { centreWithAllAccounts } from '../scripts/seed/seed-bank-accounts';
import { seedMembers } from '../scripts/seed/seed-members';
import { seedPerson } from '../scripts/seed/seed-people';
import { seedUnits } from '../scripts/seed/seed-units';
import { writeSeedFolder } from '../scripts/seed/write-seed-folder';
import { setUpCentre } from '../scripts/set-up-centre';
import { Stage } from '../scripts/stage/stage';
import { percentile, table } from './statistics';

const ROWS = 100_000;
const SEED = 1;
const MONTH = '2026-10';
const database = 'zero_run_bench_upload';
/** Milliseconds in which a member and an agent are listened to while nothing else goes on. */
const AT_REST = 3_000;

/**
 * A file of 100,000 members over HTTP: from its first byte to the confirmed list, what memory the service took, and what
 * others waited meanwhile.
 */
export async function benchUpload(
  quick: boolean,
  print: (line: string) => void,
  scale: number,
): Promise<void> {
  const rows = Math.round(ROWS / (quick ? 50 : scale));
  const profile = oneEmployer(rows);
  const options = optionsOfImage();
  print(`the service runs as in its image: NODE_OPTIONS="${options}"`);
  const stage = await Stage.open({
    database,
    port: await freePort(),
    latency: 'none',
    print,
    businessDate: '2026-11-21',
    env: { NODE_OPTIONS: options },
  });
  try {
    const employerId = await takeOver(stage, profile);
    const agent = seedPerson(SEED, profile.members + 1);
    const token = await stage.tokenFor({ role: 'employer-agent', ...agent });
    const file = listFile(profile);
    const memberToken = await stage.tokenFor({ role: 'member', ...seedPerson(SEED, rows - 1) });
    const ask: Ask[] = [
      () => askSomethingElse(stage, '/v1/me/account', memberToken),
      () => askSomethingElse(stage, `/v1/employers/${employerId}`, token),
    ];
    await waitsWhile(ask, (ms) => ms < AT_REST);
    const atRest = percentile(await waitsWhile(ask, (ms) => ms < AT_REST), 99);
    await lagSinceAsked(stage);
    const before = memoryOf(stage.api.pid, 'VmRSS');
    let isSent = false;
    const waiting = waitsWhile(ask, () => !isSent);
    const began = performance.now();
    const sent = await stage
      .sendFile<{ id: string; memberCount: number }>(
        `/v1/remittance-lists?employerId=${employerId}&month=${MONTH}`,
        token,
        file,
        'application/json',
      )
      .finally(() => {
        isSent = true;
      });
    const drafted = performance.now();
    const beside = percentile(await waiting, 99);
    const lag = await lagSinceAsked(stage);
    if (sent.status !== 201 || sent.body.memberCount !== rows)
      throw new Error(`the file was not taken: ${sent.status} ${JSON.stringify(sent.body).slice(0, 300)}`);
    const confirmed = await apply(stage, token, 'GJ11', { listId: sent.body.id });
    const ended = performance.now();
    if (confirmed.state !== 'waiting-funds')
      throw new Error(`the list was not confirmed: ${confirmed.state}`);
    const step = (name: string, ms: number): string[] => [name, (ms / 1000).toFixed(2), perSecond(rows, ms)];
    table([
      [`${rows.toLocaleString('en')} rows, ${(file.length / 1_048_576).toFixed(1)} MiB`, 'seconds', 'rows/s'],
      step('file to draft', drafted - began),
      step('draft to confirmed', ended - drafted),
      step('file to confirmed', ended - began),
    ]).forEach((line) => print(line));
    const peak = memoryOf(stage.api.pid, 'VmHWM');
    print(`memory of the service: ${before} MiB before, ${peak} MiB at most (aim < 512)`);
    print(`event loop lag while the file is read: p99 ${(lag * 1000).toFixed(0)} ms (aim < 100)`);
    print(
      `others' answers: p99 ${beside.toFixed(1)} ms, ${atRest.toFixed(1)} ms at rest: ${(beside / atRest).toFixed(1)} times (aim < 2)\n`,
    );
  } finally {
    await stage.close();
  }
}

type Ask = () => Promise<void>;

async function askSomethingElse(stage: Stage, path: string, token: string): Promise<void> {
  const response = await fetch(`${stage.api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`another request was answered ${response.status}`);
}

/** Milliseconds that each question took of people who ask again and again, each always the same. */
async function waitsWhile(asks: readonly Ask[], goesOn: (ms: number) => boolean): Promise<number[]> {
  const [began, waits] = [performance.now(), [] as number[]];
  const askOn = async (ask: Ask): Promise<void> => {
    while (goesOn(performance.now() - began)) {
      const asked = performance.now();
      await ask();
      waits.push(performance.now() - asked);
    }
  };
  await Promise.all(asks.map(askOn));
  return waits;
}

/** The event loop's lag in seconds since this was asked last (p99); asking begins anew. */
async function lagSinceAsked(stage: Stage): Promise<number> {
  const text = await (await fetch(`${stage.api.url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]);
}

const perSecond = (rows: number, ms: number): string => Math.round((rows * 1000) / ms).toLocaleString('en');

function oneEmployer(rows: number): SeedProfile {
  const balance = fen(BigInt(rows) * 2_839_600n);
  const counts = { units: 1, payingUnits: 1, members: rows, payingMembers: rows };
  return { ...PROFILES.city, ...counts, balance, loans: fen(0n), months: 1 };
}

/** Takes the employer over with all its members; returns its id. */
async function takeOver(stage: Stage, profile: SeedProfile): Promise<string> {
  const centre = centreWithAllAccounts(1);
  await setUpCentre(stage.ownerUrl, centre);
  const folder = join(projectRoot(), 'var', 'seed', database);
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  const key = (name: 'SEALING_KEY' | 'INDEX_KEY'): Buffer => Buffer.from(keys[name], 'base64');
  try {
    await writeSeedFolder(folder, profile, SEED, centre);
    await importFolder({
      ownerUrl: stage.ownerUrl,
      centreId: centre.id,
      folder,
      cutOver: null,
      sealer: new Sealer({ sealingKey: key('SEALING_KEY'), indexKey: key('INDEX_KEY') }),
      rejectsFile: join(projectRoot(), 'var', 'seed', `${database}-rejects.csv`),
      print: () => undefined,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const client = new Client({ connectionString: stage.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM employer');
    if (rows[0] === undefined) throw new Error('no employer was taken over');
    return rows[0].id;
  } finally {
    await client.end();
  }
}

function listFile(profile: SeedProfile): Buffer {
  const lines = ['姓名,证件号码,缴存基数'];
  for (const { index, base } of seedMembers(profile, seedUnits(profile, SEED), SEED)) {
    const { name, idNo } = seedPerson(SEED, index);
    lines.push(`${name},${idNo},${yuan(base)}`);
  }
  return Buffer.from(lines.join('\r\n'));
}

/** What the image sets for node: what a benchmark tells of memory holds under these options alone. */
function optionsOfImage(): string {
  const dockerfile = readFileSync(join(projectRoot(), 'Dockerfile'), 'utf8');
  const options = /^ENV NODE_OPTIONS="([^"]+)"$/m.exec(dockerfile)?.[1];
  if (options === undefined) throw new Error('the Dockerfile sets no NODE_OPTIONS');
  return options;
}

/** Memory of a process as Linux counts it, in MiB. */
function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}
