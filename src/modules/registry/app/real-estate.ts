import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { readRea, REA_PATH, reaRequest, type Home, type HomeField } from '../wire/rea';
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
}
