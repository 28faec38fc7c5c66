const FORM = /TH(\d{16})/g;

/**
 * Numbers of recoveries in what a payer wrote, each once: full-width forms, lower case, blanks and hyphens are forgiven.
 */
export function recoveryNosIn(...texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const plain = text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\-–—_]/gu, '');
    return [...plain.matchAll(FORM)].map(([number]) => number);
  });
  return [...new Set(found)];
}
