import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import type { Told } from '../domain/questions';
import {
  accountsRequest,
  loansRequest,
  NAT_PATH,
  readAccounts,
  readLoans,
  type FundAccount,
  type FundAccountField,
  type FundLoans,
  type FundLoansField,
} from '../wire/nat';
import {
  type ContributionField,
  contributionRequest,
  type FundContribution,
  readContribution,
} from '../wire/nat-contribution';
import { AskRegistry } from './ask-registry';

/** National housing provident fund platform (NAT, 全国住房公积金平台). While a centre is offline its answers are unknown. */
@Injectable()
export class NationalPlatform {
  constructor(private readonly registries: AskRegistry) {}

  /** Accounts of somebody with other centres; an empty list is the platform's own "none". */
  accountsElsewhere<N extends FundAccountField = FundAccountField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Told<FundAccount, N>[]>> {
    return this.registries.ask('NAT.accounts', ask, needed, (fields) => ({
      method: 'POST',
      path: NAT_PATH,
      body: accountsRequest(person, fields, ask),
      read: (bytes) => readAccounts<N>(bytes, person, fields),
    }));
  }

  /** Fund loans of somebody with other centres: how many were used, how many are not settled. */
  loansElsewhere<N extends FundLoansField = FundLoansField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Told<FundLoans, N>>> {
    return this.registries.ask('NAT.loans', ask, needed, (fields) => ({
      method: 'POST',
      path: NAT_PATH,
      body: loansRequest(person, fields, ask),
      read: (bytes) => readLoans<N>(bytes, person, fields),
    }));
  }

  /** How somebody contributes with another centre (15 digits); no account there is the platform's own word. */
  contributionElsewhere<N extends ContributionField = ContributionField>(
    ask: Ask,
    person: PersonAsked,
    centreCode: string,
    needed?: readonly N[],
  ): Promise<Answer<FundContribution<N>>> {
    return this.registries.ask('NAT.contribution', ask, needed, (fields) => ({
      method: 'POST',
      path: NAT_PATH,
      body: contributionRequest(person, centreCode, fields, ask),
      read: (bytes) => readContribution<N>(bytes, { person, centreCode }, fields),
    }));
  }
}
