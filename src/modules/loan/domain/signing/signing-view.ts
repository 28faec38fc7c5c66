import type { BilingualText } from '../../../../kernel/decision';
import type { HedgingDraw } from '../hedging/hedging-draw';
import type { OriginalsView } from './originals';
import type { PaperKind, SigningRole } from './paper-kind';
import type { SigningState } from './signing-state';

/** A branch where loans are signed. */
export interface SigningBranch {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** A half hour of a branch, and how many loans it still receives. */
export interface SigningSlot {
  readonly day: string;
  /** 'HH:MM' */
  readonly time: string;
  readonly capacity: number;
  readonly free: number;
}

/** A contract that is to be signed, or was. */
export interface SigningPaper {
  readonly kind: PaperKind;
  readonly name: BilingualText;
  readonly documentId: string;
  /** SHA-256 of its content: what signatures are over. */
  readonly hash: string;
  /** null for a co-borrower or guarantor who has not signed it yet: it is theirs to read from then on. */
  readonly pdf: string | null;
}

/** A visit to sign a loan. */
export interface SigningView {
  readonly id: string;
  readonly loanId: string;
  readonly branch: SigningBranch;
  readonly day: string;
  readonly time: string;
  readonly state: SigningState;
  readonly stateText: BilingualText;
  readonly hedging: boolean;
  /** How the accounts repay, as it was chosen; holders in the order in which they are drawn on. */
  readonly hedgingChoice: {
    readonly draw: HedgingDraw;
    readonly text: BilingualText;
    readonly holders: readonly string[];
  } | null;
  readonly papers: readonly SigningPaper[];
  readonly readOutAt: string | null;
  readonly signedAt: string | null;
  /** Where the originals of a signed loan are; null before. */
  readonly originals: OriginalsView | null;
  /** The last time that they were sent by post. */
  readonly posted: { readonly carrier: string; readonly trackingNo: string; readonly at: string } | null;
}

/** Somebody who has to be there. */
export interface DeskParty {
  readonly personId: string;
  readonly role: SigningRole;
  readonly name: string;
  readonly idNo: string;
  readonly identity: 'missing' | 'first-clerk' | 'proved';
  readonly provedBy: 'face' | 'document' | null;
  /** What the police said of the last picture. */
  readonly face: 'match' | 'no-match' | 'unclear' | 'not-captured' | null;
  readonly toSign: readonly PaperKind[];
  readonly signed: readonly PaperKind[];
}

/** What a clerk has before them: everything that is known, so that nothing of it is asked again. */
export interface SigningDesk {
  readonly signing: SigningView;
  readonly loanNo: string;
  readonly termsHash: string;
  /** The terms agree with the loan: where they do not, nothing can be signed. */
  readonly termsAgree: boolean;
  readonly terms: {
    readonly amount: string;
    readonly termMonths: number;
    readonly method: '01' | '02';
    readonly dueMode: 'same-day' | 'fixed-day';
    readonly dueDay: number | null;
    readonly purpose: string;
    readonly value: string;
    readonly bankPart: string;
    readonly homeOrder: 'first' | 'second';
    readonly penaltyFactor: string;
  };
  readonly home: { readonly address: string; readonly area: string; readonly contractNo: string | null };
  readonly payee: { readonly name: string; readonly accountNo: string };
  /** Where the originals were sent last; null where nobody said. */
  readonly originalsAddress: string | null;
  readonly parties: readonly DeskParty[];
  /** What is left to do, in order; what is not named here is known. */
  readonly toDo: readonly BilingualText[];
}
