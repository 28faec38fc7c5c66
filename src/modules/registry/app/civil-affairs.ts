import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { CIV_PATH, civRequest, readCiv, type Marriage } from '../wire/civ';
import { AskRegistry } from './ask-registry';

/** Civil affairs (CIV, 民政). */
@Injectable()
export class CivilAffairs {
  constructor(private readonly registries: AskRegistry) {}

  /** Marriage of a person; `not-online` is an answer that only a visit can complete, never "single". */
  marriage(ask: Ask, person: PersonAsked): Promise<Answer<Marriage>> {
    return this.registries.ask('CIV', ask, {
      operation: 'marriage',
      method: 'POST',
      path: CIV_PATH,
      body: civRequest(person, ask.traceId, ask.purpose),
      read: (bytes) => readCiv(bytes, person),
    });
  }
}
