import type { BankMoodTarget, Moods } from '../moods';

/** What happens to a payment message; others of the bank's messages are not concerned. */
const PAYMENT_MOODS = [
  'timeout-after-paying', // pays, never answers
  'duplicate-callback', // pays and answers, pushes each notice three times
  'late-callback', // pays, answers "in process", pushes the notices after delayMs (3 s unless told)
  'reject-card-closed', // definite: the payee's card is closed
  'reject-name-mismatch', // definite: 户名不符
  'insufficient-funds', // does not pay and keeps no record of the order: it may be sent again
  'error500-before-paying',
  'error500-after-paying',
  'wrong-signature-after-paying', // pays, the answer does not verify
] as const;

/** What can happen to any message. */
const GENERAL_MOODS = ['delay', 'silence', 'garbage'] as const; // garbage: does as told, the answer is unreadable

export type BankMood = (typeof PAYMENT_MOODS)[number] | (typeof GENERAL_MOODS)[number] | 'normal';

/** Tells the control interface which moods a bank has. `reject` is short for the closed card. */
export function declareBankMoods(moods: Moods, bank: BankMoodTarget): void {
  moods.declare(bank, [...PAYMENT_MOODS, 'reject', ...GENERAL_MOODS]);
}

/**
 * The mood for one message. A mood of orders is neither used up nor felt by the other messages; one that is set for
 * some calls is not by a question about a balance, which comes by itself.
 */
export function takeBankMood(
  moods: Moods,
  bank: BankMoodTarget,
  asked: 'order' | 'balance' | 'other',
): { mood: BankMood; delayMs: number } {
  const { mood: present, calls } = moods.all()[bank];
  const general = (GENERAL_MOODS as readonly string[]).includes(present);
  if ((asked !== 'order' && !general) || (asked === 'balance' && calls !== undefined))
    return { mood: 'normal', delayMs: 0 };
  const { mood, delayMs } = moods.take(bank);
  return { mood: mood === 'reject' ? 'reject-card-closed' : (mood as BankMood), delayMs };
}
