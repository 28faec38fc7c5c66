const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/** A text as it was typed: `_x000D_` is how ECMA-376 (22.4.2.4, ST_Xstring) writes what XML cannot. */
export function cellText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
