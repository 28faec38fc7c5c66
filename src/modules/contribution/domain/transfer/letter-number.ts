import type { Day } from '../../../../kernel/calendar';

/** 联系函编号: first six digits of the centre's code, YYMMDD, four digits of the day's sequence. */
export function letterNumber(centreCode: string, day: Day, sequence: number): string {
  if (sequence < 1 || sequence > 9999) throw new RangeError('a day has 9999 letters at most');
  return `${centreCode.slice(0, 6)}${day.slice(2).replaceAll('-', '')}${String(sequence).padStart(4, '0')}`;
}

/** Whether a letter may bear this number: it begins with the code of the centre that wrote it. */
export function isNumberOf(letterNo: string, centreCode: string): boolean {
  return /^\d{16}$/.test(letterNo) && letterNo.startsWith(centreCode.slice(0, 6));
}

/** Every number in what a payer wrote that could be a letter's, each once. */
export function letterNosIn(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/(?<!\d)\d{16}(?!\d)/g) ?? []))];
}
