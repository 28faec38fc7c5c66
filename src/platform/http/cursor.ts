import { canonicalJson, sha256Hex } from '../../kernel/canonical-json';
import { invalidAt } from './problems';

/** A list that is read page by page, and the form of the key after which a page starts. */
export interface CursorForm {
  /** Name of the list; with its filters it says which list a cursor belongs to. */
  readonly list: string;
  /** One pattern a part of the key. */
  readonly key: readonly RegExp[];
}

const longest = 1_000;

/**
 * An opaque cursor: the sort key of the last row shown, so that rows which come or go in between shift no page.
 * It belongs to one list with its filters and says nothing that the page did not.
 */
export function cursorAfter(
  form: CursorForm,
  filters: Readonly<Record<string, string>>,
  key: readonly string[],
): string {
  return Buffer.from(canonicalJson([marking(form, filters), ...key]), 'utf8').toString('base64url');
}

/**
 * The key a cursor holds; null when none is given.
 * @throws Problem 400 when it is not one of this list with these filters: nothing of a caller reaches SQL unchecked.
 */
export function keyOfCursor(
  form: CursorForm,
  filters: Readonly<Record<string, string>>,
  cursor: string | undefined,
): readonly string[] | null {
  if (cursor === undefined) return null;
  const [mark, ...key] = parsed(cursor);
  const fits = mark === marking(form, filters) && key.length === form.key.length;
  if (!fits || !form.key.every((pattern, index) => pattern.test(key[index] ?? ''))) {
    throw invalidAt('/query/cursor', 'CURSOR_INVALID', {
      zh: 'cursor 不属于当前列表和筛选条件，请去掉 cursor 从第一页重新查询。',
      en: 'The cursor does not belong to this list with these filters; leave it out to start from the first page.',
    });
  }
  return key;
}

function marking({ list }: CursorForm, filters: Readonly<Record<string, string>>): string {
  return sha256Hex(canonicalJson([list, { ...filters }])).slice(0, 16);
}

function parsed(cursor: string): readonly string[] {
  if (cursor.length > longest || !/^[A-Za-z0-9_-]+$/.test(cursor)) return [];
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    // Not JSON: the caller answers as for any other cursor that is not ours.
    return [];
  }
}
