import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/postgres';
import { startWorld, type World } from '../support';
import { expectProof, memberWithCard, newPeople, settledEmployer, type SignedIn } from './support';

const root = projectRoot();
const EXAMPLE = join('scripts', 'sdk', 'example.ts');

/** What the READMEs and the guide of the client tell people to type is typed here. */
describe('what the documents show', () => {
  let world: World;
  let member: SignedIn;

  beforeAll(async () => {
    world = await startWorld();
    const people = await newPeople(world, 1);
    await settledEmployer(world, () => people);
    member = await memberWithCard(world, people[0]!);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const run = async (
    command: string,
    args: readonly string[],
  ): Promise<{ code: number | null; printed: string }> => {
    const env = { PATH: process.env['PATH'], ZERO_RUN_URL: world.api.url, TOKEN: member.token };
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, printed };
  };

  test('the example of the client is the one that stands in its guide, and it ends with the money on the card', async () => {
    expect(readFileSync(join(root, 'docs', 'sdk.md'), 'utf8')).toContain(
      readFileSync(join(root, EXAMPLE), 'utf8'),
    );
    const { code, printed } = await run(process.execPath, ['-r', './scripts/typescript-hook.cjs', EXAMPLE]);
    expect([code, printed]).toEqual([0, expect.stringContaining('款项已到账')]);
    expect(printed).toMatch(/最多可提 5750\.00 元/);
    expect(printed.trimEnd()).toMatch(/已办结$/);
  }, 60_000);

  test.each(['README.md', 'README.zh-CN.md'])(
    'every call of %s is answered',
    async (name) => {
      const [, block = ''] =
        /```sh\n(# [^`]*curl[^`]*)```/.exec(readFileSync(join(root, name), 'utf8')) ?? [];
      const calls = block
        .replaceAll('\\\n', ' ')
        .split('\n')
        .filter((line) => line.startsWith('curl'));
      expect(calls.length).toBeGreaterThan(5);
      const { id } = await member.client.typed.apply('TQ12', { amount: '10.00' });
      for (const call of calls) {
        const here = call.replaceAll('http://127.0.0.1:3000', world.api.url).replace('/ID', `/${id}`);
        const { code, printed } = await run('bash', ['-c', here]);
        expect([call, code, printed]).toEqual([call, 0, expect.not.stringContaining('urn:zero-run:problem')]);
        expect(printed).toMatch(call.includes('/events') ? /^event: (?:credited|refused)$/m : /^\{"/);
      }
    },
    60_000,
  );
});
