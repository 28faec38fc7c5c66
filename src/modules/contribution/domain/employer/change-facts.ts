/** `employer.licence`: what the company registry says of an employer that is registered here. Nobody is named. */
export type EmployerLicenceFact =
  | { readonly [key: string]: boolean; readonly asked: false }
  | { readonly [key: string]: boolean; readonly asked: true; readonly registered: false }
  | {
      readonly [key: string]: string | boolean;
      readonly asked: true;
      readonly registered: true;
      readonly creditCode: string;
      readonly name: string;
      readonly status: 'in-business' | 'revoked' | 'deregistered';
      readonly codeChanged: boolean;
      readonly nameChanged: boolean;
      readonly representativeChanged: boolean;
      /** Whether it bears the name or the head we know. */
      readonly sameFirm: boolean;
      readonly applicantIsRepresentative: boolean;
      /** Name and number of the head, sealed. */
      readonly representative: string;
    };

/** `employer.newCode` */
export interface NewCodeFact {
  readonly [key: string]: boolean;
  /** Whether another employer is registered under the code applied for. */
  readonly taken: boolean;
}

/** `agent.police`: the police on who is to be authorised; null when nobody is. */
export interface AgentPoliceFact {
  readonly [key: string]: string | null;
  readonly agent: 'alive' | 'deceased' | 'mismatch' | null;
}

/** `employer.agents` */
export interface AgentsFact {
  readonly [key: string]: number | boolean | null;
  readonly now: number;
  /** Agents once the application is carried out. */
  readonly after: number;
  /** null when nobody is to be withdrawn. */
  readonly withdrawnIsAgent: boolean | null;
  /** Whether another agent must agree, once the application is carried out. */
  readonly secondAgentAfter: boolean;
}

/** `employer.secondAgent` */
export interface SecondAgentFact {
  readonly [key: string]: boolean;
  readonly required: boolean;
  readonly agreed: boolean;
}

/** `unit.bankAccount`: what its bank says of the account to collect from; the name sealed. */
export type BankAccountFact =
  | { readonly [key: string]: boolean; readonly asked: false }
  | { readonly [key: string]: boolean; readonly asked: true; readonly found: false }
  | {
      readonly [key: string]: boolean | string;
      readonly asked: true;
      readonly found: true;
      readonly open: boolean;
      readonly nameAgrees: boolean;
      readonly owner: string;
      readonly evidenceId: string;
    };

/** `unit.mandate` */
export interface MandateFact {
  readonly [key: string]: boolean;
  readonly ending: boolean;
  readonly active: boolean;
}

/** `unit.obligations`: what still hangs on the account. */
export interface ObligationsFact {
  readonly [key: string]: number | string;
  readonly active: number;
  readonly sealed: number;
  readonly frozen: number;
  /** Confirmed lists that await money; of who closes, back payments too. */
  readonly awaiting: number;
  /** Deferred months that were not made up; of these with somebody whose account is open. */
  readonly deferred: number;
  readonly deferredPayable: number;
  /** Such months of those whose account is closed, each person's by itself, and their sum in yuan. */
  readonly lapsed: number;
  readonly lapsedAmount: string;
  /** 1 when the next month to remit has members on its roster and is over, else 0. */
  readonly unpaid: number;
  /** Yuan. */
  readonly suspense: string;
}

/** `unit.ratios`: those of the month from which others are applied for. */
export interface RatiosFact {
  readonly [key: string]: string | boolean | null;
  readonly employer: string;
  readonly employee: string;
  readonly from: string;
  /** First month whose list is not confirmed, and the last from which ratios may change. */
  readonly open: string;
  readonly latest: string;
  readonly parameters: boolean;
  readonly differs: boolean;
  /** Month from which they were changed in the same fund year; null when they were not. */
  readonly changedFrom: string | null;
  /** First day of the next fund year. */
  readonly yearEnds: string;
}

/** `unit.relief`: what was granted for hardship and not ended. */
export interface ReliefFact {
  readonly [key: string]: string | boolean | null;
  readonly kind: 'none' | 'lower-ratio' | 'deferral';
  readonly from: string | null;
  readonly until: string | null;
  /** Month of the application from which contribution is resumed; null in others. */
  readonly resumeFrom: string | null;
  readonly open: string;
  readonly latest: string;
  readonly parameters: boolean;
}
