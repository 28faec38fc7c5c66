import { parseArgs } from 'node:util';
import { benchCity } from './city';
import { benchDecompose } from './decompose';
import { benchInterest } from './interest';
import { benchLoans } from './loans';
import { benchUpload } from './upload';
import { benchWithdraw } from './withdraw';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** How large a benchmark is made, where it can be. */
interface Size {
  readonly accounts: number | undefined;
  readonly loans: number | undefined;
  /** What the numbers of a city, and of the file of 100,000 rows, are divided by. */
  readonly scale: number;
}

const benches: Readonly<
  Record<string, (quick: boolean, print: (line: string) => void, size: Size) => Promise<void>>
> = {
  withdraw: benchWithdraw,
  decompose: benchDecompose,
  interest: (quick, print, { accounts }) => benchInterest(quick, print, accounts),
  loans: (quick, print, { loans }) => benchLoans(quick, print, loans),
  city: (quick, print, { scale }) => benchCity(quick, print, scale),
  upload: (quick, print, { scale }) => benchUpload(quick, print, scale),
};

/**
 * `npm run bench [-- NAME…] [-- --quick]`, `-- interest --accounts N`, `-- loans --loans N`, `-- city --scale N`, `-- upload --scale N`: each
 * benchmark beside bare SQL that writes the same rows, in one run.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      accounts: { type: 'string' },
      loans: { type: 'string' },
      scale: { type: 'string', default: '1' },
    },
  });
  const scale = Number(values.scale);
  if (!(scale >= 1)) throw new Error('--scale is 1 or more: what the numbers of a city are divided by');
  const accounts = values.accounts === undefined ? undefined : Number(values.accounts);
  const loans = values.loans === undefined ? undefined : Number(values.loans);
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  for (const name of names) {
    const bench = benches[name];
    if (!bench)
      throw new Error(`there is no benchmark ${name}; there are ${Object.keys(benches).join(', ')}`);
    say(`\n## ${name}${values.quick ? ' (quick: too small for figures, large enough to break)' : ''}`);
    await bench(values.quick, say, { accounts, loans, scale });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
