import { type Fen, fen } from '../../../../kernel/money';

/** `waits`: one of the two is missing. */
export type Agreement = 'waits' | 'agrees' | 'differs';

/** Money that came beside the amount that was told (TranAmt): to the fen, or it is negotiated. */
export function agreementOf(received: Fen, told: Fen | null): Agreement {
  if (told === null || received === fen(0n)) return 'waits';
  return received === told ? 'agrees' : 'differs';
}
