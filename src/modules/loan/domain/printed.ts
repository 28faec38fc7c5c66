/** '1234567.80' → '1,234,567.80': for tables, whose headings name the unit. */
export function grouped(amount: string): string {
  const [whole = '', decimals = ''] = amount.split('.');
  return `${whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')}.${decimals}`;
}

/** '2026-10-15' → '2026年10月15日'. */
export function printedDay(day: string): string {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(dayOfMonth)}日`;
}
