import type { ListState } from './remittance/list-state';

/** `company.licence`: the licence seen with the eyes of the applicant; no names of persons. */
export type LicenceFact =
  | { readonly registered: false }
  | {
      readonly registered: true;
      readonly name: string;
      readonly status: 'in-business' | 'revoked' | 'deregistered';
      readonly foundedOn: string;
      readonly applicantIsLegalRepresentative: boolean;
      /** True also when the applicant gave no name. */
      readonly nameAgrees: boolean;
    };

/** What rules that compare with the licence say where there is none: whether it exists is another rule's to judge. */
export const NO_LICENCE = { zh: '查无登记，未作比对', en: 'no licence was found, nothing was compared' };

/** `person.police`: what the police say of those who register an employer; no agent named: null. */
export interface RegistrantsFact {
  readonly [key: string]: 'alive' | 'deceased' | 'mismatch' | null;
  readonly legalRepresentative: 'alive' | 'deceased' | 'mismatch';
  readonly agent: 'alive' | 'deceased' | 'mismatch' | null;
}

/** `unit.account` */
export interface UnitFact {
  readonly [key: string]: string;
  /** JGJ/T 320 A.4, or 'none'. */
  readonly state: string;
}

/** `remittance.debit`: whether the list is to be collected, and whether there is a mandate for it. */
export interface DebitFact {
  readonly [key: string]: boolean;
  readonly wanted: boolean;
  readonly mandate: boolean;
}

/** `remittance.list` */
export interface ListFact {
  readonly [key: string]: string | number;
  readonly state: ListState;
  readonly month: string;
  /** The month before the first one when nothing was remitted yet. */
  readonly paidThrough: string;
  /** Members on the list. */
  readonly members: number;
  /** Yuan. */
  readonly total: string;
  /** Active accounts of the employer that are not on the list. */
  readonly missing: number;
  /** Accounts on the list that are not active with the employer any more. */
  readonly surplus: number;
  /** Accounts on the list whose base is another than the one in force in that month. */
  readonly rebased: number;
}

/** `roster.month` */
export interface RosterMonthFact {
  readonly [key: string]: string | boolean;
  /** First month whose list the changes are in. */
  readonly month: string;
  /** First month whose list is not confirmed yet. */
  readonly open: string;
  /** Last month that changes may be for. */
  readonly latest: string;
  /** Whether parameters of contribution are in force for the month. */
  readonly parameters: boolean;
}

/** Parts of inputs that rules read. */
export interface RatiosInput {
  readonly ratioEmployer: string;
  readonly ratioEmployee: string;
}

export interface FirstMonthInput {
  readonly firstMonth: string;
}

export interface RowsInput {
  readonly members: readonly { readonly name: string; readonly idNo: string; readonly base: string }[];
}
