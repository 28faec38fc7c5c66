import type { ProblemError } from './problem';
import { pointerOf } from './pointer';

/** Deeper bodies than this have no meaning here and cost recursion later (canonical form, validation). */
export const MAX_DEPTH = 32;

const POISON = new Set(['__proto__', 'constructor', 'prototype']);
/** NUL, which PostgreSQL stores in no text, and halves of surrogate pairs, which are no characters. */
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/**
 * The first thing in a parsed body or query that must not reach a DTO: a key that could reach a prototype, a text
 * that no database stores, or too deep a nesting; and how many members the objects looked at have, all of them when
 * there is no fault. Iterative, so that depth cannot exhaust the stack.
 */
export function unsafeJson(root: unknown): { fault: ProblemError | null; members: number } {
  let members = 0;
  const found = (fault: ProblemError | null) => ({ fault, members });
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && UNSTORABLE.test(value)) return found(unstorable(path));
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= MAX_DEPTH) return found(tooDeep(path));
    const isList = Array.isArray(value);
    for (const [key, member] of Object.entries(value)) {
      if (!isList) members += 1;
      if (POISON.has(key)) return found(forbiddenKey(path));
      if (UNSTORABLE.test(key)) return found(unstorable(path));
      if (typeof member === 'string' || (typeof member === 'object' && member !== null)) {
        waiting.push({ value: member, path: [...path, key] });
      }
    }
  }
  return found(null);
}

function forbiddenKey(path: readonly string[]): ProblemError {
  return {
    pointer: pointerOf(path),
    code: 'FORBIDDEN_KEY',
    message: {
      zh: '请删除名为 __proto__、constructor 或 prototype 的字段。',
      en: 'Remove the field named __proto__, constructor or prototype.',
    },
  };
}

function unstorable(path: readonly string[]): ProblemError {
  return {
    pointer: pointerOf(path),
    code: 'CHARACTER_NOT_ALLOWED',
    message: {
      zh: '请删除空字符（U+0000）和不成对的代理字符。',
      en: 'Remove the NUL character (U+0000) and halves of surrogate pairs.',
    },
  };
}

function tooDeep(path: readonly string[]): ProblemError {
  return {
    pointer: pointerOf(path.slice(0, 1)),
    code: 'TOO_DEEP',
    message: {
      zh: `请将嵌套减少到 ${MAX_DEPTH} 层以内。`,
      en: `Nest no deeper than ${MAX_DEPTH} levels.`,
    },
  };
}
