import { parseArgs } from 'node:util';
import { benchDecompose } from './decompose';
import { benchInterest } from './interest';
import { benchWithdraw } from './withdraw';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const benches: Readonly<
  Record<string, (quick: boolean, print: (line: string) => void, accounts?: number) => Promise<void>>
> = {
  withdraw: benchWithdraw,
  decompose: benchDecompose,
  interest: benchInterest,
};

/** `npm run bench [-- NAME…] [-- --quick]`, `-- interest --accounts N`: each benchmark beside bare SQL that writes the same rows, in one run. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, accounts: { type: 'string' } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  for (const name of names) {
    const bench = benches[name];
    if (!bench)
      throw new Error(`there is no benchmark ${name}; there are ${Object.keys(benches).join(', ')}`);
    say(`\n## ${name}${values.quick ? ' (quick: too small for figures, large enough to break)' : ''}`);
    await bench(values.quick, say, values.accounts === undefined ? undefined : Number(values.accounts));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
