/** `move.approval`: what the approval paper says. */
export interface MoveApprovalFact {
  readonly [key: string]: string;
  readonly kind: string;
  readonly fromCreditCode: string;
  readonly toCreditCode: string;
}

/** `move.target`: the receiving employer at the company registry. */
export interface MoveTargetFact {
  readonly [key: string]: string;
  readonly status: 'in-business' | 'revoked' | 'deregistered' | 'unregistered';
}

/** `move.units`: both accounts and who would move. */
export interface MoveUnitsFact {
  readonly [key: string]: string | number | boolean;
  readonly fromCreditCode: string;
  readonly toCreditCode: string;
  readonly fromMonth: string;
  /** First month whose list is not confirmed, of the former and of the receiving employer. */
  readonly sourceOpen: string;
  readonly targetOpen: string;
  readonly latest: string;
  /** Of the former employer: lists awaiting money, deferred months, changes that hold from later months, a relief. */
  readonly awaiting: number;
  readonly deferred: number;
  /** Of the deferred months those with somebody whose account is open. */
  readonly deferredPayable: number;
  readonly pending: number;
  readonly relief: boolean;
  /** Accounts that would move, and people named who have none with the former employer. */
  readonly members: number;
  readonly strangers: number;
}
