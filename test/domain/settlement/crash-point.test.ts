import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(__dirname, '../../..');

/** Takes one step that bears the name of a point, in a process of its own, and says what was reached. */
function program(named?: string): { args: string[]; options: { cwd: string; env: NodeJS.ProcessEnv } } {
  const script = `const { CrashPoint } = require('./src/platform/crash-point.ts');
    const say = (word) => require('node:fs').writeSync(1, word + ' ');
    class Road { async step(word) { say(word); return 'came back'; } }
    const step = Object.getOwnPropertyDescriptor(Road.prototype, 'step');
    const before = step.value;
    CrashPoint('hold')(Road.prototype, 'step', step);
    Object.defineProperty(Road.prototype, 'step', step);
    say(step.value === before ? 'untouched' : 'armed');
    new Road().step('taken').then(say);`;
  const { CRASH_POINT: _, ...env } = process.env;
  return {
    args: ['-r', './scripts/typescript-hook.cjs', '-e', script],
    options: { cwd: root, env: named === undefined ? env : { ...env, CRASH_POINT: named } },
  };
}

function pass(named?: string): { signal: string | null; said: string } {
  const { args, options } = program(named);
  const { signal, stdout } = spawnSync(process.execPath, args, { ...options, encoding: 'utf8' });
  return { signal, said: stdout.trim() };
}

describe('a crash point', () => {
  it('kills the process when the step named is about to be taken, or was taken', () => {
    expect(pass('hold:before')).toEqual({ signal: 'SIGKILL', said: 'armed' });
    expect(pass('hold:after')).toEqual({ signal: 'SIGKILL', said: 'armed taken' });
  });

  it('is nothing when none or another one is named: the method is left as it is', () => {
    expect(pass()).toEqual({ signal: null, said: 'untouched taken came back' });
    expect(pass('voucher:after')).toEqual({ signal: null, said: 'untouched taken came back' });
  });

  it('stops the process once when told so, and lets it go on where it was', async () => {
    const { args, options } = program('hold:before:stop');
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const stateOf = (): string | undefined =>
      /\) (\w) /.exec(readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8'))?.[1];
    // What was written before the stop may reach this process after the stop is seen.
    while (stateOf() !== 'T' || said.length === 0) await pause(20);
    expect(said.join('')).toBe('armed ');
    child.kill('SIGCONT');
    await once(child, 'close');
    expect(said.join('')).toBe('armed taken came back ');
  });
});
