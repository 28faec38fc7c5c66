/** Characters that keyboards and registries write for the dot between the parts of a name, after NFKC. */
const DOTS = /[\u00b7\u0387\u2022\u2027\u2219\u22c5\u25cf\u30fb\u16eb\u2e31\u2e33.\u3002]/gu;
/** Zero-width characters and variation selectors: they change the look at most. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Whether two spellings are one name: compatibility forms (full width), the many middle dots, invisible characters,
 * letter case and blanks do not count. A dot that is there in one and missing in the other does.
 */
export function sameName(a: string, b: string): boolean {
  return a === b || foldedName(a) === foldedName(b);
}

/** The spelling in which names are compared. */
export function foldedName(name: string): string {
  const plain = name.normalize('NFKC').replace(INVISIBLE, '').replace(DOTS, '·').toUpperCase().trim();
  const dotted = plain.replace(/\s*·\s*/gu, '·');
  // Between Chinese characters a blank is layout; between words of letters it is part of the name.
  return /\p{Script=Han}/u.test(dotted) ? dotted.replace(/\s+/gu, '') : dotted.replace(/\s+/gu, ' ');
}
