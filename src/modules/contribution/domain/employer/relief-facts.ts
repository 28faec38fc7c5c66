/** `relief.resolution` and `relief.committee`: what the paper grants; ratios null where it grants a deferral. */
export interface ReliefPaperFact {
  readonly [key: string]: string | boolean | null;
  readonly agreed: boolean;
  readonly fromMonth: string;
  readonly untilMonth: string;
  readonly ratioEmployer: string | null;
  readonly ratioEmployee: string | null;
}

/** `relief.loss`: yuan. */
export interface ReliefLossFact {
  readonly [key: string]: string;
  readonly loss: string;
}

/** `relief.asked`: what is applied for, beside the months that are open. */
export interface ReliefAskedFact {
  readonly [key: string]: string | number | boolean | null;
  readonly from: string;
  readonly until: string;
  readonly months: number;
  readonly ratioEmployer: string | null;
  readonly ratioEmployee: string | null;
  readonly open: string;
  readonly latest: string;
  readonly parameters: boolean;
}
