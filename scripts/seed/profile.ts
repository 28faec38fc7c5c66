import { type Fen, fen } from '../../src/kernel/money';

/** How large a centre is made; the figures of the case paper (handbook 9.1), or a part of them. */
export interface SeedProfile {
  readonly name: ProfileName;
  readonly units: number;
  /** Units with a member who is paid for. */
  readonly payingUnits: number;
  readonly members: number;
  readonly payingMembers: number;
  readonly balance: Fen;
  /** Loans outstanding, as the balance of 12101. */
  readonly loans: Fen;
  /** Months paid before the cut-over whose lists are taken over. */
  readonly months: number;
}

export const PROFILE_NAMES = ['small', 'city', 'taiyuan'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

const AVERAGE_BALANCE_FEN = 2_839_600n;
/** 个贷率 80.27 %: loans outstanding to balance. */
const LOAN_RATIO_BP = 8_027n;

function profile(name: ProfileName, divisor: number): SeedProfile {
  const part = (whole: number): number => Math.round(whole / divisor);
  const members = part(1_241_200);
  const balance = BigInt(members) * AVERAGE_BALANCE_FEN;
  return {
    name,
    units: part(10_263),
    payingUnits: part(9_404),
    members,
    payingMembers: part(883_800),
    balance: fen(balance),
    loans: fen((balance * LOAN_RATIO_BP) / 10_000n),
    months: 3,
  };
}

export const PROFILES: Readonly<Record<ProfileName, SeedProfile>> = {
  small: profile('small', 1_000),
  city: profile('city', 10),
  taiyuan: profile('taiyuan', 1),
};

/** First day on our books; the interest year began on 1 July (handbook 3.9). */
export const SEED_CUT_OVER = '2026-10-01';
export const INTEREST_YEAR = '2026-07-01';
/** Paid through, as YYYYMM, of a unit that pays. */
export const SEED_PAID_THROUGH = 202609;
