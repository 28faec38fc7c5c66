import type { BilingualText } from '../../../../kernel/decision';
import type { Json } from '../../../../kernel/fact';
import type { HallBranchName, HallParty } from './hall-branch';
import type { HallState } from './hall-saga';

/** A branch of a joint case, who has it, and since when. */
export interface HallBranchView {
  readonly branch: HallBranchName;
  readonly letter: string;
  readonly name: BilingualText;
  readonly state: string;
  readonly text: BilingualText;
  readonly who: HallParty;
  readonly since: string;
  readonly over: boolean;
  /** What its department says of it: an amount, a day, a reason. */
  readonly shown: { readonly [key: string]: Json };
}

/** Something that happened in a joint case. */
export interface HallEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly branch: HallBranchName | null;
  readonly text: BilingualText;
}

/** A joint case of the one hall as its people see it. */
export interface HallView {
  readonly hallNo: string;
  readonly loanId: string;
  readonly contractNo: string;
  readonly state: HallState;
  readonly stateText: BilingualText;
  readonly since: string;
  /** Last day of the commitment: what is not registered by then is taken back. */
  readonly until: string;
  /** Why it ends; null while it goes on. */
  readonly ending: string | null;
  readonly branches: readonly HallBranchView[];
  readonly timeline: readonly HallEntry[];
}
