import { Injectable } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import { yuan } from '../../../kernel/money';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import type { AmountReader, DecidedAmount } from '../../policy';
import type { ListFact } from '../domain/facts';
import { paymentNo } from '../domain/payment-number';
import { listCoversEveryMember } from '../domain/rules/list-covers-every-member.rule';
import { listIsDraft } from '../domain/rules/list-is-draft.rule';
import { remittanceMonthNotYetRemitted } from '../domain/rules/remittance-month-not-yet-remitted.rule';
import { remittanceMonthWithoutGap } from '../domain/rules/remittance-month-without-gap.rule';
import { unitAccountActive } from '../domain/rules/unit-account-active.rule';
import { selectCollectionAccounts } from '../store/collection-account-store';
import { confirmList, nextPaymentSequence, selectList } from '../store/remittance-list-store';
import { selectUnit } from '../store/unit-account-store';
import { EmployerAccess } from './employer-access';

/** Input of GJ11: a list made by POST /v1/remittance-lists. */
export class RemitInput {
  @IsUUID()
  listId!: string;
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
  ];
  readonly grants = {};
  readonly rules = [
    unitAccountActive,
    listIsDraft,
    remittanceMonthNotYetRemitted,
    remittanceMonthWithoutGap,
    listCoversEveryMember,
  ];
  readonly amountRule = {
    zh: '清册中每位职工的单位部分与个人部分之和',
    en: 'the sum of both sides over all members on the list',
  };
  readonly example = { listId: '0193a1c0-0000-7000-8000-000000000002' };

  constructor(
    private readonly access: EmployerAccess,
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

  async carryOut(
    tx: Tx,
    { input, caseId }: Context & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const list = await selectList(tx, input.listId, { lock: true });
    if (!list) throw new Error('an approved remittance has a list');
    const number = paymentNo(this.clock.today(), await nextPaymentSequence(tx));
    await confirmList(tx, list, { paymentNo: number, caseId, at: this.clock.now() });
    const [{ accountNo, name, bankCode }, ...others] = await selectCollectionAccounts(tx);
    const amount = yuan(list.totalFen);
    return {
      state: 'waiting-funds',
      receipt: {
        paymentNo: number,
        amount,
        payTo: accountNo,
        payToName: name,
        payToBank: bankCode,
        // Money that arrives on any of them is decomposed alike.
        orPayTo: others.map((other) => ({
          account: other.accountNo,
          name: other.name,
          bank: other.bankCode,
        })),
        month: list.month,
        members: list.memberCount,
      },
      event: { kind: 'funds-awaited', body: { paymentNo: number, amount } },
    };
  }
}
