/** Whether `Accept` (RFC 9110 §12.5.1) names text/csv, and no kind of JSON that it likes better. */
export function prefersCsv(accept: string | undefined): boolean {
  const weights = (accept ?? '').split(',').map((range) => {
    const [type = '', ...parameters] = range.trim().toLowerCase().split(';');
    const given = parameters
      .map((parameter) => parameter.trim())
      .find((parameter) => parameter.startsWith('q='));
    return { type: type.trim(), q: given === undefined ? 1 : Number(given.slice(2)) };
  });
  const best = (wanted: (type: string) => boolean): number =>
    Math.max(0, ...weights.filter(({ type, q }) => wanted(type) && q <= 1).map(({ q }) => q));
  const csv = best((type) => type === 'text/csv');
  return csv > 0 && csv >= best((type) => /^application\/(.+\+)?json$/.test(type));
}
