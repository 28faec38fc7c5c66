import { formatRate, type Rate } from '../../../../kernel/rate';
import type { LineTerms } from './draft-lines';

/** Operands of RATIO_OUT_OF_RANGE, as decimals: the employer's ratio, its members', the least and the most allowed. */
export function ratioOperands({ employerRatio, employeeRatio, limits }: LineTerms): readonly string[] {
  const { ratioMin, ratioMax } = limits;
  return [employerRatio, employeeRatio, ratioMin, ratioMax].map((ratio: Rate) => formatRate(ratio, 2));
}
