import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import type { Told } from '../domain/questions';
import { HSG_PATH, hsgRequest, readHsg, type ContractField, type FiledContract } from '../wire/hsg';
import { AskRegistry } from './ask-registry';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** Housing bureau (HSG, 房管). */
@Injectable()
export class HousingBureau {
  constructor(private readonly registries: AskRegistry) {}

  /** Contracts in which the person is a buyer, cancelled ones included; an empty list is the bureau's own "none". */
  filedContracts<N extends ContractField = ContractField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Told<FiledContract, N>[]>> {
    return this.registries.ask('HSG.filed-contracts', ask, needed, (fields) => ({
      method: 'POST',
      path: HSG_PATH,
      headers: FORM,
      body: hsgRequest(person, fields, ask.traceId, ask.purpose),
      read: (bytes) => readHsg<N>(bytes, person, fields),
    }));
  }
}
