import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { CIV_PATH, civRequest, readCiv, type Marriage, type MarriageField } from '../wire/civ';
import { AskRegistry } from './ask-registry';

/** Civil affairs (CIV, 民政). */
@Injectable()
export class CivilAffairs {
  constructor(private readonly registries: AskRegistry) {}

  /** Marriage of a person; `not-online` is an answer that only a visit can complete, never "single". */
  @CrashPoint('civil-affairs-asked')
  marriage<N extends MarriageField = MarriageField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Marriage<N>>> {
    return this.registries.ask('CIV.marriage', ask, needed, (fields) => ({
      method: 'POST',
      path: CIV_PATH,
      body: civRequest(person, fields, ask.traceId, ask.purpose),
      read: (bytes) => readCiv<N>(bytes, person, fields),
    }));
  }
}
