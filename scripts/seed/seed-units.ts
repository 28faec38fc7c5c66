import { type Day, addDays, parseDay } from '../../src/kernel/calendar';
import { creditCode } from '../../src/simulators/world/check-digits';
import type { SeedProfile } from './profile';
import { SEED_PAID_THROUGH } from './profile';
import { RandomStream } from './random-stream';
import { seedKinds, type UnitKind } from './seed-kinds';

export interface SeedUnit {
  readonly index: number;
  readonly accountNo: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly creditCode: string;
  readonly district: string;
  readonly payday: number;
  readonly openedOn: Day;
  /** Per cent of employer and of member; equal, as most are. */
  readonly ratio: number;
  readonly state: '01' | '02' | '05';
  readonly paidThrough: number | null;
  readonly firstMonth: number;
  readonly paying: number;
  readonly sealed: number;
  /** The centre's own unit of sealed accounts: it has no employer. */
  readonly isCentral: boolean;
}

/** No district of the country has this number: nobody real bears an invented code. */
export const INVENTED_REGION = '149901';
const DISTRICTS = [
  ...Array.from({ length: 5 }, () => ['140105', '140106', '140107', '140108', '140109', '140110']).flat(),
  ...['140121', '140122', '140123', '140181'],
];
const RATIOS = [
  [12, 0.45],
  [8, 0.55],
  [10, 0.67],
  [5, 0.95],
] as const;
const OTHER_RATIOS = [6, 7, 9, 11] as const;
const SYLLABLES =
  '安博昌诚达德东恩丰福冠广国海浩恒宏华汇嘉坚建金锦晋景聚凯康科乐利联龙隆茂铭能宁鹏启勤庆荣瑞润森盛世顺泰天通万旺维祥兴旭雅益永优宇源云泽正中众卓';

/** Median 12 and mean 94 of a log-normal size: σ² = 2 ln(94 / 12). */
const SIZE_MEDIAN = 12;
const SIZE_SIGMA = Math.sqrt(2 * Math.log(94 / SIZE_MEDIAN));
/** Of sealed accounts, those in the central sealed unit (集中封存户). */
const CENTRAL_SHARE = 0.6;

/** Units with the numbers of their members; the last one is the central sealed unit. */
export function seedUnits(profile: SeedProfile, seed: number): SeedUnit[] {
  const paying = spread(
    Array.from({ length: profile.payingUnits }, (_, index) =>
      new RandomStream(seed, 'size', index).logNormal(SIZE_MEDIAN, SIZE_SIGMA),
    ),
    profile.payingMembers,
    1,
  );
  const sealed = profile.members - profile.payingMembers;
  const central = profile.units > profile.payingUnits ? Math.round(sealed * CENTRAL_SHARE) : 0;
  const elsewhere = spread(
    [...paying, ...Array.from({ length: profile.units - profile.payingUnits - 1 }, () => SIZE_MEDIAN)],
    sealed - central,
    0,
  );
  const kinds = seedKinds(Array.from({ length: profile.units }, (_, index) => paying[index] ?? 0));
  return Array.from({ length: profile.units }, (_, index) => {
    const isCentral = index === profile.units - 1 && central > 0;
    return seedUnit(seed, index, {
      paying: paying[index] ?? 0,
      sealed: isCentral ? central : (elsewhere[index] ?? 0),
      isCentral,
      kind: kinds[index] ?? 'private',
    });
  });
}

/** Whole numbers in proportion to the weights, each at least `least`, that add up to `total`. */
function spread(weights: readonly number[], total: number, least: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const free = total - least * weights.length;
  const parts = weights.map((weight) => least + Math.floor((weight / sum) * free));
  const order = weights.map((_, index) => index).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  let left = total - parts.reduce((all, part) => all + part, 0);
  for (let turn = 0; left > 0; turn += 1, left -= 1) {
    const index = order[turn % order.length] ?? 0;
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts;
}

function seedUnit(
  seed: number,
  index: number,
  staff: { paying: number; sealed: number; isCentral: boolean; kind: UnitKind },
): SeedUnit {
  const random = new RandomStream(seed, 'unit', index);
  const openedOn = addDays(parseDay('2004-01-01'), random.between(0, 7_600));
  const code = random.next();
  const fixed = RATIOS.find(([, upTo]) => code < upTo);
  const { paying, sealed, isCentral, kind } = staff;
  const opening = Number(openedOn.slice(0, 4)) * 100 + Number(openedOn.slice(5, 7));
  return {
    index,
    accountNo: `98${openedOn.slice(2).replaceAll('-', '')}${String(index + 1).padStart(5, '0')}`,
    name: `晋零${syllables(index)}${endingOf(kind, random.next())}(虚构)`,
    kind,
    creditCode: creditCode(INVENTED_REGION, `MB${String(index).padStart(6, '0')}`),
    district: random.pick(DISTRICTS),
    payday: random.between(5, 25),
    openedOn,
    ratio: fixed?.[0] ?? random.pick(OTHER_RATIOS),
    state: isCentral ? '05' : paying > 0 ? '01' : random.pick(['02', '05', '05', '05', '05'] as const),
    paidThrough: paying > 0 ? SEED_PAID_THROUGH : null,
    firstMonth: opening,
    paying,
    sealed,
    isCentral,
  };
}

function endingOf(kind: UnitKind, at: number): string {
  if (kind === 'organ') return '事务中心';
  if (kind === 'state-owned') return '集团有限公司';
  return at < 0.5 ? '科技有限公司' : '商贸有限公司';
}

/** Two characters and more that no other index has. */
function syllables(index: number): string {
  let text = '';
  for (let left = index + SYLLABLES.length; left > 0; left = Math.floor(left / SYLLABLES.length))
    text += SYLLABLES[left % SYLLABLES.length] ?? '';
  return text;
}
