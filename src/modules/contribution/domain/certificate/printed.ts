import type { Json } from '../../../../kernel/fact';

/** '1234567.80' → '1,234,567.80 元'. */
export function printedYuan(amount: string): string {
  return `${grouped(amount)} 元`;
}

/** '-1234567.80' → '-1,234,567.80': for tables, whose headings name the unit. */
export function grouped(amount: string): string {
  const [whole = '', decimals = ''] = amount.split('.');
  return `${whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')}.${decimals}`;
}

/** '2026-10-15' → '2026年10月15日', '2026-10' → '2026年10月'; what is not there as a dash. */
export function printedDay(day: string | null): string {
  if (day === null) return '—';
  const [year = '', month = '', dayOfMonth] = day.split('-');
  const date = `${year}年${Number(month)}月`;
  return dayOfMonth === undefined ? date : `${date}${Number(dayOfMonth)}日`;
}

/** '0.12' → '12%', '0.055' → '5.5%': exact, by moving the point; what is not known as a dash. */
export function printedRatio(ratio: string | null): string {
  if (ratio === null) return '—';
  const [, decimals = ''] = ratio.split('.');
  const digits = decimals.padEnd(4, '0');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${Number(digits.slice(0, 2))}${rest === '' ? '' : `.${rest}`}%`;
}

/** What a body was given under a name; a kind prints what its own item stored. */
export interface BodyReader {
  readonly text: (name: string) => string;
  readonly textOrNull: (name: string) => string | null;
  readonly number: (name: string) => number;
}

/** The reader throws when a value is not there or is of another type. */
export function bodyReader(body: { readonly [key: string]: Json }): BodyReader {
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value !== 'string') throw new TypeError(`the document has no text ${name}`);
    return value;
  };
  const number = (name: string): number => {
    const value = body[name];
    if (typeof value !== 'number') throw new TypeError(`the document has no number ${name}`);
    return value;
  };
  return { text, number, textOrNull: (name) => (body[name] === null ? null : text(name)) };
}
