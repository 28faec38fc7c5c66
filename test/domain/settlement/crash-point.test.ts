import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** Runs past one crash point in a process of its own. */
function pass(point: string, named?: string): { signal: string | null; said: string } {
  const script = `const { crashPoint } = require('./src/platform/crash-point.ts');
    crashPoint(${JSON.stringify(point)}); process.stdout.write('alive');`;
  const { CRASH_POINT: _, ...env } = process.env;
  const { signal, stdout } = spawnSync(
    process.execPath,
    ['-r', './scripts/typescript-hook.cjs', '-e', script],
    {
      cwd: root,
      env: named === undefined ? env : { ...env, CRASH_POINT: named },
      encoding: 'utf8',
    },
  );
  return { signal, said: stdout };
}

describe('a crash point', () => {
  it('kills the process on the spot when it is the one named', () => {
    expect(pass('after-bank-send', 'after-bank-send')).toEqual({ signal: 'SIGKILL', said: '' });
  });

  it('is nothing when none or another one is named', () => {
    expect(pass('after-bank-send')).toEqual({ signal: null, said: 'alive' });
    expect(pass('after-bank-send', 'before-settlement-commit')).toEqual({ signal: null, said: 'alive' });
  });
});
