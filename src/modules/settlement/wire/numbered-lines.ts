/** Orders in one message: a field each, and the fields of a message are bounded. */
export const MOST_PARTS = 80;

/** Lines of places parted by bars, under numbered names: what a batch holds, in the dialect of either bank. */
export function writeLines(name: string, lines: readonly (readonly string[])[]): Record<string, string> {
  if (lines.length > MOST_PARTS) throw new Error(`a batch holds at most ${MOST_PARTS} orders`);
  // A bar within a place is sent as its full-width twin, as in the notice line.
  const written = lines.map((places) => places.map((place) => place.replaceAll('|', '｜')).join('|'));
  return Object.fromEntries(written.map((line, index) => [`${name}${index + 1}`, line]));
}

/** Reads so many lines of so many places each; null when one is not there or has other places. */
export function readLines(
  name: string,
  fields: Readonly<Record<string, string>>,
  shape: { readonly count: string; readonly places: number },
): string[][] | null {
  const count = /^\d{1,2}$/.test(shape.count) ? Number(shape.count) : MOST_PARTS + 1;
  if (count > MOST_PARTS) return null;
  const lines: string[][] = [];
  for (let place = 1; place <= count; place += 1) {
    const places = (fields[`${name}${place}`] ?? '').split('|');
    if (places.length !== shape.places) return null;
    lines.push(places);
  }
  return lines;
}
