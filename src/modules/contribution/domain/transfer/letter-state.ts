import type { BilingualText } from '../../../../kernel/decision';

/** 联系函办理状态 (AppPrStatus of the national platform). */
export const LETTER_STATES = {
  '01': { text: { zh: '联系函审核通过，已发出', en: 'letter checked and sent' }, final: false },
  '02': { text: { zh: '转出中心已收函', en: 'letter received by the other centre' }, final: false },
  '08': { text: { zh: '账户信息审核通过', en: 'account information checked' }, final: false },
  '06': { text: { zh: '协商中', en: 'being negotiated' }, final: false },
  '13': { text: { zh: '转出审核不通过', en: 'refused by the out-check' }, final: false },
  '00': { text: { zh: '正常办结', en: 'done' }, final: true },
  '20': { text: { zh: '协商后办结', en: 'done after negotiation' }, final: true },
  '05': { text: { zh: '转入中心撤销', en: 'cancelled by the centre that asked' }, final: true },
  '40': { text: { zh: '办理失败', en: 'failed' }, final: true },
} as const satisfies Record<string, { readonly text: BilingualText; readonly final: boolean }>;

export type LetterState = keyof typeof LETTER_STATES;
export type Direction = 'in' | 'out';

/** What happens to a letter, whoever it comes from. */
export type LetterEvent =
  /** The other centre takes the letter up (BDC901 TxFunc 1, result 0). */
  | 'accepted'
  /** The other centre refuses (result 1), or our own rules do. */
  | 'refused'
  /** Account information: told to us, or by us (BDC905 TxFunc 0). */
  | 'informed'
  /** Money and information differ (BDC905 TxFunc 1). */
  | 'disputed'
  /** Money and information agree (BDC905 TxFunc 2). */
  | 'completed'
  /** The centre that asked takes its letter back (BDC903). */
  | 'cancelled'
  /** Nothing came of it in time, or its payment came to nothing. */
  | 'failed';

type Steps = Readonly<Partial<Record<LetterEvent, LetterState>>>;

/** A member moves to us: we ask, are answered, and get the money. */
const IN: Readonly<Partial<Record<LetterState, Steps>>> = {
  '01': {
    accepted: '02',
    refused: '13',
    informed: '08',
    disputed: '06',
    cancelled: '05',
    failed: '40',
  },
  '02': { refused: '13', informed: '08', disputed: '06', failed: '40' },
  '08': { refused: '13', disputed: '06', completed: '00', failed: '40' },
  '06': { refused: '13', informed: '06', disputed: '06', completed: '20', failed: '40' },
  '13': { failed: '40' },
};

/** A member moves away: we are asked, decide, pay and tell. */
const OUT: Readonly<Partial<Record<LetterState, Steps>>> = {
  '02': { refused: '13', informed: '08', cancelled: '05', failed: '40' },
  '08': { disputed: '06', completed: '00', failed: '40' },
  '06': { disputed: '06', completed: '20', failed: '40' },
  '13': { failed: '40' },
};

/** The state a letter comes to; null where the event cannot befall it in its state. */
export function nextState(direction: Direction, state: LetterState, event: LetterEvent): LetterState | null {
  return (direction === 'in' ? IN : OUT)[state]?.[event] ?? null;
}

export function isEnded(state: LetterState): boolean {
  return LETTER_STATES[state].final;
}

/** What may still happen to a letter in this state. */
export function possibleEvents(direction: Direction, state: LetterState): readonly LetterEvent[] {
  return Object.keys((direction === 'in' ? IN : OUT)[state] ?? {}) as LetterEvent[];
}

export function letterStateText(state: LetterState): BilingualText {
  return LETTER_STATES[state].text;
}
