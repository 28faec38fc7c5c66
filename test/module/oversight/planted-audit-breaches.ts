import type { PlantedBreach } from './planted-breaches';

const aPaid = `(SELECT id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;
const someone = `gen_random_uuid()`;
const aVoucher = `(SELECT id FROM journal WHERE kind = 'remittance' ORDER BY id LIMIT 1)`;

/** A word in writing about the payment that was made, of so much, agreed to by whoever is named. */
const ruling = (fen: string, decidedBy: string) => `
  INSERT INTO order_ruling (centre_id, id, what, order_id, outcome, bank_serial, value_date, amount_fen, evidence_no, state,
    proposed_person_id, proposed_at, decided_person_id, decided_at)
  SELECT i.centre_id, gen_random_uuid(), 'payment', i.id, 'paid', i.bank_serial, i.value_date, ${fen}, 'planted', 'applied',
         p.id, now(), ${decidedBy}, now()
    FROM instruction AS i CROSS JOIN (SELECT min(id::text)::uuid AS id FROM person) AS p WHERE i.id = ${aPaid}`;

export const plantedAuditBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  I14: [
    {
      what: 'a payment of which no bank has said anything',
      tables: ['bank_exchange'],
      plant: [`DELETE FROM bank_exchange WHERE instruction_id = ${aPaid}`],
    },
    {
      what: 'money that came in without a notice',
      tables: ['bank_exchange'],
      plant: [
        `DELETE FROM bank_exchange WHERE direction = 'in' AND reference = (SELECT min(bank_serial) FROM receipt WHERE state = 'suspense')`,
      ],
    },
    {
      what: 'a registry’s answer that was believed and is gone',
      tables: ['registry_exchange'],
      plant: [
        `DELETE FROM registry_exchange WHERE receipt_no =
           (SELECT min(body ->> 'receiptNo') FROM case_fact WHERE state = 'known' AND body ->> 'source' = 'POL')`,
      ],
    },
    {
      what: 'a payment that its timeline does not tell',
      tables: ['event'],
      plant: [
        `UPDATE event SET kind = 'done' WHERE kind = 'credited' AND case_id = (SELECT source_id FROM instruction WHERE id = ${aPaid})`,
      ],
    },
    {
      what: 'a return that is told of a payment that stands',
      tables: ['event'],
      plant: [
        `INSERT INTO event (centre_id, case_id, seq, kind, body, at)
         SELECT centre_id, source_id, 99, 'payment-returned', '{}', now() FROM instruction WHERE id = ${aPaid}`,
      ],
    },
  ],
  I16: [
    {
      what: 'a word in writing that one person put down and applied',
      tables: ['order_ruling'],
      plant: ['ALTER TABLE order_ruling DROP CONSTRAINT ruling_by_another', ruling('i.amount_fen', 'p.id')],
    },
    {
      what: 'an order that ended otherwise than was agreed',
      tables: ['order_ruling'],
      plant: [ruling('i.amount_fen + 1', someone)],
    },
    {
      what: 'gains that one person distributed',
      tables: ['gains_distribution'],
      plant: [
        'ALTER TABLE gains_distribution DROP CONSTRAINT distributed_by_another',
        `INSERT INTO gains_distribution (centre_id, id, year, state, reserve_rule, fee_budget_fen, document_no, proposed_person_id,
           proposed_at, decided_person_id, decided_at)
         SELECT 1, gen_random_uuid(), 2025, 'approved', 'one-percent-of-loans', 0, 'planted', p, now(), p, now()
           FROM gen_random_uuid() AS p`,
      ],
    },
    {
      what: 'a bank account that was given up without a second person',
      tables: ['bank_account_closing'],
      plant: [
        'ALTER TABLE bank_account_closing DROP CONSTRAINT decided_whole',
        `INSERT INTO bank_account_closing (centre_id, id, bank_account_id, into_account_id, document_no, proposed_by, proposed_at, agreed)
         SELECT 1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'planted', 'one', now(), true`,
      ],
    },
    {
      what: 'an agent who agreed to what they applied for',
      tables: ['employer_consent'],
      plant: [
        `INSERT INTO employer_consent (centre_id, case_id, employer_id, person_id, agreed, said_at)
         SELECT centre_id, id, employer_id, person_id, true, now() FROM service_case WHERE employer_id IS NOT NULL ORDER BY id LIMIT 1`,
      ],
    },
  ],
  I19: [
    {
      what: 'a voucher that was written again as it was',
      tables: ['journal'],
      plant: [`UPDATE journal SET kind = kind WHERE id = ${aVoucher}`],
    },
    {
      what: 'a line that was written again',
      tables: ['entry'],
      plant: [`UPDATE entry SET seq = seq WHERE journal_id = ${aVoucher} AND seq = 1`],
    },
    {
      what: 'a line that was put to a voucher later',
      tables: ['entry'],
      plant: [
        `INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
         SELECT centre_id, journal_id, 99999, business_date, account_id, subject, side, 1 FROM entry WHERE journal_id = ${aVoucher} AND seq = 1`,
      ],
    },
    {
      what: 'a word of a timeline that was written again',
      tables: ['event'],
      plant: [`UPDATE event SET body = body WHERE id = (SELECT min(id) FROM event)`],
    },
  ],
  I20: [
    {
      what: 'an id number in an event',
      tables: ['event'],
      plant: [
        `UPDATE event SET body = '{"who": "11010519491231002X"}' WHERE id = (SELECT min(id) FROM event)`,
      ],
    },
    {
      what: 'a card in the receipt of a case',
      tables: ['service_case'],
      plant: [
        `UPDATE service_case SET receipt = '{"card": "6222609999900001233"}' WHERE id = (SELECT min(id::text)::uuid FROM service_case)`,
      ],
    },
    {
      what: 'a phone in what a decision says',
      tables: ['decision'],
      plant: [
        `UPDATE decision SET headline = '电话13800000000' WHERE case_id = (SELECT min(case_id::text)::uuid FROM decision)`,
      ],
    },
  ],
};
