import { Injectable } from '@nestjs/common';
import type { Answer, Ask } from '../domain/answer';
import {
  type Custody,
  CUSTODY_PATH,
  type CustodyAnswer,
  type CustodyField,
  custodyRequest,
  readCustody,
} from '../wire/bnk-custody';
import { AskRegistry } from './ask-registry';

/** The bank that keeps the prices of second-hand homes until their titles have passed (BNK, 资金监管). */
@Injectable()
export class CustodyBank {
  constructor(private readonly registries: AskRegistry) {}

  /** Opens a custody, orders what becomes of it, or asks how it stands: the bank takes each number once. */
  custody<N extends CustodyField = CustodyField>(
    ask: Ask,
    custody: Custody,
    needed?: readonly N[],
  ): Promise<Answer<CustodyAnswer<N>>> {
    return this.registries.ask('BNK.custody', ask, needed, (fields) => ({
      method: 'POST',
      path: CUSTODY_PATH,
      body: custodyRequest(custody, fields, ask),
      read: (bytes) => readCustody<N>(bytes, custody, fields),
    }));
  }
}
