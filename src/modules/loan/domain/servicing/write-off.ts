import type { BilingualText } from '../../../../kernel/decision';

/** By what nothing more is to be had of a loan. */
export const WRITE_OFF_GROUNDS = {
  'enforcement-ended': {
    zh: '法院裁定终结执行',
    en: 'the court has ended the enforcement',
  },
  'estate-exhausted': {
    zh: '借款人死亡，遗产已清偿完毕',
    en: 'the borrower died, and the estate is exhausted',
  },
  bankrupt: {
    zh: '借款人破产，财产已分配完毕',
    en: 'the borrower is bankrupt, and everything is distributed',
  },
} as const satisfies Record<string, BilingualText>;

export type WriteOffGround = keyof typeof WRITE_OFF_GROUNDS;

export type WriteOffFault =
  /** There is no such loan, or it is not overdue. */
  | 'LOAN_NOT_OVERDUE'
  /** Its class is not that of a loss (05). */
  | 'LOAN_NOT_A_LOSS'
  /** A write-off of it is proposed, or done. */
  | 'WRITE_OFF_PROPOSED'
  /** Nothing is proposed that could be decided on. */
  | 'WRITE_OFF_NOT_PROPOSED'
  /** Whoever proposed it does not decide on it. */
  | 'SECOND_PERSON_WANTED'
  /** The reserve does not hold as much. */
  | 'RESERVE_TOO_LOW';

/** A loan cannot be written off as was asked; nothing was stored. */
export class WriteOffRefused extends Error {
  override readonly name = 'WriteOffRefused';
  constructor(readonly code: WriteOffFault) {
    super(`a write-off is refused: ${code}`);
  }
}
