import type { Json } from './fact';

/** Kleene's three values: unknown is neither true nor false. */
export type Truth = 'true' | 'false' | 'unknown';

/** What a case is told. `counter`: a fact only a visit can supply is missing. */
export type Outcome = 'approved' | 'refused' | 'waiting' | 'counter';

export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

/** Where a rule stands in law; `article` is null where no number was read in the text of that version. */
export interface Clause {
  readonly instrument: BilingualText;
  readonly version: string;
  readonly article: string | null;
  /** law | national standard | Taiyuan | practice | assume, as in the handbook; a trailing '?' means not verified. */
  readonly mark: string;
}

export interface RuleFinding {
  readonly rule: string; // id@version
  readonly reasonCode: string;
  readonly truth: Truth;
  readonly clause: Clause;
  /** What was seen and what is needed, as the texts print them; null while unknown. */
  readonly observed: Json;
  readonly required: Json;
  /** Sources of the facts read: registry code, receipt number, as-of. */
  readonly sources: readonly {
    fact: string;
    source: string;
    receiptNo: string | null;
    asOf: string | null;
  }[];
  /** Names of the facts that are unknown, when truth is unknown. */
  readonly missing: readonly string[];
  /** Filled texts; for a true rule the officer's sentence of what was checked. */
  readonly text: BilingualText;
  /** How to mend it; null when nothing the applicant does would. */
  readonly fix: BilingualText | null;
  /** First day on which asking again makes sense; null when not a matter of time. */
  readonly retryOn: string | null;
}

export interface Decision {
  readonly item: string;
  readonly outcome: Outcome;
  /** Reason code of the first false rule in legal order; null unless refused. */
  readonly headline: string | null;
  /** Yuan string that may be or is granted; null when the item moves no money or nothing can be said yet. */
  readonly amount: string | null;
  /** How the amount came about, operand by operand; empty when the item moves no money. */
  readonly amountTrace: readonly { label: BilingualText; value: string }[];
  readonly lawDay: string;
  readonly today: string;
  /** Id of the parameter row that applied, e.g. TY-2026-09. */
  readonly parameters: string;
  /** Every rule of the item, in legal order: the full trace. */
  readonly findings: readonly RuleFinding[];
}
