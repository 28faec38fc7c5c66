import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { readSoc, SOC_PATH, socRequest, type InsuredPerson } from '../wire/soc';
import { AskRegistry } from './ask-registry';

/** Social insurance (SOC, 社保). */
@Injectable()
export class SocialInsurance {
  constructor(private readonly registries: AskRegistry) {}

  /** Employments a person, in the order asked (one or more). SOC itself lags by up to 60 days (handbook 8). */
  employments(ask: Ask, people: readonly PersonAsked[]): Promise<Answer<InsuredPerson[]>> {
    return this.registries.ask('SOC', ask, {
      operation: 'employments',
      method: 'POST',
      path: SOC_PATH,
      body: socRequest(people, ask.traceId, ask.purpose),
      read: (bytes) => readSoc(bytes, people),
    });
  }
}
