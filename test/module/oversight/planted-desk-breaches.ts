import type { PlantedBreach } from './planted-breaches';

const answered = `(SELECT case_id FROM desk_answer ORDER BY answered_at LIMIT 1)`;
const waiting = `(SELECT id FROM service_case WHERE state = 'waiting' LIMIT 1)`;
const paid = `(SELECT source_id FROM instruction WHERE state = 'paid' LIMIT 1)`;
const aDecision = `(SELECT case_id FROM decision WHERE outcome = 'refused' LIMIT 1)`;

/** What makes the invariants of desk and decisions untrue. */
export const plantedDeskBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  D1: [
    {
      what: 'a fact from a desk without evidence',
      tables: ['desk_answer'],
      plant: ['DELETE FROM desk_answer'],
    },
    {
      what: 'evidence that came after the decision',
      tables: ['desk_answer'],
      plant: [`UPDATE desk_answer SET answered_at = answered_at + interval '1 day'`],
    },
    {
      what: 'evidence under another number',
      tables: ['desk_answer'],
      plant: [`UPDATE desk_answer SET evidence_no = evidence_no || '0'`],
    },
    {
      what: 'a clerk who answered in their own case',
      tables: ['desk_answer'],
      plant: [
        `UPDATE desk_answer SET clerk_person_id = (SELECT person_id FROM service_case WHERE id = desk_answer.case_id)`,
      ],
    },
    {
      what: 'a clerk whose spouse’s case it was',
      tables: ['desk_answer'],
      plant: [
        `UPDATE desk_answer SET clerk_person_id = (SELECT (f.body -> 'value' #>> '{spouse,personId}')::uuid FROM case_fact AS f
           WHERE f.case_id = desk_answer.case_id AND f.name = 'household.marriage' AND f.state = 'known' LIMIT 1)
          WHERE fact = 'household.marriage'`,
      ],
    },
    {
      what: 'a clerk who is the employer’s agent',
      tables: ['service_case', 'desk_answer'],
      plant: [
        `UPDATE service_case SET employer_id = (SELECT employer_id FROM employer_agent LIMIT 1) WHERE id = ${answered}`,
        `UPDATE desk_answer SET clerk_person_id = (SELECT person_id FROM employer_agent LIMIT 1)`,
      ],
    },
    {
      what: 'evidence that was altered',
      tables: ['desk_answer'],
      plant: [`UPDATE desk_answer SET evidence_sealed = evidence_sealed || '\\x00'::bytea`],
    },
  ],
  D4: [
    {
      what: 'a case at a counter that names the applicant as its clerk',
      tables: ['service_case'],
      plant: [
        `UPDATE service_case SET channel = 'counter', clerk_person_id = person_id WHERE id = ${waiting}`,
      ],
    },
    {
      what: 'a case at a counter without a visit',
      tables: ['service_case'],
      plant: [
        `UPDATE service_case SET channel = 'counter', clerk_person_id = gen_random_uuid() WHERE id = ${waiting}`,
      ],
    },
  ],
  D2: [
    {
      what: 'a decision of other bytes',
      tables: ['decision'],
      plant: [`UPDATE decision SET body = replace(body, 'refused', 'approved') WHERE case_id = ${aDecision}`],
    },
    {
      what: 'a decision one of whose facts is gone',
      tables: ['case_fact'],
      plant: [`DELETE FROM case_fact WHERE case_id = ${aDecision} AND name = 'household.homes'`],
    },
    {
      what: 'a decision with a fact too many',
      tables: ['case_fact'],
      plant: [
        `INSERT INTO case_fact SELECT centre_id, case_id, round, 'planted.fact', state, body, hash FROM case_fact
          WHERE case_id = ${aDecision} AND name = 'household.homes'`,
      ],
    },
  ],
  D3: [
    {
      what: 'a waiting case that occupies an account',
      tables: ['engagement'],
      plant: [
        `INSERT INTO engagement SELECT centre_id, 9999, 'withdrawal', id FROM service_case WHERE id = ${waiting}`,
      ],
    },
    {
      what: 'a case taken back that was paid',
      tables: ['instruction'],
      plant: [
        `UPDATE instruction SET source_id = (SELECT id FROM service_case WHERE state = 'cancelled' LIMIT 1) WHERE source_id = ${paid}`,
      ],
    },
    {
      what: 'a waiting case with money on hold',
      tables: ['hold'],
      plant: [`UPDATE hold SET case_id = ${waiting} WHERE case_id = ${paid}`],
    },
  ],
};
