import { Injectable } from '@nestjs/common';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { readSoc, SOC_PATH, socRequest, type EmploymentField, type InsuredPerson } from '../wire/soc';
import {
  readStaff,
  STAFF_PATH,
  type StaffAsked,
  type StaffField,
  type StaffPage,
  staffRequest,
} from '../wire/soc-staff';
import { AskRegistry } from './ask-registry';

/** Social insurance (SOC, 社保). */
@Injectable()
export class SocialInsurance {
  constructor(private readonly registries: AskRegistry) {}

  /** Employments a person, in the order asked (one or more). SOC itself lags by up to 60 days (handbook 8). */
  employments<N extends EmploymentField = EmploymentField>(
    ask: Ask,
    people: readonly PersonAsked[],
    needed?: readonly N[],
  ): Promise<Answer<InsuredPerson<N>[]>> {
    return this.registries.ask('SOC.employments', ask, needed, (fields) => ({
      method: 'POST',
      path: SOC_PATH,
      body: socRequest(people, fields, ask.traceId, ask.purpose),
      read: (bytes) => readSoc<N>(bytes, people, fields),
    }));
  }

  /** Who came to an employer or left it since a day, in pages; an employer that insures nobody is known. */
  staff<N extends StaffField = StaffField>(
    ask: Ask,
    asked: StaffAsked,
    needed?: readonly N[],
  ): Promise<Answer<StaffPage<N>>> {
    return this.registries.ask('SOC.staff', ask, needed, (fields) => ({
      method: 'POST',
      path: STAFF_PATH,
      body: staffRequest(asked, fields, ask.traceId, ask.purpose),
      read: (bytes) => readStaff<N>(bytes, asked, fields),
    }));
  }
}
