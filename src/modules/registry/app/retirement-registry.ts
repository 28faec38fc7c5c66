import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import {
  disabilityRequest,
  HRR_PATH,
  readDisability,
  readRetirement,
  retirementRequest,
  type Disability,
  type DisabilityField,
  type Retirement,
  type RetirementField,
} from '../wire/hrr';
import { AskRegistry } from './ask-registry';

/** Retirement and assessed working ability (HRR, 人社). */
@Injectable()
export class RetirementRegistry {
  constructor(private readonly registries: AskRegistry) {}

  /** Whether and when somebody retired; a pension of army or organs is `denied`: only a visit can show it. */
  retirement<N extends RetirementField = RetirementField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Retirement<N>>> {
    return this.registries.ask('HRR.retirement', ask, needed, (fields) => ({
      method: 'POST',
      path: HRR_PATH,
      body: retirementRequest(person, fields, ask.traceId, ask.purpose),
      read: (bytes) => readRetirement<N>(bytes, person, fields),
    }));
  }

  /** Assessed loss of working ability. */
  disability<N extends DisabilityField = DisabilityField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Disability<N>>> {
    return this.registries.ask('HRR.disability', ask, needed, (fields) => ({
      method: 'POST',
      path: HRR_PATH,
      body: disabilityRequest(person, fields, ask.traceId, ask.purpose),
      read: (bytes) => readDisability<N>(bytes, person, fields),
    }));
  }
}
