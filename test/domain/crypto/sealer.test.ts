import { randomBytes } from 'node:crypto';
import { SealBroken, Sealer } from '../../../src/platform/crypto';

const sealingKey = randomBytes(32);
const indexKey = randomBytes(32);
const sealer = new Sealer({ sealingKey, indexKey });

describe('sealed personal data', () => {
  it.each(['', '11010519491231002X', '买买提·艾合买提', 'x'.repeat(10_000)])(
    'opens again as it was',
    (plain) => {
      expect(sealer.open(sealer.seal(plain))).toBe(plain);
    },
  );

  it('looks different each time and shows nothing of its content', () => {
    const [a, b] = [sealer.seal('11010519491231002X'), sealer.seal('11010519491231002X')];
    expect(a.equals(b)).toBe(false);
    expect(a.includes(Buffer.from('1949'))).toBe(false);
  });

  it('does not open after any one byte was changed, or when cut', () => {
    const sealed = sealer.seal('secret');
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => sealer.open(altered)).toThrow(SealBroken);
      expect(() => sealer.open(sealed.subarray(0, at))).toThrow(SealBroken);
    }
  });

  it('opens what a retired key sealed, seals with the new one, and not without the key', () => {
    const old = sealer.seal('secret');
    const rotated = new Sealer({
      sealingKey: randomBytes(32),
      indexKey,
      sealingKeyId: 2,
      retiredSealingKeys: new Map([[1, sealingKey]]),
    });
    expect(rotated.open(old)).toBe('secret');
    expect(rotated.seal('secret')[0]).toBe(2);
    expect(() => sealer.open(rotated.seal('secret'))).toThrow(SealBroken);
    expect(() => new Sealer({ sealingKey: randomBytes(32), indexKey }).open(old)).toThrow(SealBroken);
  });
});

describe('a blind index', () => {
  it('is the same for the same value of the same kind and no other', () => {
    const index = sealer.blindIndex('person.idNo', '11010519491231002X');
    expect(index).toHaveLength(32);
    expect(sealer.blindIndex('person.idNo', '11010519491231002X').equals(index)).toBe(true);
    expect(sealer.blindIndex('payoutCard.cardNo', '11010519491231002X').equals(index)).toBe(false);
    expect(sealer.blindIndex('person.id', 'No11010519491231002X').equals(index)).toBe(false);
    const other = new Sealer({ sealingKey, indexKey: randomBytes(32) });
    expect(other.blindIndex('person.idNo', '11010519491231002X').equals(index)).toBe(false);
  });
});

describe('keys', () => {
  it('are refused when short, shared between the two uses, or numbered impossibly', () => {
    expect(() => new Sealer({ sealingKey: randomBytes(16), indexKey })).toThrow('32 bytes');
    expect(() => new Sealer({ sealingKey, indexKey: randomBytes(16) })).toThrow('32 bytes');
    expect(() => new Sealer({ sealingKey, indexKey: sealingKey })).toThrow('differ');
    expect(() => new Sealer({ sealingKey, indexKey, sealingKeyId: 256 })).toThrow('1 to 255');
    const retiredSealingKeys = new Map([[1, randomBytes(32)]]);
    expect(() => new Sealer({ sealingKey, indexKey, retiredSealingKeys })).toThrow('retired');
  });
});
