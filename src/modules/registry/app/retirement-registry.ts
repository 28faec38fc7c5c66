import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import {
  DISABILITY_FIELDS,
  disabilityRequest,
  HRR_PATH,
  readDisability,
  readRetirement,
  RETIREMENT_FIELDS,
  retirementRequest,
  type Disability,
  type Retirement,
} from '../wire/hrr';
import { AskRegistry } from './ask-registry';

/** Retirement and assessed working ability (HRR, 人社). */
@Injectable()
export class RetirementRegistry {
  constructor(private readonly registries: AskRegistry) {}

  /** Whether and when somebody retired; a pension of army or organs is `denied`: only a visit can show it. */
  retirement(ask: Ask, person: PersonAsked): Promise<Answer<Retirement>> {
    return this.registries.ask('HRR', ask, {
      operation: 'retirement',
      method: 'POST',
      path: HRR_PATH,
      body: retirementRequest(person, RETIREMENT_FIELDS, ask.traceId, ask.purpose),
      read: (bytes) => readRetirement(bytes, person, RETIREMENT_FIELDS),
    });
  }

  /** Assessed loss of working ability. */
  disability(ask: Ask, person: PersonAsked): Promise<Answer<Disability>> {
    return this.registries.ask('HRR', ask, {
      operation: 'disability',
      method: 'POST',
      path: HRR_PATH,
      body: disabilityRequest(person, DISABILITY_FIELDS, ask.traceId, ask.purpose),
      read: (bytes) => readDisability(bytes, person, DISABILITY_FIELDS),
    });
  }
}
