import { type Fen, sumFen } from '../../../../kernel/money';

/** `waits`: one of the two is missing. `agrees`: this money is what was told of. */
export type Agreement<Money> =
  { readonly says: 'waits' | 'differs' } | { readonly says: 'agrees'; readonly money: readonly Money[] };

/**
 * Money that came beside the amount that was told (TranAmt): to the fen, or it is negotiated. A centre that pays twice
 * has paid: the first payment that is the whole amount counts, and the rest is none of the letter's.
 * @param received in the order in which it came.
 */
export function agreementOf<Money extends { readonly amountFen: Fen }>(
  received: readonly Money[],
  told: Fen | null,
): Agreement<Money> {
  if (told === null || received.length === 0) return { says: 'waits' };
  if (sumFen(received.map(({ amountFen }) => amountFen)) === told) return { says: 'agrees', money: received };
  const whole = received.find(({ amountFen }) => amountFen === told);
  return whole === undefined ? { says: 'differs' } : { says: 'agrees', money: [whole] };
}
