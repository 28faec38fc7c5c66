import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Fen, yuan } from '../src/kernel/money';
import { runCommand, say, UsageError } from './command-line';
import { importFolder } from './legacy/import-folder';
import { projectRoot } from './postgres';
import { PROFILE_NAMES, type ProfileName, PROFILES, type SeedProfile } from './seed/profile';
import { centreWithAllAccounts } from './seed/seed-bank-accounts';
import { type SeedTotals, writeSeedFolder } from './seed/write-seed-folder';
import { setUpCentre } from './set-up-centre';
import { openOwnBooks } from './stage/own-books';

const USAGE = `npm run seed -- [--profile ${PROFILE_NAMES.join('|')}] [--seed N]`;
const isProfile = (name: string): name is ProfileName => PROFILE_NAMES.some((known) => known === name);

/** `npm run seed`: a centre with invented people and employers, taken over as the books of a former system are. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { profile: { type: 'string', default: 'small' }, seed: { type: 'string', default: '1' } },
  });
  if (!isProfile(values.profile) || !/^\d{1,9}$/.test(values.seed)) throw new UsageError(USAGE);
  const profile = PROFILES[values.profile];
  const seed = Number(values.seed);
  const folder = join(projectRoot(), 'var', 'seed', `${profile.name}-${seed}`);
  const books = await openOwnBooks(`zero_run_${profile.name}`, say);
  try {
    const centre = centreWithAllAccounts(books.centreId);
    await setUpCentre(books.ownerUrl, centre);
    say(`生成 / generating ${folder} …`);
    const totals = await writeSeedFolder(folder, profile, seed, centre);
    await importFolder({ ...books, folder, cutOver: null, rejectsFile: `${folder}-rejects.csv`, print: say });
    tell(profile, totals);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await books.stop();
  }
}

function tell(profile: SeedProfile, made: SeedTotals): void {
  const row = (name: string, target: string, got: string): void =>
    say(`${name}：目标 / target ${target}，实际 / made ${got}`);
  const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)}%`;
  row('建制单位 / units', String(profile.units), String(made.units));
  row('实缴单位 / paying units', String(profile.payingUnits), String(made.payingUnits));
  row('职工 / members', String(profile.members), String(made.members));
  row('实缴职工 / paying members', String(profile.payingMembers), String(made.payingMembers));
  row('实缴单位占比 / paying units', '91.63%', percent(made.payingUnits, made.units));
  row('实缴职工占比 / paying members', '71.21%', percent(made.payingMembers, made.members));
  row('余额 / balance', yuan(profile.balance), yuan(made.balance));
  row('户均余额 / average balance', '28396.00', average(made.balance, made.members));
  row(
    '个贷率 / loans to balance',
    '80.27%',
    percent(Number(profile.loans / 100n), Number(made.balance / 100n)),
  );
  say(`单位暂收款 / suspense of units：${yuan(made.suspense)}`);
}

function average(balance: Fen, members: number): string {
  return yuan((balance / BigInt(members)) as Fen);
}

runCommand(main);
