/** A name as it is called out in a hall: the first and, of three characters or more, the last one; the rest hidden. */
export function maskName(name: string): string {
  const letters = Array.from(name);
  const [first = '', ...rest] = letters;
  if (rest.length === 0) return '*';
  const last = rest.length > 1 ? (rest.at(-1) ?? '') : '';
  return `${first}${'*'.repeat(rest.length - (last === '' ? 0 : 1))}${last}`;
}

/** An id number that a clerk compares with the card in hand: the first six and the last four characters. */
export function maskIdNo(idNo: string): string {
  return `${idNo.slice(0, 6)}${'*'.repeat(Math.max(0, idNo.length - 10))}${idNo.slice(-4)}`;
}
