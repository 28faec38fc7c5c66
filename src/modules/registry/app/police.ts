import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { POL_PATH, polRequest, readPol, type PoliceRecord } from '../wire/pol';
import { AskRegistry } from './ask-registry';

/** Police (POL, 公安). */
@Injectable()
export class Police {
  constructor(private readonly registries: AskRegistry) {}

  /** One record a person, in the order asked (one or more); somebody the police do not know is known, `match` false. */
  people(ask: Ask, people: readonly PersonAsked[]): Promise<Answer<PoliceRecord[]>> {
    return this.registries.ask('POL', ask, {
      operation: 'people',
      method: 'POST',
      path: POL_PATH,
      body: polRequest(people, ask.traceId),
      read: (bytes) => readPol(bytes, people),
    });
  }
}
