import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fen, fen, yuan } from '../../src/kernel/money';
import { writeCsv } from '../legacy/csv-writer';
import { legacyFile, type LegacyFileKey, MANIFEST } from '../legacy/legacy-files';
import type { CentrePlan } from '../set-up-centre';
import { SEED_CUT_OVER, SEED_PAID_THROUGH, type SeedProfile } from './profile';
import { RandomStream } from './random-stream';
import { type SeedMember, seedMembers } from './seed-members';
import { seedPerson } from './seed-people';
import { type SeedUnit, seedUnits } from './seed-units';

/** What was made, beside what the profile asks for. */
export interface SeedTotals {
  readonly units: number;
  readonly payingUnits: number;
  readonly members: number;
  readonly payingMembers: number;
  readonly balance: Fen;
  readonly suspense: Fen;
}

type Row = readonly string[];

/**
 * Writes a folder as a former system would hand it over: invented people and employers by the distributions of
 * handbook 9.4. The same profile and seed give the same bytes.
 */
export async function writeSeedFolder(
  folder: string,
  profile: SeedProfile,
  seed: number,
  centre: CentrePlan,
): Promise<SeedTotals> {
  mkdirSync(folder, { recursive: true });
  const write = (key: LegacyFileKey, rows: Iterable<Row>): Promise<number> => {
    const { file, fields } = legacyFile(key);
    return writeCsv(
      join(folder, file),
      fields.map(({ name }) => name),
      // Contact data and cards are not invented: a number made up may be somebody's.
      map(rows, (row) => [...row, ...Array.from({ length: fields.length - row.length }, () => '')]),
    );
  };
  const units = seedUnits(profile, seed);
  const members = (): Iterable<SeedMember> => seedMembers(profile, units, seed);
  const sums = new Map<SeedUnit, bigint>();
  await write(
    'person_info',
    map(members(), (member) => personRow(seed, member)),
  );
  await write(
    'account',
    map(members(), (member) => accountRow(member, sums)),
  );
  await write('detail', details(members(), profile.months));
  await write(
    'unit_info',
    units.map((unit) => unitRow(seed, profile, unit)),
  );
  await write(
    'unit_account',
    units.map((unit) => unitAccountRow(unit, fen(sums.get(unit) ?? 0n))),
  );
  const suspense = units
    .map((unit) => ({ unit, amount: suspenseOf(seed, unit) }))
    .filter(({ amount }) => amount > 0n);
  await write(
    'suspense',
    suspense.map(({ unit, amount }) => [unit.accountNo, yuan(amount)]),
  );
  const balance = fen([...sums.values()].reduce((sum, amount) => sum + amount, 0n));
  const inSuspense = fen(suspense.reduce((sum, { amount }) => sum + amount, 0n));
  await write('ledger', ledgerRows(profile, centre, balance, inSuspense));
  writeFileSync(
    join(folder, MANIFEST),
    `${JSON.stringify({ cutOver: SEED_CUT_OVER, centre: centre.code })}\n`,
  );
  return {
    units: units.length,
    payingUnits: units.filter(({ paying }) => paying > 0).length,
    members: units.reduce((sum, unit) => sum + unit.paying + unit.sealed, 0),
    payingMembers: units.reduce((sum, { paying }) => sum + paying, 0),
    balance,
    suspense: inSuspense,
  };
}

function* map<T, R>(all: Iterable<T>, of: (one: T) => R): Generator<R> {
  for (const one of all) yield of(one);
}

function personRow(seed: number, { accountNo, index }: SeedMember): Row {
  const { name, idNo } = seedPerson(seed, index);
  return [accountNo, name, '01', idNo];
}

function accountRow(member: SeedMember, sums: Map<SeedUnit, bigint>): Row {
  const { unit, carried, current, monthly, base } = member;
  const balance = fen(carried + current);
  sums.set(unit, (sums.get(unit) ?? 0n) + balance);
  return [
    ...[
      member.accountNo,
      unit.accountNo,
      member.state,
      member.openedOn,
      yuan(base),
      yuan(monthly),
      yuan(monthly),
    ],
    ...[yuan(balance), yuan(carried), yuan(current), '', '', member.sealedOn ?? '', ''],
    ...[yuan(fen(member.accumulation)), ...Array.from({ length: 5 }, () => '')],
  ];
}

