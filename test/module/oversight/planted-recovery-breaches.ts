import type { PlantedBreach } from './planted-breaches';

/** The purchase that was paid, and its case. */
const itsCase = `(SELECT id FROM purchase_watch WHERE paid_on IS NOT NULL ORDER BY id LIMIT 1)`;
const recovery = (amount: string, state = 'open', endedOn = 'NULL') => `
  INSERT INTO recovery (centre_id, id, recovery_no, case_id, person_id, contract_no, amount_fen, state, opened_on, due_on, ended_on)
  SELECT w.centre_id, gen_random_uuid(), 'TH2026112199999999', w.id, w.person_id, w.contract_no, ${amount}, '${state}', '2026-11-21', '2026-12-21', ${endedOn}
    FROM purchase_watch AS w JOIN hold AS h ON h.case_id = w.id WHERE w.id = ${itsCase}`;
const receipt = `
  INSERT INTO recovery_receipt (centre_id, receipt_id, recovery_id, account_id, amount_fen, came_on)
  SELECT r.centre_id, gen_random_uuid(), r.id, h.account_id, 1, '2026-11-21'
    FROM recovery AS r JOIN hold AS h ON h.case_id = r.case_id`;

export const plantedRecoveryBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  'recovery-of-cancelled': [
    {
      what: 'a cancelled contract on which money stays paid',
      tables: ['purchase_watch'],
      plant: [`UPDATE purchase_watch SET cancelled_on = '2026-11-21' WHERE id = ${itsCase}`],
    },
    {
      what: 'a recovery of another amount than was paid',
      tables: ['recovery'],
      plant: [recovery('h.amount_fen + 1')],
    },
    {
      what: 'a recovery ended by a return that never was',
      tables: ['recovery'],
      plant: [recovery('h.amount_fen', 'bank-returned', `'2026-11-21'`)],
    },
    {
      what: 'a recovery that stays open though the bank has the money back and a person has to look at it',
      tables: ['recovery', 'instruction'],
      plant: [
        recovery('h.amount_fen'),
        `UPDATE instruction SET state = 'returned', return_serial = 'R', returned_journal_id = gen_random_uuid() WHERE source_id = ${itsCase}`,
      ],
    },
    {
      what: 'a paid purchase about which nobody is asked again',
      tables: ['purchase_watch'],
      plant: [`UPDATE purchase_watch SET paid_on = NULL WHERE id = ${itsCase}`],
    },
  ],
  'recovery-is-booked': [
    {
      what: 'a fen given back for which nothing came',
      tables: ['hold'],
      plant: [`UPDATE hold SET given_back_fen = 1 WHERE case_id = ${itsCase}`],
    },
    {
      what: 'one that is called given back while nothing came',
      tables: ['recovery'],
      plant: [recovery('h.amount_fen', 'given-back', `'2026-11-21'`)],
    },
    {
      what: 'money given back without a voucher',
      tables: ['recovery', 'recovery_receipt', 'hold'],
      plant: [
        recovery('h.amount_fen'),
        receipt,
        `UPDATE hold SET given_back_fen = 1 WHERE case_id = ${itsCase}`,
      ],
    },
    {
      what: 'a voucher of nothing that came back',
      tables: ['journal'],
      plant: [
        `INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
         VALUES (1, gen_random_uuid(), '2026-11-21', '2026-11-21', 'withdrawal-given-back', gen_random_uuid())`,
      ],
    },
  ],
};
