import type { PlantedBreach } from './planted-breaches';

const frozen = `(SELECT account_id FROM court_freeze WHERE state = 'active' AND wanted_fen IS NOT NULL LIMIT 1)`;
const anyAccount = `(SELECT account_id FROM member_account WHERE state = '01' ORDER BY account_id LIMIT 1)`;

/** What makes the invariants of members' accounts untrue. */
export const plantedMemberBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  M1: [
    {
      what: 'a hold above what the court ordered',
      tables: ['hold', 'court_freeze'],
      plant: [
        `UPDATE court_freeze SET wanted_fen = wanted_fen - 1 WHERE state = 'active' AND wanted_fen IS NOT NULL`,
      ],
    },
    {
      what: 'a freeze in effect that holds nothing',
      tables: ['hold'],
      plant: [
        `UPDATE hold SET state = 'released', ended_at = now() WHERE kind = 'court' AND state = 'active'`,
      ],
    },
    {
      what: 'a freeze that wants more than its order',
      tables: ['court_order'],
      plant: [`UPDATE court_order SET amount_fen = amount_fen - 1 WHERE amount_fen IS NOT NULL`],
    },
    {
      what: 'an account that is frozen without a court',
      tables: ['member_account'],
      plant: [
        `UPDATE member_account SET state = '06', state_before_freeze = '01' WHERE account_id = ${anyAccount}`,
      ],
    },
    {
      what: 'a balance that does not know its courts',
      tables: ['member_balance'],
      plant: [`UPDATE member_balance SET courts = 0 WHERE account_id = ${frozen}`],
    },
  ],
  M2: [
    {
      what: 'a closed account with money on it',
      tables: ['member_account'],
      plant: [`UPDATE member_account SET state = '03' WHERE account_id = ${anyAccount}`],
    },
  ],
  M3: [
    {
      what: 'an account at another unit than its balance',
      tables: ['member_balance'],
      plant: [`UPDATE member_balance SET unit_id = unit_id + 1000 WHERE account_id = ${anyAccount}`],
    },
    {
      what: 'a line in the books of another unit',
      tables: ['entry'],
      plant: [`UPDATE entry SET unit_id = unit_id + 1000 WHERE account_id = ${anyAccount}`],
    },
    {
      what: 'an account kept by the centre that is with an employer',
      tables: ['member_account'],
      plant: [`UPDATE member_account SET held_centrally = true WHERE account_id = ${anyAccount}`],
    },
    {
      what: 'a move that nobody made',
      tables: ['account_move'],
      plant: ['DELETE FROM account_move'],
    },
  ],
  M4: [
    {
      what: 'an account merged away that is not closed',
      tables: ['account_merge'],
      plant: [
        `INSERT INTO account_merge SELECT centre_id, account_id, account_id + 1, 0, 0, 0, gen_random_uuid(), '2026-11-21' FROM member_account LIMIT 1`,
      ],
    },
    {
      what: 'a former identity of nobody',
      tables: ['former_identity'],
      plant: [
        `INSERT INTO former_identity VALUES (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), sha256('x'), 'x', 'x', gen_random_uuid(), '2026-11-21')`,
      ],
    },
  ],
  M5: [
    {
      what: 'a month credited without its money',
      tables: ['flexible_payment'],
      plant: [
        `INSERT INTO flexible_payment (centre_id, id, account_id, month, base_fen, amount_fen, payment_no, state, case_id, receipt_id, posted_on)
         VALUES (1, gen_random_uuid(), ${anyAccount}, 202611, 100, 10, 'LH', 'POSTED', gen_random_uuid(), gen_random_uuid(), '2026-11-21')`,
      ],
    },
  ],
};
