import { Injectable } from '@nestjs/common';
import type { Answer, Ask } from '../domain/answer';
import { msaPath, readMsa, type Licence, type LicenceField } from '../wire/msa';
import { AskRegistry } from './ask-registry';

/** Market supervision (MSA, 市场监管). */
@Injectable()
export class CompanyRegistry {
  constructor(private readonly registries: AskRegistry) {}

  /** Licence of a unified credit code; a code nobody holds is known, `registered` false. */
  licence<N extends LicenceField = LicenceField>(
    ask: Ask,
    creditCode: string,
    needed?: readonly N[],
  ): Promise<Answer<Licence<N>>> {
    return this.registries.ask('MSA.licence', ask, needed, (fields) => ({
      method: 'GET',
      path: msaPath(creditCode, fields),
      body: null,
      read: (bytes) => readMsa<N>(bytes, creditCode, fields),
    }));
  }
}
