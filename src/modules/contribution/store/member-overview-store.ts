import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { BaseSource } from '../domain/enrolment/base-source';
import type { UnitKind } from '../domain/member/account-move';
import type { RosterKind } from '../domain/roster/roster-change';

/** What a member sees of the own account; read from our tables and the ledger's in one statement. */
export interface MemberOverviewRow {
  readonly accountNo: string;
  readonly state: string;
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly unitKind: UnitKind;
  readonly baseFen: Fen;
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
  /** What the base rests on; null of an account taken over, of which nobody knows. */
  readonly baseSource: BaseSource | null;
  readonly openedOn: string;
  /** null while it is open. */
  readonly closedOn: string | null;
  readonly closingReason: string | null;
  readonly carriedFen: Fen;
  readonly currentFen: Fen;
  readonly heldFen: Fen;
  /** Credited by remittance in the calendar month asked about. */
  readonly creditedFen: Fen;
  readonly sealedOn: string | null;
  /** History of the account on its employers' rosters, oldest first; bases in yuan. */
  readonly changes: readonly {
    readonly kind: RosterKind;
    readonly from: string;
    readonly base: string | null;
    readonly reason: string | null;
    readonly on: string;
  }[];
  readonly holds: readonly { readonly kind: string; readonly amount: string; readonly placedAt: string }[];
}

/** The open account of a person, else the one closed last; credits are those booked from `monthStart` up to and including `today`. */
export async function selectMemberOverview(
  tx: Tx,
  personId: string,
  period: { monthStart: string; today: string },
): Promise<MemberOverviewRow | null> {
  const [row] = await tx.query<MemberOverviewRow>(
    `SELECT m.account_no AS "accountNo", m.state, u.employer_id AS "employerId", u.unit_account_no AS "unitAccountNo", u.kind AS "unitKind",
            m.base_fen AS "baseFen", m.employer_fen AS "employerFen", m.employee_fen AS "employeeFen", m.base_source AS "baseSource", m.opened_on AS "openedOn",
            m.closed_on AS "closedOn", m.closing_reason AS "closingReason",
            m.sealed_on AS "sealedOn",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'from', (c.from_month / 100) || '-' || lpad((c.from_month % 100)::text, 2, '0'),
                'base', (c.base_fen / 100)::text || '.' || lpad((c.base_fen % 100)::text, 2, '0'), 'reason', c.reason, 'on', c.made_on) ORDER BY c.id), '[]')
               FROM roster_change AS c WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id) AS changes,
            b.carried_fen AS "carriedFen", b.current_fen AS "currentFen", b.held_fen AS "heldFen",
            (SELECT coalesce(sum(e.amount_fen), 0)::bigint FROM entry AS e
               JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind = 'remittance'
              WHERE e.centre_id = m.centre_id AND e.account_id = m.account_id AND e.side = 'C'
                AND e.business_date BETWEEN $3::date AND $4::date) AS "creditedFen",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', h.kind,
                'amount', (h.amount_fen / 100)::text || '.' || lpad((h.amount_fen % 100)::text, 2, '0'),
                'placedAt', to_char(h.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY h.placed_at), '[]')
               FROM hold AS h WHERE h.centre_id = m.centre_id AND h.account_id = m.account_id AND h.state = 'active') AS holds
       FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
       JOIN member_balance AS b ON b.centre_id = m.centre_id AND b.account_id = m.account_id
      WHERE m.centre_id = $1 AND m.person_id = $2
      ORDER BY m.state IN ('01', '02', '06') DESC, m.closed_on DESC NULLS LAST, m.account_id DESC LIMIT 1`,
    [tx.centreId, personId, period.monthStart, period.today],
  );
  return row ?? null;
}

/** Accounts of a unit that contribute, a court's freeze or not, and money it has in suspense. */
export async function selectUnitFigures(
  tx: Tx,
  unitId: bigint,
): Promise<{ activeMembers: number; suspenseFen: Fen }> {
  const [row] = await tx.query<{ activeMembers: number; suspenseFen: Fen }>(
    `SELECT (SELECT count(*) FROM member_account WHERE centre_id = $1 AND unit_id = $2 AND coalesce(state_before_freeze, state) = '01')::int AS "activeMembers",
            (SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint
               FROM entry WHERE centre_id = $1 AND account_id = $2) AS "suspenseFen"`,
    [tx.centreId, unitId],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}
