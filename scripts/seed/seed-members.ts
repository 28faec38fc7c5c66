import { type Day, addDays, daysBetween, parseDay } from '../../src/kernel/calendar';
import { type Fen, fen } from '../../src/kernel/money';
import { INTEREST_YEAR, SEED_CUT_OVER, type SeedProfile } from './profile';
import { RandomStream } from './random-stream';
import type { SeedUnit } from './seed-units';

export interface SeedMember {
  readonly index: number;
  readonly accountNo: string;
  readonly unit: SeedUnit;
  readonly state: '01' | '02';
  readonly openedOn: Day;
  readonly sealedOn: Day | null;
  readonly base: Fen;
  /** Each side's monthly amount. */
  readonly monthly: Fen;
  readonly carried: Fen;
  readonly current: Fen;
  /** fen · days of the days before the cut-over. */
  readonly accumulation: bigint;
}

/** The minimum wage by district (handbook 3.3): six districts, Gujiao and Qingxu; Yangqu; Loufan. */
const LOWER = 215_000n;
const LOWER_OF: Readonly<Record<string, bigint>> = { '140122': 205_000n, '140123': 195_000n };
const UPPER = 2_910_000n;
/** Balance: median 14 000, mean 28 400 (handbook 9.4). */
const BALANCE_MEDIAN_FEN = 1_400_000;
const BALANCE_SIGMA = Math.sqrt(2 * Math.log(28_400 / 14_000));
const YEAR_DAYS = BigInt(daysBetween(parseDay(INTEREST_YEAR), parseDay(SEED_CUT_OVER)));

/** Every member in the order of units; what one unit's members are does not depend on the others. */
export function* seedMembers(
  profile: SeedProfile,
  units: readonly SeedUnit[],
  seed: number,
): Generator<SeedMember> {
  const scale = balanceScale(profile, seed);
  let index = 0;
  let given = 0n;
  for (const unit of units) {
    const count = unit.paying + unit.sealed;
    for (let place = 0; place < count; place += 1, index += 1) {
      const isLast = index === profile.members - 1;
      const balance = isLast ? profile.balance - given : (rawBalance(seed, index) * profile.balance) / scale;
      given += balance;
      yield seedMember(seed, index, { unit, paying: place < unit.paying, balance, months: profile.months });
    }
  }
}

/** Sum of all balances as drawn: by it they are scaled to the total of the profile. */
function balanceScale(profile: SeedProfile, seed: number): bigint {
  let sum = 0n;
  for (let index = 0; index < profile.members; index += 1) sum += rawBalance(seed, index);
  return sum;
}

function rawBalance(seed: number, index: number): bigint {
  const drawn = new RandomStream(seed, 'balance', index).logNormal(BALANCE_MEDIAN_FEN, BALANCE_SIGMA);
  return BigInt(Math.round(drawn));
}

function seedMember(
  seed: number,
  index: number,
  draw: { unit: SeedUnit; paying: boolean; balance: bigint; months: number },
): SeedMember {
  const { unit, paying, balance, months } = draw;
  const random = new RandomStream(seed, 'member', index);
  const latest = daysBetween(unit.openedOn, parseDay('2026-06-30'));
  const openedOn = addDays(unit.openedOn, random.between(0, Math.max(0, latest)));
  const base = baseOf(random, LOWER_OF[unit.district] ?? LOWER);
  const monthly = (((base * BigInt(unit.ratio)) / 100n + 50n) / 100n) * 100n;
  const year = paying ? monthly * 2n * BigInt(months) : 0n;
  const current = year < balance ? year : balance;
  const carried = balance - current;
  const sealedOn = paying
    ? null
    : addDays(openedOn, random.between(0, daysBetween(openedOn, parseDay('2026-08-31'))));
  return {
    index,
    accountNo: `99${openedOn.slice(2).replaceAll('-', '')}${String(index + 1).padStart(7, '0')}`,
    unit,
    state: paying ? '01' : '02',
    openedOn,
    sealedOn,
    base: fen(base),
    monthly: fen(monthly),
    carried: fen(carried),
    current: fen(current),
    // The year's money came month by month: half of the days on average.
    accumulation: carried * YEAR_DAYS + (current * YEAR_DAYS) / 2n,
  };
}

/** 3 % at the cap, 6 % at the floor, the others log-normal between (handbook 9.4, 2026); whole yuan. */
function baseOf(random: RandomStream, lower: bigint): bigint {
  const at = random.next();
  if (at < 0.03) return UPPER;
  if (at < 0.09) return lower;
  const drawn = BigInt(Math.round(random.logNormal(7_200, 0.45))) * 100n;
  return drawn < lower ? lower : drawn > UPPER ? UPPER : drawn;
}
