import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import {
  INCOMES_PATH,
  incomesRequest,
  type IncomesField,
  readIncomes,
  type WagesOfOne,
} from '../wire/tax-batch';
import {
  DEED_PATH,
  deedRequest,
  INCOME_PATH,
  incomeRequest,
  readDeed,
  readIncome,
  type DeedField,
  type DeedTax,
  type IncomeField,
  type WageIncome,
} from '../wire/tax';
import {
  type Assessment,
  ASSESSMENT_PATH,
  type AssessmentField,
  assessmentRequest,
  readAssessment,
} from '../wire/tax-assessment';
import {
  DEED_FILING_PATH,
  type DeedFiling,
  type DeedFilingAnswer,
  type DeedFilingField,
  deedFilingRequest,
  readDeedFiling,
} from '../wire/tax-filing';
import { AskRegistry } from './ask-registry';

/** The tax authority (TAX, 税务). */
@Injectable()
export class TaxAuthority {
  constructor(private readonly registries: AskRegistry) {}

  /** Wages that employers declared for somebody in a year; no employer is the authority's own "nothing declared". */
  wageIncome<N extends IncomeField = IncomeField>(
    ask: Ask,
    person: PersonAsked,
    year: number,
    needed?: readonly N[],
  ): Promise<Answer<WageIncome<N>>> {
    return this.registries.ask('TAX.wage-income', ask, needed, (fields) => ({
      method: 'POST',
      path: INCOME_PATH,
      body: incomeRequest(person, year, fields, ask),
      read: (bytes) => readIncome<N>(bytes, person, year, fields),
    }));
  }

  /** Wages that employers declared for many people in a year, in the order asked (one or more). */
  wagesOfMany<N extends IncomesField = IncomesField>(
    ask: Ask,
    people: readonly PersonAsked[],
    year: number,
    needed?: readonly N[],
  ): Promise<Answer<WagesOfOne<N>[]>> {
    return this.registries.ask('TAX.wages-of-many', ask, needed, (fields) => ({
      method: 'POST',
      path: INCOMES_PATH,
      body: incomesRequest(people, year, fields, ask),
      read: (bytes) => readIncomes<N>(bytes, people, year, fields),
    }));
  }

  /** Whether somebody paid deed tax on a contract, and on which price. */
  deedTax<N extends DeedField = DeedField>(
    ask: Ask,
    person: PersonAsked,
    contractNo: string,
    needed?: readonly N[],
  ): Promise<Answer<DeedTax<N>>> {
    return this.registries.ask('TAX.deed-tax', ask, needed, (fields) => ({
      method: 'POST',
      path: DEED_PATH,
      body: deedRequest(person, contractNo, fields, ask),
      read: (bytes) => readDeed<N>(bytes, person, contractNo, fields),
    }));
  }

  /** What the second-hand home of a contract was assessed at for the buyer's deed tax. */
  assessment<N extends AssessmentField = AssessmentField>(
    ask: Ask,
    person: PersonAsked,
    contractNo: string,
    needed?: readonly N[],
  ): Promise<Answer<Assessment<N>>> {
    return this.registries.ask('TAX.assessment', ask, needed, (fields) => ({
      method: 'POST',
      path: ASSESSMENT_PATH,
      body: assessmentRequest(person, contractNo, fields, ask),
      read: (bytes) => readAssessment<N>(bytes, { person, contractNo }, fields),
    }));
  }

  /**
   * Declares the deed tax of a second-hand home, withdraws the declaration, or asks how it stands: the authority takes
   * each number once, and answers the same to all.
   */
  deedFiling<N extends DeedFilingField = DeedFilingField>(
    ask: Ask,
    filing: DeedFiling,
    needed?: readonly N[],
  ): Promise<Answer<DeedFilingAnswer<N>>> {
    return this.registries.ask('TAX.deed-filing', ask, needed, (fields) => ({
      method: 'POST',
      path: DEED_FILING_PATH,
      body: deedFilingRequest(filing, fields, ask),
      read: (bytes) => readDeedFiling<N>(bytes, filing, fields),
    }));
  }
}
