/** Where two JSON values differ first, in words: the pointer (RFC 6901) and both values, cut short. */
export function firstDifference(stored: unknown, wanted: unknown, pointer = ''): string {
  if (isObject(stored) && isObject(wanted)) {
    for (const name of new Set([...Object.keys(stored), ...Object.keys(wanted)])) {
      const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!(name in wanted)) return `${inner} is there and should not be`;
      if (!(name in stored)) return `${inner} is missing`;
      if (JSON.stringify(stored[name]) !== JSON.stringify(wanted[name]))
        return firstDifference(stored[name], wanted[name], inner);
    }
    return `the members of ${pointer || 'the document'} stand in another order`;
  }
  return `${pointer || 'the document'} is ${shown(stored)} and should be ${shown(wanted)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? 'nothing' : text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
