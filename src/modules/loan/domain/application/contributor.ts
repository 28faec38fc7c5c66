import type { FactReader } from '../../../policy';
import type { ContinuityFact, ElsewhereFact } from './fact-values';

/** Facts that tell where and how steadily the applicant contributes. */
export const continuityFacts = ['contribution.elsewhere', 'contribution.continuity'] as const;

/** How steadily the applicant contributes: with the other city's centre where one was named, else here. */
export function steadiness(reader: FactReader): { state: string; months: number; elsewhere: boolean } {
  const elsewhere = reader.fact<ElsewhereFact>('contribution.elsewhere');
  if (elsewhere !== null) return { state: elsewhere.state, months: elsewhere.months, elsewhere: true };
  const { state, months } = reader.fact<ContinuityFact>('contribution.continuity');
  return { state, months, elsewhere: false };
}
