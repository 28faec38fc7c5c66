import type { BilingualText } from '../../../kernel/decision';
import type { ParameterValue } from './parameter-value';

const PERCENT_SHIFT = 2;

/** Values as a person reads them: money as yuan, a rate in percent, null as none, several joined. */
export function printParameter(values: readonly ParameterValue[]): BilingualText {
  const texts = values.map(printValue);
  return { zh: texts.map(({ zh }) => zh).join('、'), en: texts.map(({ en }) => en).join(', ') };
}

function printValue({ kind, value }: ParameterValue): BilingualText {
  if (value === null) return { zh: '无', en: 'none' };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (typeof value === 'number') return same(String(value));
  if (typeof value === 'string') return same(kind === 'rate' ? percent(value) : value);
  const members = Object.values(value).map(String);
  if (kind !== 'rate-row') return { zh: members.join('、'), en: members.join(', ') };
  const [from = '', ...rates] = members;
  const shown = rates.map(percent).join(' / ');
  return { zh: `自${from}起 ${shown}`, en: `from ${from} ${shown}` };
}

/** '0.02525' → '2.525%', exactly: the point moves, nothing is calculated. */
function percent(decimal: string): string {
  const [whole = '0', decimals = ''] = decimal.split('.');
  const padded = decimals.padEnd(PERCENT_SHIFT, '0');
  const integer = (whole + padded.slice(0, PERCENT_SHIFT)).replace(/^0+(?=\d)/, '');
  const rest = padded.slice(PERCENT_SHIFT).replace(/0+$/, '');
  return rest === '' ? `${integer}%` : `${integer}.${rest}%`;
}

function same(text: string): BilingualText {
  return { zh: text, en: text };
}
