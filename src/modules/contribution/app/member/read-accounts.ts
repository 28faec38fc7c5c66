import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { monthOf } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { minus, plus, yuan } from '../../../../kernel/money';
import { formatRate, parseRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { Parties } from '../../../party';
import { virtualUnitName } from '../../domain/member/account-move';
import { BASE_SOURCES, type BaseSource } from '../../domain/enrolment/base-source';
import { closingReasonText, memberStateText, unitStateText } from '../../domain/member/account-state';
import { isSealReason, ROSTER_STEPS, type RosterKind, SEAL_REASONS } from '../../domain/roster/roster-change';
import {
  MATCHED_BY_TEXT,
  type RecognisedBy,
  suspenseText,
  type SuspenseLot,
  type SuspenseReason,
} from '../../domain/remittance/suspense';
import { selectMemberOverview, selectUnitFigures } from '../../store/member-overview-store';
import { selectUnlistedMonth } from '../../store/roster-store';
import { selectLots } from '../../store/suspense-store';
import { inMonth } from '../../store/unit-ratio-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { monthDueOf } from '../remittance/month-due-of';

/** The member's own account. Amounts are yuan strings. */
export interface MemberAccountView {
  readonly accountNo: string;
  readonly state: string;
  readonly stateText: BilingualText;
  readonly employer: { readonly name: string; readonly unitAccountNo: string };
  readonly balance: string;
  /** Carried over from former fund years (上年结转), and paid in since (当年归集). */
  readonly carriedOver: string;
  readonly current: string;
  readonly held: string;
  readonly available: string;
  readonly holds: readonly {
    readonly amount: string;
    readonly reason: BilingualText;
    readonly since: string;
  }[];
  readonly thisMonth: { readonly month: string; readonly credited: string };
  readonly monthly: { readonly base: string; readonly employer: string; readonly employee: string };
  /** Which wage the base is, and why; null of an account taken over, of which nobody knows. */
  readonly baseSource: {
    readonly code: BaseSource;
    readonly basis: 'PREVIOUS_YEAR' | 'CURRENT_MONTH' | 'CARRIED' | 'DECLARED';
    readonly text: BilingualText;
  } | null;
  readonly openedOn: string;
  /** Day and reason (A.7) of the closing; null while the account is open. */
  readonly closed: { readonly on: string; readonly reason: BilingualText } | null;
  /** Day on which the account was sealed, while it is. */
  readonly sealedOn: string | null;
  /** What happened to the account on its employer's roster, oldest first: each holds from a month on. */
  readonly changes: readonly {
    readonly kind: RosterKind;
    readonly text: BilingualText;
    readonly from: string;
    readonly base: string | null;
    readonly reason: BilingualText | null;
    readonly on: string;
  }[];
  readonly asOf: string;
}

/** How the member can be reached; null where nothing was given. */
export interface ContactView {
  readonly mobile: string | null;
  readonly landline: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly postcode: string | null;
}

/** An employer's account as its agent sees it. */
export interface EmployerView {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly unitAccountNo: string;
  readonly state: string;
  readonly stateText: BilingualText;
  readonly district: string;
  readonly payday: number;
  /** Ratios of the month that is due. */
  readonly ratioEmployer: string;
  readonly ratioEmployee: string;
  readonly firstMonth: string;
  /** null before the first remittance. */
  readonly paidThrough: string | null;
  readonly monthDue: string;
  readonly activeMembers: number;
  /** Money that arrived and is not allocated (暂收款). */
  readonly suspense: string;
  /** Where that money came from, one receipt each, oldest first. */
  readonly suspenseFrom: readonly SuspenseView[];
  /** First month whose list is not confirmed yet: roster changes may hold from it. */
  readonly rosterMonth: string;
  readonly asOf: string;
}

/** Money of one receipt in a unit's suspense; amounts in yuan. */
export interface SuspenseView {
  readonly receivedOn: string;
  readonly amount: string;
  /** What of it is still there. */
  readonly left: string;
  readonly why: SuspenseReason;
  readonly whyText: BilingualText;
  readonly recognisedBy: RecognisedBy;
  readonly recognisedByText: BilingualText;
  /** The list it was paid for, where it named one. */
  readonly listId: string | null;
}

const HOLD_REASONS: Readonly<Record<string, BilingualText>> = {
  withdrawal: {
    zh: '提取款正在支付，付款结果确定后即解除（条例第二十五条）',
    en: 'A withdrawal is being paid; released once the bank has confirmed (Regulations, article 25)',
  },
  closing: {
    zh: '账户正在办理提取销户，本金与利息支付成功后销户',
    en: 'The account is being closed; it closes once principal and interest are paid',
  },
  'contribution-refund': {
    zh: '单位申请的错缴退回正在办理，退款结果确定后即解除',
    en: 'A wrong payment of the employer is being refunded; released once the bank has confirmed',
  },
  court: {
    zh: '司法冻结，由作出裁定的法院解除',
    en: 'Frozen by a court; only that court lifts it',
  },
};

@Injectable()
export class ReadAccounts {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /** The open account, else the one closed last. @throws Problem 404 when the caller never had one. */
  async ownAccount(tx: Tx, actor: Actor): Promise<MemberAccountView> {
    const person = actor.identity ? await this.parties.findPersonByIdNo(tx, actor.identity.idNo) : null;
    const today = this.clock.today();
    const month = monthOf(today);
    const row = person && (await selectMemberOverview(tx, person.id, { monthStart: `${month}-01`, today }));
    if (!row) throw notFound();
    const employer = await this.parties.employerById(tx, row.employerId);
    const balance = plus(row.carriedFen, row.currentFen);
    return {
      accountNo: row.accountNo,
      state: row.state,
      stateText: memberStateText(row.state),
      employer: { name: employer?.name ?? virtualUnitName(row.unitKind), unitAccountNo: row.unitAccountNo },
      balance: yuan(balance),
      carriedOver: yuan(row.carriedFen),
      current: yuan(row.currentFen),
      held: yuan(row.heldFen),
      available: yuan(minus(balance, row.heldFen)),
      holds: row.holds.map(({ kind, amount, placedAt }) => ({
        amount,
        reason: HOLD_REASONS[kind] ?? { zh: kind, en: kind },
        since: placedAt,
      })),
      thisMonth: { month, credited: yuan(row.creditedFen) },
      monthly: { base: yuan(row.baseFen), employer: yuan(row.employerFen), employee: yuan(row.employeeFen) },
      baseSource: row.baseSource && { code: row.baseSource, ...BASE_SOURCES[row.baseSource] },
      openedOn: row.openedOn,
      closed:
        row.closedOn === null ? null : { on: row.closedOn, reason: closingReasonText(row.closingReason) },
      sealedOn: row.sealedOn,
      changes: row.changes.map(({ reason, ...change }) => ({
        ...change,
        text: ROSTER_STEPS[change.kind].text,
        reason: reason !== null && isSealReason(reason) ? SEAL_REASONS[reason].text : null,
      })),
      asOf: this.clock.now().toISOString(),
    };
  }

  /** What the caller gave by GJ21; null where nothing was. @throws Problem 404 for somebody who is not known here. */
  async ownContact(tx: Tx, actor: Actor): Promise<ContactView> {
    const person = actor.identity ? await this.parties.findPersonByIdNo(tx, actor.identity.idNo) : null;
    if (!person) throw notFound();
    const { mobile, landline, email, address, postcode } =
      (await this.parties.contactOf(tx, person.id)) ?? {};
    return {
      mobile: mobile ?? null,
      landline: landline ?? null,
      email: email ?? null,
      address: address ?? null,
      postcode: postcode ?? null,
    };
  }

  /** @throws Problem 404 when there is none or it is another's. */
  async employer(tx: Tx, actor: Actor, employerId: string): Promise<EmployerView> {
    await this.access.assertVisible(tx, actor, employerId);
    const employer = await this.parties.employerById(tx, employerId);
    const unit = employer && (await selectUnitOfEmployer(tx, employerId, { lock: false }));
    if (!unit) throw notFound();
    const monthDue = await monthDueOf(tx, unit);
    const due = await inMonth(tx, unit, monthDue);
    const { activeMembers, suspenseFen } = await selectUnitFigures(tx, unit.unitId);
    return {
      id: employerId,
      creditCode: employer.creditCode,
      name: employer.name,
      unitAccountNo: unit.unitAccountNo,
      state: unit.state,
      stateText: unitStateText(unit.state),
      district: unit.district,
      payday: unit.payday,
      ratioEmployer: formatRate(parseRate(due.ratioEmployer), 2),
      ratioEmployee: formatRate(parseRate(due.ratioEmployee), 2),
      firstMonth: unit.firstMonth,
      paidThrough: unit.paidThrough < unit.firstMonth ? null : unit.paidThrough,
      monthDue,
      activeMembers,
      suspense: yuan(suspenseFen),
      suspenseFrom: (await selectLots(tx, unit.unitId)).map(suspenseView),
      rosterMonth: await selectUnlistedMonth(tx, unit),
      asOf: this.clock.now().toISOString(),
    };
  }
}

function suspenseView(lot: SuspenseLot): SuspenseView {
  const { keptOn, amountFen, leftFen, why, recognisedBy, listId } = lot;
  return {
    receivedOn: keptOn,
    amount: yuan(amountFen),
    left: yuan(leftFen),
    why,
    whyText: suspenseText(lot),
    recognisedBy,
    recognisedByText: MATCHED_BY_TEXT[recognisedBy],
    listId,
  };
}
