import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountBooks } from '../../../src/simulators/bank';
import { type Simulation, startSimulation } from '../../../src/simulators/simulation';

const order = {
  kind: 'order',
  reference: '20261121000001LOOKED0A',
  digest: 'd',
  account: '104014019900000001',
  amount: '10.00',
  payeeAccount: '6217000000000000000',
  payeeName: '测样',
  summary: '提取',
  remark: '',
  date: '20261121',
  time: '100000',
};

describe('the books of banks that may be up elsewhere', () => {
  let folder: string;
  let outside: Simulation;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'books-'));
    const books = (server: Parameters<typeof mountBooks>[0]) => mountBooks(server, folder);
    outside = await startSimulation({ port: 0, businessDate: '2026-11-21', latency: 'none', books });
  });
  afterEach(async () => {
    await outside.close();
    await rm(folder, { recursive: true });
  });

  const linesOf = async (code: string): Promise<object[]> => {
    const answer = await fetch(`http://127.0.0.1:${outside.port}/control/bank/${code}/books`);
    return ((await answer.json()) as { lines: object[] }).lines;
  };

  it('are shown as they are at each look; no order is carried on and no line that is being written is cut off', async () => {
    const file = join(folder, 'bocom-books.jsonl');
    const torn = `${JSON.stringify(order)}\n{"kind":"payment","refer`;
    await writeFile(file, torn);
    expect(await linesOf('301')).toEqual([order]);
    await appendFile(file, `ence":"R"}\n`);
    expect(await linesOf('301')).toHaveLength(2);
    expect(await readFile(file, 'utf8')).toBe(`${torn}ence":"R"}\n`);
  });

  it('are empty where a bank has none, and none are made', async () => {
    expect(await linesOf('104')).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});
