/** Days as numbers since 1970, by JavaScript's own calendar: nothing of the kernel's is used. */
const MS = 86_400_000;

export const ordinal = (text: string): number => Date.parse(`${text}T00:00:00Z`) / MS;
export const written = (day: number): string => new Date(day * MS).toISOString().slice(0, 10);

/** The day of the month `dayOfMonth` in the month that lies `months` after that of `day`. */
export function inMonthAfter(day: number, months: number, dayOfMonth: number): number {
  const date = new Date(day * MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, dayOfMonth) / MS;
}

export const dayOfMonth = (day: number): number => new Date(day * MS).getUTCDate();
