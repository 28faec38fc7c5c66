import { Injectable } from '@nestjs/common';
import type { Answer, Ask } from '../domain/answer';
import { msaPath, readMsa, type Licence } from '../wire/msa';
import { AskRegistry } from './ask-registry';

/** Market supervision (MSA, 市场监管). */
@Injectable()
export class CompanyRegistry {
  constructor(private readonly registries: AskRegistry) {}

  /** Licence of a unified credit code; a code nobody holds is known, `registered` false. */
  licence(ask: Ask, creditCode: string): Promise<Answer<Licence>> {
    return this.registries.ask('MSA', ask, {
      operation: 'licence',
      method: 'GET',
      path: msaPath(creditCode),
      body: null,
      read: (bytes) => readMsa(bytes, creditCode),
    });
  }
}
