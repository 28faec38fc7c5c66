import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { readRea, REA_PATH, reaRequest, type Home, type HomeField } from '../wire/rea';
import { readUnit, UNIT_PATH, unitRequest, type UnitField, type UnitState } from '../wire/rea-unit';
import {
  MORTGAGE_PATH,
  type MortgageAnswer,
  type MortgageApplication,
  type MortgageField,
  mortgageRequest,
  readMortgage,
} from '../wire/rea-mortgage';
import { AskRegistry } from './ask-registry';

/** Real-estate titles (REA, 不动产). */
@Injectable()
export class RealEstate {
  constructor(private readonly registries: AskRegistry) {}

  /**
   * Homes titled in a city to any of a set of persons (one or more); `cityCode` has four digits, Taiyuan is 1401. An
   * empty list is the registry's own "none". Paper titles from before 2000 may be missing from it (handbook 8).
   */
  @CrashPoint('real-estate-asked')
  homes<N extends HomeField = HomeField>(
    ask: Ask,
    people: readonly PersonAsked[],
    cityCode: string,
    needed?: readonly N[],
  ): Promise<Answer<Home<N>[]>> {
    return this.registries.ask('REA.homes', ask, needed, (fields) => ({
      method: 'POST',
      path: REA_PATH,
      body: reaRequest(people, cityCode, fields, ask.traceId),
      read: (bytes) => readRea<N>(bytes, people, cityCode, fields),
    }));
  }

  /** Whether one unit (不动产单元, 28 characters) is seized or mortgaged; a flat that has no title yet is one as well. */
  unit<N extends UnitField = UnitField>(
    ask: Ask,
    unitKey: string,
    needed?: readonly N[],
  ): Promise<Answer<UnitState<N>>> {
    return this.registries.ask('REA.unit', ask, needed, (fields) => ({
      method: 'POST',
      path: UNIT_PATH,
      body: unitRequest(unitKey, fields, ask.traceId),
      read: (bytes) => readUnit<N>(bytes, unitKey, fields),
    }));
  }

  /**
   * Applies for a mortgage, or asks how the application stands: the registry takes each number once, and answers the
   * same to both.
   */
  mortgage<N extends MortgageField = MortgageField>(
    ask: Ask,
    application: MortgageApplication,
    needed?: readonly N[],
  ): Promise<Answer<MortgageAnswer<N>>> {
    return this.registries.ask('REA.mortgage', ask, needed, (fields) => ({
      method: 'POST',
      path: MORTGAGE_PATH,
      body: mortgageRequest(application, fields, ask.traceId),
      read: (bytes) => readMortgage<N>(bytes, application, fields),
    }));
  }
}
