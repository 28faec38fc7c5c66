import { QUESTION_TEXTS } from './question-texts';
import type { FieldOf, QuestionName } from './questions';

/** Every field of a question. */
export function everyField<Q extends QuestionName>(question: Q): readonly FieldOf<Q>[] {
  return Object.keys(QUESTION_TEXTS[question].fields) as FieldOf<Q>[];
}
