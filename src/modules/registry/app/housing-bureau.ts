import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import type { Told } from '../domain/questions';
import { HSG_PATH, hsgRequest, readHsg, type ContractField, type FiledContract } from '../wire/hsg';
import {
  PROJECT_PATH,
  projectRequest,
  readProject,
  type Project,
  type ProjectField,
} from '../wire/hsg-project';
import { HSG_SALE_PATH, readSales, saleRequest, type SaleContract, type SaleField } from '../wire/hsg-sale';
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

  /** A project of new homes and the account its prices are paid into; one there is not is known, `registered` false. */
  project<N extends ProjectField = ProjectField>(
    ask: Ask,
    projectNo: string,
    needed?: readonly N[],
  ): Promise<Answer<Project<N>>> {
    return this.registries.ask('HSG.project', ask, needed, (fields) => ({
      method: 'POST',
      path: PROJECT_PATH,
      headers: FORM,
      body: projectRequest(projectNo, fields, ask),
      read: (bytes) => readProject<N>(bytes, projectNo, fields),
    }));
  }

  /** Contracts on second-hand homes in which the person is a buyer, cancelled ones included; none is the bureau's own word. */
  saleContracts<N extends SaleField = SaleField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Told<SaleContract, N>[]>> {
    return this.registries.ask('HSG.sale-contracts', ask, needed, (fields) => ({
      method: 'POST',
      path: HSG_SALE_PATH,
      headers: FORM,
      body: saleRequest(person, fields, ask),
      read: (bytes) => readSales<N>(bytes, person, fields),
    }));
  }
}
