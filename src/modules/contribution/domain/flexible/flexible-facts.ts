import type { Json } from '../../../../kernel/fact';
import type { UnitKind } from '../member/account-move';

/** `flexible.account`: the account, what is wished of it, and the limits of its district; money in yuan. */
export type FlexAccountFact = {
  readonly [key: string]: Json;
  /** Years of age today. */
  readonly age: number;
  /** JGJ/T 320 A.6; null: no open account. */
  readonly state: string | null;
  readonly at: UnitKind | null;
  /** As wished; null where nothing is. */
  readonly base: string | null;
  readonly ratio: string | null;
  readonly lowerBase: string;
  readonly upperBase: string;
  /** The month that is to be paid next, of a voluntary account. */
  readonly nextMonth: string | null;
  /** The last month that can be paid now: the coming one. */
  readonly latestMonth: string;
  /** The month whose payment awaits its money. */
  readonly awaited: string | null;
  /** Whether a card of the person's own is bound. */
  readonly card: boolean;
};
