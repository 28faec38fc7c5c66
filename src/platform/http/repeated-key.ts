import { pointerOf } from './pointer';

/**
 * Members in a JSON text that `JSON.parse` has read: colons outside its strings. More than the parsed value has mean that
 * a name was given twice, of which the parser keeps the last. One pass that steps over strings.
 */
export function membersIn(json: string): number {
  let members = 0;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) at = endOfString(json, at);
    else if (char === COLON) members += 1;
  }
  return members;
}

/** Pointer of the first name that an object of the text gives twice; null where none does. */
export function repeatedKey(json: string): string | null {
  const open: { names: Set<string> | null; path: string }[] = [];
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at];
    const inner = open.at(-1);
    if (char === '{') open.push({ names: new Set(), path: '' });
    else if (char === '[') open.push({ names: null, path: '0' });
    else if (char === '}' || char === ']') open.pop();
    else if (char === ',' && inner && !inner.names) inner.path = String(Number(inner.path) + 1);
    else if (char === '"') {
      const end = endOfString(json, at);
      if (inner?.names && followedByColon(json, end + 1)) {
        inner.path = JSON.parse(json.slice(at, end + 1)) as string;
        if (inner.names.has(inner.path)) return pointerOf(open.map(({ path }) => path));
        inner.names.add(inner.path);
      }
      at = end;
    }
  }
  return null;
}

const QUOTE = 34;
const COLON = 58;
const BACKSLASH = 92;

/** Place of the quote that closes the string opened at `at`. */
function endOfString(json: string, at: number): number {
  for (let end = json.indexOf('"', at + 1); ; end = json.indexOf('"', end + 1)) {
    if (end < 0) return json.length;
    let slashes = 0;
    while (json.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
}

function followedByColon(json: string, at: number): boolean {
  let next = at;
  while (/\s/.test(json[next] ?? '')) next += 1;
  return json[next] === ':';
}
