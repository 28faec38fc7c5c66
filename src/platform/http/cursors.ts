import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SealerKeys } from '../crypto/sealer';
import { invalidAt } from './problems';

/** Values of the sort columns of the last row of a page, in the order of the sort. */
export type CursorPosition = readonly (string | number)[];

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * Opaque keyset cursors. A cursor is signed together with the name of its list (put the filter into the name), so
 * that one made by hand, or for another list, is refused instead of reading from the wrong place.
 */
export class Cursors {
  private readonly key: Buffer;

  constructor(keys: Pick<SealerKeys, 'indexKey'>) {
    this.key = createHmac('sha256', keys.indexKey).update('cursor signing').digest();
  }

  encode(list: string, position: CursorPosition): string {
    const text = Buffer.from(JSON.stringify(position), 'utf8');
    return Buffer.concat([this.sign(list, text), text]).toString('base64url');
  }

  /** @throws Problem 400 when the cursor was not made by `encode` for this list. */
  decode(list: string, cursor: string): CursorPosition {
    const bytes = Buffer.from(cursor, 'base64url');
    const text = bytes.subarray(16);
    const genuine =
      bytes.length > 16 &&
      bytes.toString('base64url') === cursor &&
      timingSafeEqual(bytes.subarray(0, 16), this.sign(list, text));
    if (!genuine) {
      throw invalidAt('/query/cursor', 'CURSOR_INVALID', {
        zh: 'cursor 无效，请从第一页（不带 cursor）重新开始。',
        en: 'The cursor is not valid; start again from the first page, without a cursor.',
      });
    }
    return JSON.parse(text.toString('utf8')) as CursorPosition;
  }

  /** Cuts a page out of `limit + 1` rows, which the caller read to know whether another page follows. */
  page<T>(list: string, rows: readonly T[], limit: number, positionOf: (row: T) => CursorPosition): Page<T> {
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { items, nextCursor: more ? this.encode(list, positionOf(last)) : null };
  }

  private sign(list: string, text: Buffer): Buffer {
    return createHmac('sha256', this.key).update(`${list}\0`).update(text).digest().subarray(0, 16);
  }
}
