import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { AmountReader, DecidedAmount } from '../../../policy';
import type { Grants } from '../../../registry';
import type { CourtOrderFact } from '../../domain/court/court-order';
import { deductionRoom } from '../../domain/court/deduction-room';
import { courtAccountOpen } from '../../domain/rules/court/court-account-open.rule';
import { courtDeductionGrounded } from '../../domain/rules/court/court-deduction-grounded.rule';
import { courtDeductionGrounded2 } from '../../domain/rules/court/court-deduction-grounded-2.rule';
import { courtDeductionWithin } from '../../domain/rules/court/court-deduction-within.rule';
import { courtFreezeInTerm } from '../../domain/rules/court/court-freeze-in-term.rule';
import { courtFreezeToChange } from '../../domain/rules/court/court-freeze-to-change.rule';
import { courtNoticeAgrees } from '../../domain/rules/court/court-notice-agrees.rule';
import { courtOrderInForce } from '../../domain/rules/court/court-order-in-force.rule';
import { courtOrderNotDone } from '../../domain/rules/court/court-order-not-done.rule';
import { courtPayeeNamed } from '../../domain/rules/court/court-payee-named.rule';
import { COURT_GROUND_NEEDS, COURT_ORDER_FIELDS } from '../../facts/court.facts';
import { selectLatestAccountOf } from '../../store/closed-account-store';
import { CarryCourtOrder } from './carry-court-order';
import { CourtOrderInput } from './court-order.input';

/** GJ35 司法冻结、解冻与扣划: taken in at a counter, carried out on the word of the court registry. */
@Injectable()
export class CourtOrderItem implements Item<CourtOrderInput> {
  readonly code = 'GJ35';
  readonly input = CourtOrderInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['clerk'] as const;
  readonly facts = [
    { name: 'court.order' },
    { name: 'court.notice' },
    { name: 'court.ground', replaces: { zh: '离休、退休证', en: 'retirement book' } },
    { name: 'court.freezes' },
    { name: 'member.account' },
    { name: 'member.balance' },
  ];
  readonly grants: Grants = { 'CRT.order': COURT_ORDER_FIELDS, ...COURT_GROUND_NEEDS };
  readonly rules = [
    courtOrderInForce,
    courtNoticeAgrees,
    courtOrderNotDone,
    courtAccountOpen,
    courtFreezeInTerm,
    courtFreezeToChange,
    courtPayeeNamed,
    courtDeductionGrounded,
    courtDeductionGrounded2,
    courtDeductionWithin,
  ];
  readonly amountRule = {
    zh: '扣划金额以法院文书为准，不超过账户中可扣划的金额；冻结、续冻、解冻不发生资金支付',
    en: 'what the order says, within what can be deducted; freeze, renewal and release pay nothing',
  };
  readonly example: CourtOrderInput = {
    name: '王小明',
    idNo: '11010519491231002X',
    orderNo: '（2026）晋0105执17号',
    papers: {
      notice: {
        kind: 'assistance-notice',
        number: '（2026）晋0105执17号',
        issuer: '太原市虚构区人民法院',
        issuedOn: '2026-11-20',
      },
    },
  };

  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly orders: CarryCourtOrder,
  ) {}

  async subject(tx: Tx, _actor: Actor, { name, idNo, orderNo }: CourtOrderInput): Promise<Subject> {
    const applicant = { name, idNo: normaliseResidentId(idNo) };
    const personId =
      (await this.parties.findPersonByAnyNumber(tx, applicant.idNo)) ?? this.parties.idOf(applicant.idNo);
    const accountId = await selectLatestAccountOf(tx, personId);
    return { personId, employerId: null, accountId, applicant, businessKey: orderNo };
  }

  amount(reader: AmountReader): DecidedAmount | null {
    const order = reader.fact<CourtOrderFact>('court.order');
    if (!order.inForce || order.kind !== 'deduct') return null;
    const room = yuan(deductionRoom(reader));
    const granted = order.amount ?? room;
    return {
      granted,
      trace: [
        { label: { zh: '法院文书金额', en: 'what the order says' }, value: order.amount ?? '—' },
        { label: { zh: '可扣划金额', en: 'what can be deducted' }, value: room },
      ],
    };
  }

  /** The account alone: a court passes whatever has engaged it. */
  async lock(tx: Tx, { accountId }: CaseContext<CourtOrderInput>): Promise<void> {
    if (accountId !== null) await this.ledger.balanceOf(tx, accountId, { lock: true });
  }

  carryOut(
    tx: Tx,
    context: CaseContext<CourtOrderInput> & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    return this.orders.carry(tx, context, decision, facts);
  }
}
