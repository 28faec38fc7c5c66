/** `bases.change` */
export interface BaseChangeFact {
  readonly [key: string]: string | number | boolean;
  readonly state: 'DRAFT' | 'CONFIRMED' | 'CANCELLED';
  readonly fundYear: number;
  /** First month that the draft was worked out for. */
  readonly from: string;
  /** First month that it would hold from now. */
  readonly holdsFrom: string;
  readonly members: number;
  /** Members of the employer that the draft lacks, and those in it that are no members any more. */
  readonly missing: number;
  readonly surplus: number;
  /** Whether the bases of the fund year are settled already. */
  readonly settled: boolean;
}

/** One line of `bases.wages`: the wage declared by the employer, and what the tax authority was told. Yuan. */
export interface WageWord {
  readonly [key: string]: string | number;
  readonly row: number;
  readonly wage: string;
  readonly amount: string;
  readonly months: number;
}

/** `base.member`: the member of a correction. */
export interface BaseMemberFact {
  readonly [key: string]: string | boolean | null;
  readonly account: 'none' | 'here' | 'elsewhere';
  readonly state: string | null;
  readonly base: string | null;
  readonly nameAgrees: boolean | null;
  readonly latestChange: string | null;
}
