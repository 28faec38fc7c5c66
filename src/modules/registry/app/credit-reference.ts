import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { PBC_PATH, pbcRequest, readPbc, type CreditField, type CreditReport } from '../wire/pbc';
import { AskRegistry } from './ask-registry';

const XML = { accept: 'application/xml', 'content-type': 'application/xml; charset=utf-8' };

/** Credit reference centre of the People's Bank (PBC, 征信). */
@Injectable()
export class CreditReference {
  constructor(private readonly registries: AskRegistry) {}

  /**
   * The credit report of somebody who signed the consent with that number; without one nothing is asked. "Never
   * borrowed" is known; a frozen file is `denied`, a report older than its time to live `stale`.
   */
  async report<N extends CreditField = CreditField>(
    ask: Ask,
    person: PersonAsked,
    consentNo: string,
    needed?: readonly N[],
  ): Promise<Answer<CreditReport<N>>> {
    if (consentNo.trim() === '') return { state: 'unknown', reason: 'denied', exchange: null };
    return this.registries.ask('PBC.credit-report', ask, needed, (fields) => ({
      method: 'POST',
      path: PBC_PATH,
      headers: XML,
      body: pbcRequest(person, consentNo, fields, ask),
      read: (bytes) => readPbc<N>(bytes, person, fields),
    }));
  }
}
