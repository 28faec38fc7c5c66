import type { BilingualText } from '../../kernel/decision';
import type { Json } from '../../kernel/fact';

/** One fault of a request: where (RFC 6901 pointer), what (stable code), and how to mend it. */
export interface ProblemError {
  readonly pointer: string;
  readonly code: string;
  readonly message: BilingualText;
}

export interface ProblemInit {
  readonly status: number;
  /** Stable, upper case; a person never has to read it. */
  readonly code: string;
  readonly title: BilingualText;
  readonly detail?: BilingualText;
  readonly errors?: readonly ProblemError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Extension members of RFC 9457 §3.2; the members of the standard and ours cannot be replaced by them. */
  readonly extra?: Readonly<Record<string, Json>>;
}

/** An answer that is an error: thrown anywhere, written as RFC 9457 by the filter. Holds no personal data. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: BilingualText;
  readonly detail: BilingualText | undefined;
  readonly errors: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, Json>>;

  constructor(init: ProblemInit) {
    super(`${init.status} ${init.code}`);
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.errors = init.errors ?? [];
    this.headers = init.headers ?? {};
    this.extra = init.extra ?? {};
  }
}
