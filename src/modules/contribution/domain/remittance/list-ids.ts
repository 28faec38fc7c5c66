const FORM = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Ids of lists in what a payer wrote, each once: full width, upper case and blanks are forgiven. */
export function listIdsIn(...texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => [
    ...text.normalize('NFKC').toLowerCase().replace(/\s/gu, '').matchAll(FORM),
  ]);
  return [...new Set(found.map(([id]) => id))];
}
