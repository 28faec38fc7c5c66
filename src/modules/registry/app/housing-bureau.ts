import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { CONTRACT_FIELDS, HSG_PATH, hsgRequest, readHsg, type FiledContract } from '../wire/hsg';
import { AskRegistry } from './ask-registry';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** Housing bureau (HSG, 房管). */
@Injectable()
export class HousingBureau {
  constructor(private readonly registries: AskRegistry) {}

  /** Contracts in which the person is a buyer, cancelled ones included; an empty list is the bureau's own "none". */
  filedContracts(ask: Ask, person: PersonAsked): Promise<Answer<FiledContract[]>> {
    return this.registries.ask('HSG', ask, {
      operation: 'filed-contracts',
      method: 'POST',
      path: HSG_PATH,
      headers: FORM,
      body: hsgRequest(person, CONTRACT_FIELDS, ask.traceId, ask.purpose),
      read: (bytes) => readHsg(bytes, person, CONTRACT_FIELDS),
    });
  }
}
