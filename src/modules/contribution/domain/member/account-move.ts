import type { Json } from '../../../../kernel/fact';

type Told = { readonly [key: string]: Json };

/** What holds a member's account: an employer, or the centre for those without one. */
export type UnitKind = 'employer' | 'central' | 'flexible';

const VIRTUAL_NAMES: Readonly<Record<UnitKind, string>> = {
  employer: '',
  central: '集中封存户（中心托管）',
  flexible: '灵活就业人员专户',
};

/** What stands where an employer's name does, of an account that the centre holds for those without one. */
export function virtualUnitName(kind: UnitKind): string {
  return VIRTUAL_NAMES[kind];
}

/** `move.account`: the open account that is to move, as our books have it. */
export type MoveAccountFact = Told & {
  /** JGJ/T 320 A.6; null: there is no open account. */
  readonly state: string | null;
  readonly at: UnitKind | null;
  /** null: nobody was stored under the id number. */
  readonly nameAgrees: boolean | null;
  /** First month without a remittance, of a sealed account; null where the history does not say. */
  readonly sealedFrom: string | null;
  /** First month that the unit it is at owes and has not confirmed; null where it owes none, or the centre keeps it. */
  readonly formerUnlisted: string | null;
};

/** `central.employment`: last day of the employment at the account's employer; null: it lasts. */
export type CentralEmploymentFact = Told & { readonly endedOn: string | null };

/** Why an account moved between units (A.5 06 内部转移). */
export const MOVE_KINDS = ['transfer', 'central-seal', 'merge', 'flexible'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];
