import {
  type RetirementTrack,
  statutoryRetirement,
} from '../../src/modules/withdrawal/domain/statutory-retirement';
import { CaseInputError } from './case-input';
import type { Evaluator } from './evaluator';

const tracks: readonly string[] = ['standard', 'female-55', 'female-50'] satisfies RetirementTrack[];

export const evaluateRetirementMonth: Evaluator = (input) => {
  const track = input.text('track');
  if (!tracks.includes(track)) throw new CaseInputError(`input.track is none of ${tracks.join(', ')}`);
  return { ...statutoryRetirement(input.day('birth'), track as RetirementTrack) };
};
