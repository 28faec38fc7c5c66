import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';

/**
 * How a value is written and checked. `money`: yuan string; `rate`: decimal fraction ('0.05'); `integer`: whole
 * number; `month-day`: 'MM-DD'; `flag`: true or false; `text`: a code; `list`: strings; `rate-row`: [from day, rates…].
 */
export type ParameterKind =
  'money' | 'rate' | 'integer' | 'text' | 'flag' | 'month-day' | 'list' | 'rate-row';

/** How well a value is founded. `law?`: attributed to a statute whose text was not read. */
export type ParameterMark = 'law' | 'law?' | 'documented' | 'assumed';

export interface ParameterBasis {
  readonly mark: ParameterMark;
  readonly source: BilingualText;
}

/** One value with its foundation. `value` null: the rule it serves is off, or sets no limit. */
export class ParameterValue {
  constructor(
    readonly kind: ParameterKind,
    readonly value: Json,
    readonly basis: ParameterBasis,
  ) {}
}

/** From the best founded to the worst: a group is as good as its weakest value. */
const STRENGTH: readonly ParameterMark[] = ['law', 'documented', 'law?', 'assumed'];

export function weakestBasis(values: readonly ParameterValue[]): ParameterBasis {
  const [first, ...others] = values;
  if (first === undefined) throw new RangeError('a group of parameters without values has no mark');
  const weaker = (a: ParameterBasis, b: ParameterBasis): ParameterBasis =>
    STRENGTH.indexOf(b.mark) > STRENGTH.indexOf(a.mark) ? b : a;
  return others.reduce((basis, value) => weaker(basis, value.basis), first.basis);
}

/** The mark as a person reads it. */
export const PARAMETER_MARK_TEXT: Readonly<Record<ParameterMark, BilingualText>> = {
  law: { zh: '法规规定', en: 'set by law' },
  'law?': { zh: '据报道为法规规定（未核对原文）', en: 'reported as law (text not verified)' },
  documented: { zh: '太原市公开政策（二手资料）', en: 'documented for Taiyuan (secondary source)' },
  assumed: { zh: '系统默认值（未查得当地规定）', en: 'assumed (no local rule found)' },
};
