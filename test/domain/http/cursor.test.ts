import { cursorAfter, type CursorForm, keyOfCursor, Problem } from '../../../src/platform/http';

const form: CursorForm = { list: 'things', key: [/^\d{4}-\d{2}-\d{2}$/, /^[a-z]+$/] };
const key = ['2026-10-15', 'abc'];

describe('a cursor', () => {
  it('gives back the key it was made of, and is opaque in an address', () => {
    const cursor = cursorAfter(form, { item: 'TQ12' }, key);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(keyOfCursor(form, { item: 'TQ12' }, cursor)).toEqual(key);
    expect(keyOfCursor(form, {}, undefined)).toBeNull();
  });

  const own = cursorAfter(form, {}, key);
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const [mark] = JSON.parse(Buffer.from(own, 'base64url').toString()) as string[];
  it.each([
    ['of another list', cursorAfter({ ...form, list: 'others' }, {}, key)],
    ['of other filters', cursorAfter(form, { item: 'TQ12' }, key)],
    ['with a key of another form', encoded([mark, `2026-10-15'; DROP TABLE x`, 'abc'])],
    ['with a part too few', encoded([mark, '2026-10-15'])],
    ['with a part too many', encoded([mark, ...key, 'more'])],
    ['with parts that are no text', encoded([mark, 20261015, 'abc'])],
    ['that is no list', encoded({ mark })],
    ['that is no JSON', Buffer.from('{').toString('base64url')],
    ['of other letters', '%%%'],
    ['of no letters', ''],
    ['longer than any', 'a'.repeat(2_000)],
  ])('%s is refused with 400', (_what, cursor) => {
    expect(() => keyOfCursor(form, {}, cursor)).toThrow(Problem);
    expect(() => keyOfCursor(form, {}, cursor)).toThrow('400 INVALID_REQUEST');
  });
});
