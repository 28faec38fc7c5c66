import type { UnknownReason } from '../../../kernel/fact';

/** An answer that cannot be used, and why. `detail` names places in the format, never values out of it. */
export class AnswerFault extends Error {
  override readonly name = 'AnswerFault';
  constructor(
    readonly reason: UnknownReason,
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/** The answer tells a day as past that had not come at its own as-of. */
export class DayAhead extends AnswerFault {
  constructor(
    path: string,
    readonly asOf: Date,
  ) {
    super('drift', `${path}: a day that has come expected`);
  }
}

/** The answer left the agreed schema at that path. */
export function drift(path: string, expected: string): AnswerFault {
  return new AnswerFault('drift', `${path}: ${expected} expected`);
}

/** The answer tells more than was asked. */
export function unasked(path: string): AnswerFault {
  return new AnswerFault('drift', `${path}: more than was asked`);
}

/** The answer is about somebody or something that was not asked about. */
export function otherPerson(path: string): AnswerFault {
  return new AnswerFault('other-person', `${path}: not who was asked about`);
}
