import type { PlantedBreach } from './planted-breaches';

const unchecked = 'ALTER TABLE enrolment DROP CONSTRAINT not_before_the_duty';

/** What makes the invariants of enrolments untrue. */
export const plantedEnrolmentBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  R2: [
    {
      what: 'a list with the first month of a first job',
      tables: ['enrolment'],
      plant: [unchecked, `UPDATE enrolment SET first_job = true, employed_from = '2026-09-03'`],
    },
    {
      what: 'an enrolment from a month that no change tells',
      tables: ['enrolment'],
      plant: [`UPDATE enrolment SET from_month = from_month + 1 WHERE from_month % 100 < 12`],
    },
  ],
};
