import { randomBytes } from 'node:crypto';
import {
  CODE_BYTES,
  groupedCode,
  readVerificationCode,
  verificationCode,
} from '../../../src/modules/document/domain/verification-code';

const CODE = verificationCode(Buffer.alloc(CODE_BYTES, 7));
const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('a verification code', () => {
  it('is sixteen characters that nobody misreads, and no two are alike', () => {
    const codes = Array.from({ length: 2_000 }, () => verificationCode(randomBytes(CODE_BYTES)));
    expect(new Set(codes).size).toBe(2_000);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJ-NP-RTUWXY]{16}$/);
  });

  it('uses every character about as often as any other', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 4_000; index += 1) {
      for (const letter of verificationCode(randomBytes(CODE_BYTES)).slice(0, 15)) {
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
      }
    }
    // 60,000 letters over 31 characters: 1935 each; nine standard deviations are under 400.
    expect([...counts.keys()].sort().join('')).toBe(LETTERS);
    for (const count of counts.values()) expect(Math.abs(count - 1_935)).toBeLessThan(400);
  });

  it('leaves out bytes that would make some characters likelier', () => {
    const chance = Buffer.concat([Buffer.alloc(40, 255), Buffer.alloc(24, 248 - 31)]);
    expect(verificationCode(chance).slice(0, 15)).toBe('0'.repeat(15));
    expect(() => verificationCode(Buffer.alloc(CODE_BYTES, 248))).toThrow(/too little chance/);
  });

  it('is read back however it was typed or read out', () => {
    expect(readVerificationCode(groupedCode(CODE))).toBe(CODE);
    expect(readVerificationCode(` ${groupedCode(CODE).toLowerCase().replaceAll('-', ' – ')} `)).toBe(CODE);
    const wide = CODE.replace(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
    expect(readVerificationCode(wide)).toBe(CODE);
    const zeros = verificationCode(Buffer.alloc(CODE_BYTES, 0));
    expect(readVerificationCode(zeros.replaceAll('0', 'O'))).toBe(zeros);
  });

  it('tells every single wrong character and every two exchanged', () => {
    const code = verificationCode(randomBytes(CODE_BYTES));
    for (let at = 0; at < code.length; at += 1) {
      for (const letter of LETTERS.replace(code[at] ?? '', '')) {
        expect(readVerificationCode(code.slice(0, at) + letter + code.slice(at + 1))).toBeNull();
      }
      const [one = '', other = ''] = [code[at], code[at + 1]];
      if (one === other || other === '') continue;
      expect(readVerificationCode(code.slice(0, at) + other + one + code.slice(at + 2))).toBeNull();
    }
  });

  it('is nothing else', () => {
    for (const text of ['', CODE.slice(1), `${CODE}0`, `${CODE.slice(0, 15)}*`, '公积金公积金公积金公积金']) {
      expect(readVerificationCode(text)).toBeNull();
    }
  });
});
