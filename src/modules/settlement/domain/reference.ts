import type { Day } from '../../../kernel/calendar';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Our number of an instruction at the bank (RefSeqNo1): 30 characters, day (8), centre (6), then the last 80 bits of
 * the instruction's id in base 32. It is fixed with the instruction: every attempt carries the same one.
 */
export function referenceOf(day: Day, centreId: number, instructionId: string): string {
  const tail = BigInt(`0x${instructionId.replaceAll('-', '').slice(-20)}`);
  let tailText = '';
  for (let shift = 75n; shift >= 0n; shift -= 5n) tailText += ALPHABET.charAt(Number((tail >> shift) & 31n));
  return `${day.replaceAll('-', '')}${String(centreId).padStart(6, '0')}${tailText}`;
}
