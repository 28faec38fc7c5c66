import { Injectable } from '@nestjs/common';
import type { Day } from '../../../kernel/calendar';
import { CrashPoint } from '../../../platform/crash-point';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { CIV_PATH, civRequest, readCiv, type Marriage, type MarriageField } from '../wire/civ';
import {
  CIV_REGISTRATIONS_PATH,
  readRegistrations,
  type RegistrationField,
  type Registrations,
  registrationsRequest,
} from '../wire/civ-registrations';
import { AskRegistry } from './ask-registry';

/** Civil affairs (CIV, 民政). */
@Injectable()
export class CivilAffairs {
  constructor(private readonly registries: AskRegistry) {}

  /** Marriage of a person; `not-online` is an answer that only a visit can complete, never "single". */
  @CrashPoint('civil-affairs-asked')
  marriage<N extends MarriageField = MarriageField>(
    ask: Ask,
    person: PersonAsked,
    needed?: readonly N[],
  ): Promise<Answer<Marriage<N>>> {
    return this.registries.ask('CIV.marriage', ask, needed, (fields) => ({
      method: 'POST',
      path: CIV_PATH,
      body: civRequest(person, fields, ask.traceId, ask.purpose),
      read: (bytes) => readCiv<N>(bytes, person, fields),
    }));
  }

  /** How often somebody registered a marriage or a divorce since a day; another file than the local one tells nothing. */
  registrations<N extends RegistrationField = RegistrationField>(
    ask: Ask,
    asked: PersonAsked & { readonly since: Day },
    needed?: readonly N[],
  ): Promise<Answer<Registrations<N>>> {
    return this.registries.ask('CIV.registrations', ask, needed, (fields) => ({
      method: 'POST',
      path: CIV_REGISTRATIONS_PATH,
      body: registrationsRequest(asked, fields, ask),
      read: (bytes) => readRegistrations<N>(bytes, asked, fields),
    }));
  }
}