/** The months before the cut-over of everybody who was paid for. */
function* details(members: Iterable<SeedMember>, months: number): Generator<Row> {
  for (const { accountNo, unit, state, monthly, base } of members) {
    if (state !== '01') continue;
    for (let back = months - 1; back >= 0; back -= 1) {
      const month = SEED_PAID_THROUGH - back;
      const paidOn = `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}-${String(unit.payday).padStart(2, '0')}`;
      const sum = yuan(fen(monthly * 2n));
      yield [
        accountNo,
        unit.accountNo,
        String(month),
        paidOn,
        '01',
        sum,
        yuan(monthly),
        yuan(monthly),
        yuan(base),
        '',
      ];
    }
  }
}

/** Heads and agents are no members; their places lie behind those of all members. */
function unitRow(seed: number, profile: SeedProfile, unit: SeedUnit): Row {
  if (unit.isCentral) {
    const none = Array.from({ length: 5 }, () => '');
    return [
      unit.accountNo,
      ...none,
      String(unit.payday),
      unit.openedOn,
      '',
      '',
      '',
      unit.district,
      'central',
      '',
    ];
  }
  const head = seedPerson(seed, profile.members + unit.index * 2);
  const agent = seedPerson(seed, profile.members + unit.index * 2 + 1);
  return [
    ...[
      unit.accountNo,
      unit.name,
      unit.creditCode,
      head.name,
      '01',
      head.idNo,
      String(unit.payday),
      unit.openedOn,
    ],
    ...[agent.name, '01', agent.idNo, unit.district, '', ''],
  ];
}

function unitAccountRow(unit: SeedUnit, balance: Fen): Row {
  const ratio = (unit.ratio / 100).toFixed(4);
  return [
    unit.accountNo,
    ratio,
    ratio,
    yuan(balance),
    unit.state,
    String(unit.paidThrough ?? ''),
    String(unit.firstMonth),
    ...['', '', '', '', ''],
    ...[String(unit.paying), String(unit.sealed), ''],
  ];
}

/** Every twelfth unit paid too much at some time. */
function suspenseOf(seed: number, unit: SeedUnit): Fen {
  const random = new RandomStream(seed, 'suspense', unit.index);
  if (unit.paying === 0 || unit.index % 12 !== 3) return fen(0n);
  return fen(BigInt(Math.round(random.logNormal(80_000, 1))) + 1n);
}

/** Deposits are what members and units have and borrowers do not; the gains are the reserve of one per cent of loans. */
function* ledgerRows(profile: SeedProfile, centre: CentrePlan, balance: Fen, suspense: Fen): Generator<Row> {
  const reserve = profile.loans / 100n;
  const deposits = balance + suspense - profile.loans;
  yield* spreadOver(centre, ['collection', 'loan'], deposits);
  yield* spreadOver(centre, ['gains'], reserve);
  yield ['12101', '委托贷款（个人）', '01', yuan(profile.loans)];
  yield ['201', '住房公积金', '02', yuan(balance)];
  yield ['21901', '暂收款', '02', yuan(suspense)];
  yield ['301', '贷款风险准备', '02', yuan(fen(reserve))];
}

/** Equal parts on the accounts, what is left over on the first: it collects. */
function* spreadOver(centre: CentrePlan, purposes: readonly string[], total: bigint): Generator<Row> {
  const accounts = centre.bankAccounts.filter(({ purpose }) => purposes.includes(purpose));
  const part = total / 2n / BigInt(accounts.length);
  const first = total - part * BigInt(accounts.length - 1);
  for (const [index, { leaf, name }] of accounts.entries())
    yield [leaf, name, '01', yuan(fen(index === 0 ? first : part))];
}
