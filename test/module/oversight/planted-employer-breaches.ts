import type { PlantedBreach } from './planted-breaches';

const unit = '(SELECT min(unit_id) FROM member_account)';
const relief = (more: string): string => `
  INSERT INTO unit_relief (centre_id, case_id, unit_id, kind, from_month, until_month, resolution_no, committee_no, granted_on${more === '' ? '' : ', ended_from, ended_on, ended_case_id'})
  SELECT 1, gen_random_uuid(), ${unit}, 'deferral', 202601, 202603, 'planted', 'planted', '2026-01-01'${more}`;
const ended = `, 202603, '2026-03-01', gen_random_uuid()`;
const deferred = (month: number, state: string): string => `
  INSERT INTO deferred_month (centre_id, account_id, month, unit_id, state, base_fen, employer_fen, employee_fen, relief_case_id, deferred_on, due_on)
  SELECT 1, m.account_id, ${month}, m.unit_id, '${state}', 100000, 5000, 5000, r.case_id, '2026-02-01',
         ${state === 'DUE' ? `'2026-03-01'` : 'NULL'}
    FROM (SELECT * FROM member_account ORDER BY account_id LIMIT 1) AS m, unit_relief AS r WHERE r.resolution_no = 'planted'`;

/** What makes the invariants of employers' accounts untrue. */
export const plantedEmployerBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  U1: [
    {
      what: 'a state that its history does not tell',
      tables: ['unit_state_change'],
      plant: [
        `INSERT INTO unit_state_change (centre_id, unit_id, from_state, to_state, case_id, made_on)
         SELECT 1, ${unit}, '01', '05', gen_random_uuid(), '2026-01-01'`,
      ],
    },
    { what: 'a deferral of an account that does not defer', tables: ['unit_relief'], plant: [relief('')] },
    {
      what: 'a closed account with members left',
      tables: ['unit_account'],
      plant: [`UPDATE unit_account SET state = '04' WHERE ledger_account_id = ${unit}`],
    },
  ],
  U2: [
    {
      what: 'a deferred month outside of its deferral',
      tables: ['unit_relief', 'deferred_month'],
      plant: [relief(ended), deferred(202609, 'DUE')],
    },
    {
      what: 'a month still deferred though contribution is resumed',
      tables: ['unit_relief', 'deferred_month'],
      plant: [relief(ended), deferred(202602, 'DEFERRED')],
    },
  ],
  U3: [
    {
      what: 'money under another unit than its member’s',
      tables: ['member_balance'],
      plant: [`UPDATE member_balance SET unit_id = unit_id + 1000000`],
    },
    {
      what: 'a move without its voucher',
      tables: ['unit_move', 'unit_account'],
      plant: [
        `INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
           ratio_employer, ratio_employee, first_month, opened_on)
         SELECT centre_id, ledger_account_id + 1000000, gen_random_uuid(), '99999999', district, '01', payday, ratio_employer,
                ratio_employee, first_month, opened_on FROM unit_account WHERE ledger_account_id = ${unit}`,
        `INSERT INTO unit_move (centre_id, case_id, kind, from_unit_id, to_unit_id, from_month, members, amount_fen, evidence_no, moved_on)
         SELECT 1, gen_random_uuid(), 'merger', ${unit}, ${unit} + 1000000, 202602, 1, 100, 'planted', '2026-01-01'`,
      ],
    },
  ],
  U4: [
    {
      what: 'a warning about somebody of whom social insurance told nothing',
      tables: ['employer_warning'],
      plant: [
        `INSERT INTO employer_warning (centre_id, employer_id, kind, about, due_on, since, found_on)
         SELECT 1, id, 'enrol', 'planted', '2026-01-31', '2026-02-01', '2026-02-01' FROM employer LIMIT 1`,
      ],
    },
  ],
};
