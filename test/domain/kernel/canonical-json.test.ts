import fc from 'fast-check';
import { canonicalJson, CanonicalJsonError, sha256Hex } from '../../../src/kernel/canonical-json';
import type { Json } from '../../../src/kernel/fact';

describe('canonical JSON', () => {
  test('keys stand in the order of their UTF-16 units, at every depth', () => {
    expect(
      canonicalJson({
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '😀': 5,
        '\u0080': 6,
        ö: { b: [], a: null },
      }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":{"a":null,"b":[]},"€":1,"😀":5,"\ufb33":3}');
  });

  test('numbers and strings are written as ECMAScript writes them', () => {
    expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0, true, '\u000f\n"\\/<'])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,true,"\\u000f\\n\\"\\\\/<"]',
    );
  });

  test('a key named __proto__ is a key', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}') as Json)).toBe(
      '{"__proto__":{"a":2},"b":1}',
    );
  });

  test('equal values in another order of keys give equal text, which reads back the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const json = value as Json;
        const text = canonicalJson(json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
        expect(canonicalJson(reversed(json))).toBe(text);
      }),
    );
  });

  test.each([
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    ['an absent value', { a: undefined }],
    ['a hole in a list', new Array(1)],
    ['NaN', NaN],
    ['an infinity', { a: -Infinity }],
    ['a bigint', { amount: 12n }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['half of a surrogate pair', '\ud800'],
    ['half of a surrogate pair in a key', { '\udc00': 1 }],
  ])('%s is refused', (_what, value) => {
    expect(() => canonicalJson(value as Json)).toThrow(CanonicalJsonError);
  });
});

test('a hash is the SHA-256 of the UTF-8 bytes', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Hex('公积金')).toHaveLength(64);
  expect(sha256Hex('公积金')).not.toBe(sha256Hex('公積金'));
});

function reversed(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
