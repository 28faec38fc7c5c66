import type { BilingualText } from '../../../kernel/decision';

export type CaseState =
  | 'accepted'
  | 'waiting'
  | 'counter'
  | 'overdue'
  | 'refused'
  | 'paying'
  | 'waiting-funds'
  | 'done'
  | 'pay-failed'
  | 'cancelled';

interface StateRow {
  readonly text: BilingualText;
  readonly next: readonly CaseState[];
}

const decided: readonly CaseState[] = [
  'waiting',
  'counter',
  'overdue',
  'refused',
  'paying',
  'waiting-funds',
  'done',
];

/** Until it is decided the applicant may take an application back, and it ends when it turns out that it cannot be done. */
const undecided: readonly CaseState[] = [...decided, 'cancelled'];

/** The whole life of a case; a state without successors ends it. */
export const caseStates: Readonly<Record<CaseState, StateRow>> = {
  accepted: { text: { zh: '已受理', en: 'accepted' }, next: undecided },
  waiting: { text: { zh: '等待部门回复', en: 'waiting for a registry' }, next: undecided },
  counter: { text: { zh: '需到柜台办理', en: 'needs a visit' }, next: undecided },
  overdue: {
    text: { zh: '部门多日未答复或已到时限，由人工跟办', en: 'waited long enough, followed up by a person' },
    next: undecided,
  },
  refused: { text: { zh: '不予办理', en: 'refused' }, next: [] },
  paying: { text: { zh: '付款中', en: 'being paid' }, next: ['done', 'pay-failed'] },
  'waiting-funds': { text: { zh: '等待资金到账', en: 'waiting for funds' }, next: ['done', 'cancelled'] },
  done: { text: { zh: '已办结', en: 'done' }, next: [] },
  'pay-failed': { text: { zh: '付款失败，款项已退回账户', en: 'payment failed, money is back' }, next: [] },
  cancelled: { text: { zh: '已撤销', en: 'cancelled' }, next: [] },
};

/** States in which a case is still to be decided: asked about again until it is. */
export const undecidedStates = [
  'accepted',
  'waiting',
  'counter',
  'overdue',
] as const satisfies readonly CaseState[];

export function isUndecided(state: CaseState): state is (typeof undecidedStates)[number] {
  return (undecidedStates as readonly CaseState[]).includes(state);
}

export function isFinished(state: CaseState): boolean {
  return caseStates[state].next.length === 0;
}

/** Throws when a case may not go from one state to the other: a fault of ours, never the applicant's. */
export function assertStep(from: CaseState, to: CaseState): void {
  if (!caseStates[from].next.includes(to)) throw new Error(`a case cannot go from ${from} to ${to}`);
}

/** Whether the queue of the desk shows a case in this state. */
export function standsInQueue(state: CaseState): boolean {
  return state === 'counter' || state === 'overdue';
}
