import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import {
  courtOrderRequest,
  type CourtOrder,
  type CourtOrderField,
  CRT_PATH,
  readCourtOrder,
} from '../wire/crt';
import {
  CRT_LIST_PATH,
  type Listing,
  type ListingField,
  listingRequest,
  readListing,
} from '../wire/crt-defaulter';
import { AskRegistry } from './ask-registry';

/** Orders of courts in enforcement (CRT, 法院查控). */
@Injectable()
export class CourtRegistry {
  constructor(private readonly registries: AskRegistry) {}

  /** The order of that number about that person; one there is not is known, `inForce` false. */
  order<N extends CourtOrderField = CourtOrderField>(
    ask: Ask,
    orderNo: string,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<CourtOrder<N>>> {
    return this.registries.ask('CRT.order', ask, needed, (fields) => ({
      method: 'POST',
      path: CRT_PATH,
      body: courtOrderRequest(orderNo, person, fields, ask),
      read: (bytes) => readCourtOrder<N>(bytes, { orderNo, person }, fields),
    }));
  }

  /** Whether the person stands on the published list of defaulters (失信被执行人). */
  defaulter<N extends ListingField = ListingField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Listing<N>>> {
    return this.registries.ask('CRT.defaulter', ask, needed, (fields) => ({
      method: 'POST',
      path: CRT_LIST_PATH,
      body: listingRequest(person, fields, ask),
      read: (bytes) => readListing<N>(bytes, person, fields),
    }));
  }
}
