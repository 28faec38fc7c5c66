import type { BilingualText } from '../../../../kernel/decision';

/** The visit to sign a loan (handbook 5.15). */
export const SIGNING_STATES = {
  booked: { zh: '已预约', en: 'booked' },
  'checked-in': { zh: '已到场，签约中', en: 'there, being signed' },
  signed: { zh: '已签约', en: 'signed' },
  'no-show': { zh: '未到场', en: 'nobody came' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type SigningState = keyof typeof SIGNING_STATES;

/** After so many visits to which nobody came the application is closed [assume]. */
export const MOST_NO_SHOWS = 2;

/** Length of a slot. */
export const SLOT_MINUTES = 30;

/** Whether a half hour is over: from its end on nobody can be booked for it, and whoever was has not come. */
export function isOver(
  slot: { readonly day: string; readonly minute: number },
  now: { readonly today: string; readonly minute: number },
): boolean {
  if (slot.day !== now.today) return slot.day < now.today;
  return slot.minute + SLOT_MINUTES <= now.minute;
}

/** 570 → '09:30'. */
export function timeOf(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** '09:30' → 570; null when it is no start of a slot. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):(00|30)$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
