import { Injectable } from '@nestjs/common';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText, Decision } from '../../../../kernel/decision';
import { type Fen, fen, minus, yuan } from '../../../../kernel/money';
import { compareMonths, previousMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { AmountReader, DecidedAmount } from '../../../policy';
import type { ListFact } from '../../domain/facts';
import { paymentNo } from '../../domain/remittance/payment-number';
import { debitHasMandate } from '../../domain/rules/remittance/debit-has-mandate.rule';
import { listBasesInForce } from '../../domain/rules/remittance/list-bases-in-force.rule';
import { listCoversEveryMember } from '../../domain/rules/remittance/list-covers-every-member.rule';
import { listIsDraft } from '../../domain/rules/remittance/list-is-draft.rule';
import { remittanceMonthNotYetRemitted } from '../../domain/rules/remittance/remittance-month-not-yet-remitted.rule';
import { remittanceMonthWithoutGap } from '../../domain/rules/remittance/remittance-month-without-gap.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { unitAccountActive } from '../../domain/rules/employer/unit-account-active.rule';
import { selectCollectionAccounts } from '../../store/collection-account-store';
import { takeBasesOfList } from '../../store/list-bases-store';
import { moveUnitPast } from '../../store/deferred-month-store';
import {
  confirmList,
  moveList,
  nextPaymentSequence,
  type RemittanceList,
  selectList,
} from '../../store/remittance-list-store';
import { selectUnlistedMonth } from '../../store/roster-store';
import { selectUnit } from '../../store/unit-account-store';
import { creditedBody, Decomposition } from './decomposition';
import { EmployerAccess } from '../employer/employer-access';
import { RemittanceDebit } from './remittance-debit';

/** Input of GJ11: a list made by POST /v1/remittance-lists. */
export class RemitInput {
  @IsUUID()
  listId!: string;

  /**
   * Whether all money in the unit's suspense may pay this list: at once when it covers all of it, otherwise together
   * with what arrives. Not unless chosen: it is the employer's money, and may be meant for something else. Money that
   * names this list is not, and is taken in any case.
   */
  @IsOptional()
  @IsBoolean()
  useSuspense?: boolean;

  /**
   * Whether the amount is collected at once from the account of the employer's mandate (GJ04), after what suspense pays.
   * Otherwise a transfer under the payment number is awaited.
   */
  @IsOptional()
  @IsBoolean()
  collect?: boolean;
}

type Context = CaseContext<RemitInput>;

/** GJ11 汇缴: the list is confirmed and gets the number to pay under; the money decomposes it when it arrives. */
@Injectable()
export class RemitItem implements Item<RemitInput> {
  readonly code = 'GJ11';
  readonly input = RemitInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    { name: 'remittance.list', replaces: { zh: '汇缴书和汇缴清册', en: 'remittance form and printed list' } },
    { name: 'remittance.debit' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants = {};
  readonly rules = [
    unitAccountActive,
    listIsDraft,
    remittanceMonthNotYetRemitted,
    remittanceMonthWithoutGap,
    listCoversEveryMember,
    listBasesInForce,
    debitHasMandate,
    secondAgentAgreed,
  ];
  readonly amountRule = {
    zh: '清册中每位职工的单位部分与个人部分之和。确认前已按清册编号到账的资金归该清册；选择动用暂收款（useSuspense）的，单位其余暂收款一并使用。足额的确认时即分解，不足的只需补转差额',
    en: 'the sum of both sides over all members on the list. Money that came before and names the list is the list’s; with useSuspense so is all other suspense of the unit. When that is enough it is credited on confirmation, otherwise only the rest is to be transferred',
  };
  readonly example = { listId: '0193a1c0-0000-7000-8000-000000000002' };

  constructor(
    private readonly access: EmployerAccess,
    private readonly decomposition: Decomposition,
    private readonly debit: RemittanceDebit,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { listId }: RemitInput): Promise<Subject> {
    const list = await selectList(tx, listId, { lock: false });
    const unit = list && (await selectUnit(tx, list.unitId, { lock: false }));
    if (!unit) throw notFound();
    const personId = await this.access.agentOf(tx, actor, unit.employerId);
    return { personId, employerId: unit.employerId, accountId: null, businessKey: listId };
  }

  amount(reader: AmountReader): DecidedAmount {
    const { total, members } = reader.fact<ListFact>('remittance.list');
    const trace = [
      { label: { zh: '人数', en: 'members' }, value: String(members) },
      { label: { zh: '合计', en: 'total' }, value: total },
    ];
    return { granted: total, trace };
  }

  /** Unit, then list: the order in which a receipt takes them. */
  async lock(tx: Tx, { input }: Context): Promise<void> {
    const list = await selectList(tx, input.listId, { lock: false });
    if (!list) return;
    await selectUnit(tx, list.unitId, { lock: true });
    await selectList(tx, input.listId, { lock: true });
  }

  /** Months before it in which nobody contributes owe nothing: the unit is past them now. */
  private async passEmptyMonths(tx: Tx, { unitId, month }: RemittanceList): Promise<void> {
    const unit = await selectUnit(tx, unitId, { lock: true });
    const before = previousMonth(month);
    if (unit && compareMonths(unit.paidThrough, before) < 0) await moveUnitPast(tx, unitId, before);
  }

  async carryOut(
    tx: Tx,
    { input, caseId }: Context & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const list = await selectList(tx, input.listId, { lock: true });
    if (!list) throw new Error('an approved remittance has a list');
    const number = paymentNo(this.clock.today(), await nextPaymentSequence(tx));
    const useSuspense = input.useSuspense ?? false;
    const [at, on] = [this.clock.now(), this.clock.today()];
    const unit = await selectUnit(tx, list.unitId, { lock: true });
    if (!unit) throw new Error('a list is that of a unit');
    const open = await selectUnlistedMonth(tx, unit);
    await confirmList(tx, list, { paymentNo: number, caseId, at, useSuspense });
    await this.passEmptyMonths(tx, list);
    await takeBasesOfList(tx, { unitId: list.unitId, from: list.month, caseId, on, at }, list.id, open);
    const [{ accountNo, name, bankCode }, ...others] = await selectCollectionAccounts(tx);
    const amount = yuan(list.totalFen);
    const receipt = {
      paymentNo: number,
      amount,
      payTo: accountNo,
      payToName: name,
      payToBank: bankCode,
      // Money that arrives on any of them is decomposed alike.
      orPayTo: others.map((other) => ({ account: other.accountNo, name: other.name, bank: other.bankCode })),
      month: list.month,
      members: list.memberCount,
    };
    const suspense = await this.decomposition.fromSuspense(tx, list, useSuspense);
    if (suspense.paid) return creditedAtOnce(list, receipt, suspense, on);
    if (suspense.own > 0n) await moveList(tx, list.id, 'SUSPENSE_SHORT');
    const lacking = minus(list.totalFen, suspense.inSuspense);
    const more = { inSuspense: yuan(suspense.inSuspense), toPay: yuan(lacking) };
    if (input.collect === true) {
      const collecting = { ...(await this.debit.order(tx, list, lacking)) };
      return {
        state: 'waiting-funds',
        receipt: { ...receipt, ...more, collecting },
        event: { kind: 'debit-ordered', body: { paymentNo: number, amount, ...more, collecting } },
      };
    }
    return {
      state: 'waiting-funds',
      receipt: { ...receipt, ...more },
      event: { kind: 'funds-awaited', body: { paymentNo: number, amount, ...more } },
    };
  }
}

/** The list was paid by money that had arrived before: nothing is to be transferred any more. */
function creditedAtOnce(
  list: RemittanceList,
  receipt: CarryOutResult['receipt'],
  { inSuspense, note }: { inSuspense: Fen; note: BilingualText | null },
  on: string,
): CarryOutResult {
  const surplus = minus(inSuspense, list.totalFen);
  const body = creditedBody(list, { fromPayment: fen(0n), fromSuspense: list.totalFen, surplus });
  return {
    state: 'done',
    receipt: {
      ...receipt,
      postedOn: on,
      fromSuspense: yuan(list.totalFen),
      surplus: yuan(surplus),
      paidThrough: list.month,
    },
    event: { kind: 'decomposed', body: { ...body, note: note && { ...note } } },
  };
}
