import type { InstructionState } from '../../../src/modules/settlement';
import type { BankMoodTarget } from '../../../src/simulators/moods';

/** One of the centre's banks, as the tests see it: what is said of one must be true of each. */
export interface BankOfCentre {
  readonly code: string;
  readonly moods: BankMoodTarget;
  /** Its leaf of 101. */
  readonly leaf: string;
  /** What its answer to a sound order makes of the instruction; the second bank tells the result afterwards. */
  readonly firstAnswer: InstructionState;
}

export const BOC: BankOfCentre = { code: '104', moods: 'bank', leaf: '10101', firstAnswer: 'paid' };
export const BOCOM: BankOfCentre = {
  code: '301',
  moods: 'bank-301',
  leaf: '10102',
  firstAnswer: 'accepted',
};
export const BANKS: readonly BankOfCentre[] = [BOC, BOCOM];
