import { isDay } from '../../../kernel/calendar';
import type { Json } from '../../../kernel/fact';
import { parseYuan } from '../../../kernel/money';
import { parseRate } from '../../../kernel/rate';
import type { ParameterKind, ParameterValue } from './parameter-value';

/** null when the value has the form of its kind, else what is wrong with it. */
export function checkValue({ kind, value }: ParameterValue): string | null {
  if (value === null) return NULLABLE.has(kind) ? null : `a ${kind} is never null`;
  return FORM[kind](value) ? null : `not a ${kind}`;
}

/** Kinds whose null means that a limit is off. */
const NULLABLE: ReadonlySet<ParameterKind> = new Set(['money', 'rate', 'integer']);

const LEAP_YEAR = '2028';

const FORM: Readonly<Record<ParameterKind, (value: Json) => boolean>> = {
  money: (value) => parses(() => parseYuan(value as string)),
  rate: (value) => parses(() => parseRate(value as string)),
  integer: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  text: (value) => typeof value === 'string' && value.trim() !== '',
  flag: (value) => typeof value === 'boolean',
  'month-day': (value) => typeof value === 'string' && isDay(`${LEAP_YEAR}-${value}`),
  list: (value) => Array.isArray(value) && value.every((member) => typeof member === 'string'),
  'rate-row': (value) => {
    if (!isList(value)) return false;
    const [from, ...rates] = value;
    return isDay(from) && rates.length > 0 && rates.every((rate) => parses(() => parseRate(rate as string)));
  },
};

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The kernel's readers accept a string or throw their format error, whatever they are given. */
function parses(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
