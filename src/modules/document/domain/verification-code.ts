/** The 31 characters of GB 32100: no I, O, S, V, Z, which are misread or misheard. Their number is prime. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const BASE = ALPHABET.length;
const RANDOM = 15;
const LENGTH = RANDOM + 1;
/** What people write for a character that is not in the alphabet. */
const MISREAD: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', V: 'U', Z: '2' };

/** Bytes of chance a code takes: more than are used, so that every character is as likely as any other. */
export const CODE_BYTES = 64;

/**
 * A code by which anybody verifies a document: 15 characters of chance (74 bits) and a check character, weighted with
 * powers of 3 modulo 31 as in GB 32100, which finds every single wrong character and every two exchanged.
 * @param chance CODE_BYTES random bytes. @throws Error when they do not suffice: one in 10^18 does not.
 */
export function verificationCode(chance: Uint8Array): string {
  // 248 is the largest multiple of 31 a byte holds.
  const letters = [...chance].filter((byte) => byte < 248).map((byte) => ALPHABET[byte % BASE] ?? '');
  if (letters.length < RANDOM) throw new Error('too little chance for a code');
  const body = letters.slice(0, RANDOM).join('');
  return body + checkCharacter(body);
}

/**
 * A code as somebody typed or read it out: blanks, hyphens, letter case and full width do not count, and characters
 * that the alphabet lacks are taken for those they are misread for. Null when it is no code or was mistyped.
 */
export function readVerificationCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/gu, '');
  const code = plain.replace(/[IOSVZ]/g, (letter) => MISREAD[letter] ?? letter);
  if (code.length !== LENGTH || [...code].some((letter) => !ALPHABET.includes(letter))) return null;
  return code.endsWith(checkCharacter(code.slice(0, RANDOM))) ? code : null;
}

/** As it is printed and read out: four groups of four. */
export function groupedCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}

function checkCharacter(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const letter of body) {
    sum += ALPHABET.indexOf(letter) * weight;
    weight = (weight * 3) % BASE;
  }
  return ALPHABET[(BASE - (sum % BASE)) % BASE] ?? '';
}
