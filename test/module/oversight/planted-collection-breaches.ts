import type { PlantedBreach } from './planted-breaches';

const anAccount = `(SELECT min(id::text)::uuid FROM bank_account)`;

/** What makes the invariants of orders to collect, and of reminders of arrears, untrue. */
export const plantedCollectionBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  'collected-is-receipt': [
    {
      what: 'money collected that no receipt is of',
      tables: ['collection'],
      plant: [
        `INSERT INTO collection (centre_id, id, purpose, source_id, bank_account_id, payer, amount_fen, partial, reference, bus_type,
           summary, state, bank_serial, value_date, collected_fen, receipt_id, finished_at)
         SELECT 1, gen_random_uuid(), 'planted', gen_random_uuid(), ${anAccount}, '\\x00', 100, false, 'PLANTED0000000000000001', '01',
           'planted', 'paid', 'PLANTED', '2026-11-01', 100, gen_random_uuid(), now()`,
      ],
    },
    {
      what: 'a batch that is done and lacks its orders',
      tables: ['collection_batch', 'collection'],
      plant: [
        `INSERT INTO collection_batch (centre_id, id, purpose, bank_account_id, message, bus_type, reference, parts, amount_fen, state, finished_at)
         SELECT 1, '00000000-0000-7000-8000-00000000000b', 'planted', ${anAccount}, 'BDC104', '01', 'PLANTED0000000000000002', 2, 200, 'done', now()`,
        `INSERT INTO collection (centre_id, id, purpose, source_id, batch_id, bank_account_id, payer, amount_fen, partial, reference,
           bus_type, summary, state)
         SELECT 1, gen_random_uuid(), 'planted', gen_random_uuid(), '00000000-0000-7000-8000-00000000000b', ${anAccount}, '\\x00', 100,
           false, 'PLANTED0000000000000003', '01', 'planted', 'created'`,
      ],
    },
  ],
  U5: [
    {
      what: 'a reminder of the third stage after one month',
      tables: ['arrears_reminder'],
      plant: [
        `INSERT INTO arrears_reminder (centre_id, unit_id, stage, months, first_month, deadline, sent_on)
         SELECT 1, min(ledger_account_id), 3, 1, 202609, '2026-10-20', '2026-11-01' FROM unit_account`,
      ],
    },
  ],
};
