import { randomBytes } from 'node:crypto';
import { Cursors, Problem } from '../../../src/platform/http';

const cursors = new Cursors({ indexKey: randomBytes(32) });

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.errors[0]?.code ?? ''}`;
    throw error;
  }
  return 'accepted';
};

describe('paging', () => {
  it('brings back the position it was made from', () => {
    const cursor = cursors.encode('cases', ['2026-10-01', 7]);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(cursors.decode('cases', cursor)).toEqual(['2026-10-01', 7]);
  });

  it('refuses a cursor with any one character changed, cut, lengthened, or made for another list or by another key', () => {
    const cursor = cursors.encode('cases', ['2026-10-01', 7]);
    const changed = [...cursor].map((character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return cursor.slice(0, at) + other + cursor.slice(at + 1);
    });
    for (const wrong of [...changed, cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, '', 'x']) {
      expect(codeOf(() => cursors.decode('cases', wrong))).toBe('400 CURSOR_INVALID');
    }
    expect(codeOf(() => cursors.decode('accounts', cursor))).toBe('400 CURSOR_INVALID');
    const others = new Cursors({ indexKey: randomBytes(32) });
    expect(codeOf(() => others.decode('cases', cursor))).toBe('400 CURSOR_INVALID');
  });

  it('gives a next cursor exactly when one more row was read than asked for', () => {
    const position = (row: number) => [row];
    expect(cursors.page('rows', [1, 2], 2, position)).toEqual({ items: [1, 2], nextCursor: null });
    const page = cursors.page('rows', [1, 2, 3], 2, position);
    expect(page.items).toEqual([1, 2]);
    expect(cursors.decode('rows', page.nextCursor ?? '')).toEqual([2]);
    expect(cursors.page('rows', [], 2, position)).toEqual({ items: [], nextCursor: null });
  });
});
