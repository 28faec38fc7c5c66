import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { fen, parseYuan, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { IsYuan } from '../../../../platform/http';
import { CaseFile, type CarryOutResult, type CaseContext, type Item, type Subject } from '../../../casework';
import type { AmountReader, DecidedAmount } from '../../../policy';
import { Settlement } from '../../../settlement';
import { lotsFor } from '../../domain/remittance/suspense';
import { unitAccountLives } from '../../domain/rules/employer/unit-account-lives.rule';
import { unitAccountLives2 } from '../../domain/rules/employer/unit-account-lives-2.rule';
import { suspenseCovers } from '../../domain/rules/suspense/suspense-covers.rule';
import { suspensePayerKnown } from '../../domain/rules/suspense/suspense-payer-known.rule';
import { suspenseTargetAwaits } from '../../domain/rules/suspense/suspense-target-awaits.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import type { SuspenseFact } from '../../domain/suspense/suspense-fact';
import { type BackPayment, selectBackPayment } from '../../store/back-payment-store';
import { type RemittanceList, selectList } from '../../store/remittance-list-store';
import { insertReturn } from '../../store/suspense-return-store';
import { selectLots } from '../../store/suspense-store';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';
import { BookBackPayment } from '../back-payment/book-back-payment';
import { EmployerAccess } from '../employer/employer-access';
import { creditedBody, Decomposition } from '../remittance/decomposition';
import { SUSPENSE_RETURN } from './suspense-settlement';

/** Input of GJ19: a list to be paid out of suspense, or a lot that goes back to its payer. */
export class SuspenseInput {
  @IsUUID()
  employerId!: string;

  @IsIn(['allocate', 'return'])
  action!: 'allocate' | 'return';

  /** Of `allocate`: a confirmed remittance list … */
  @ValidateIf(
    ({ action, backPaymentId }: SuspenseInput) => action === 'allocate' && backPaymentId === undefined,
  )
  @IsUUID()
  listId?: string;

  /** … or a confirmed back payment. */
  @IsOptional()
  @IsUUID()
  backPaymentId?: string;

  /** Of `return`: the lot as the suspense report names it. */
  @ValidateIf(({ action }: SuspenseInput) => action === 'return')
  @IsUUID()
  lotId?: string;

  /** Of `return`: part of the lot; all of it unless given. */
  @IsOptional()
  @IsYuan()
  amount?: string;
}

type Context = CaseContext<SuspenseInput>;

/** GJ19 单位暂收款分配或退回. */
@Injectable()
export class SuspenseItem implements Item<SuspenseInput> {
  readonly code = 'GJ19';
  readonly input = SuspenseInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'suspense.request',
      replaces: { zh: '银行回单、情况说明', en: 'bank slip and written explanation' },
    },
    { name: 'employer.secondAgent' },
  ];
  readonly grants = {};
  readonly rules = [
    unitAccountLives,
    unitAccountLives2,
    suspenseTargetAwaits,
    suspenseCovers,
    suspensePayerKnown,
    secondAgentAgreed,
  ];
  readonly amountRule = {
    zh: '分配的为清册合计，全额或不分配；退回的为该笔暂收款的余额或申请的金额，只退回原付款账户',
    en: 'what the list costs, whole or not at all; of a return what is left of the lot or what is asked, to the account it came from and no other',
  };
  readonly example: SuspenseInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    action: 'allocate',
    listId: '0193a1c0-0000-7000-8000-000000000002',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly decomposition: Decomposition,
    private readonly backPayments: BookBackPayment,
    private readonly settlement: Settlement,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, input: SuspenseInput): Promise<Subject> {
    const { employerId, action, listId, backPaymentId, lotId } = input;
    const personId = await this.access.agentOf(tx, actor, employerId);
    const what = action === 'return' ? lotId : (backPaymentId ?? listId);
    return { personId, employerId, accountId: null, businessKey: `${employerId}:${action}:${what ?? ''}` };
  }

  amount(reader: AmountReader): DecidedAmount {
    const asked = reader.fact<SuspenseFact>('suspense.request');
    return {
      granted: asked.amount,
      trace: [{ label: { zh: '可用暂收款', en: 'usable suspense' }, value: asked.left }],
    };
  }

  /** Unit, then list: the order in which a receipt takes them. */
  async lock(tx: Tx, { employerId, input }: Context): Promise<void> {
    if (employerId !== null) await selectUnitOfEmployer(tx, employerId, { lock: true });
    if (input.backPaymentId !== undefined) await selectBackPayment(tx, input.backPaymentId, { lock: true });
    else if (input.listId !== undefined) await selectList(tx, input.listId, { lock: true });
  }

  async carryOut(tx: Tx, context: Context & { caseId: string }, decision: Decision): Promise<CarryOutResult> {
    const { employerId, input } = context;
    const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: true });
    if (!unit || decision.amount === null) throw new Error('an approved allocation has a unit and an amount');
    const { amount } = decision;
    if (input.action === 'return') return this.giveBack(tx, context, unit, amount);
    const payment =
      input.backPaymentId === undefined
        ? null
        : await selectBackPayment(tx, input.backPaymentId, { lock: true });
    if (payment) await this.payBackPayment(tx, payment);
    else await this.payList(tx, await selectList(tx, input.listId ?? '', { lock: true }));
    return { state: 'done', receipt: { amount }, event: { kind: 'done', body: { amount } } };
  }

  private async payList(tx: Tx, list: RemittanceList | null): Promise<void> {
    if (!list || list.caseId === null) throw new Error('an approved allocation has a confirmed list');
    const { paid, note } = await this.decomposition.fromSuspense(tx, list, true);
    if (!paid) throw new Error(`the suspense does not hold what list ${list.id} costs`);
    const parts = { fromPayment: fen(0n), fromSuspense: list.totalFen, surplus: fen(0n) };
    await this.caseFile.step(tx, list.caseId, {
      from: 'waiting-funds',
      to: 'done',
      event: { kind: 'decomposed', body: { ...creditedBody(list, parts), note: note && { ...note } } },
      receipt: {
        postedOn: this.clock.today(),
        fromSuspense: yuan(list.totalFen),
        surplus: '0.00',
        paidThrough: list.month,
      },
    });
  }

  private async payBackPayment(tx: Tx, payment: BackPayment): Promise<void> {
    if (payment.caseId === null) throw new Error('an approved allocation has a confirmed back payment');
    const lots = lotsFor({ id: payment.id, useSuspense: true }, await selectLots(tx, payment.unitId));
    const draws = await this.backPayments.fromSuspense(tx, payment, lots);
    if (draws === null) throw new Error(`the suspense does not hold what back payment ${payment.id} costs`);
    const amount = yuan(payment.totalFen);
    await this.caseFile.step(tx, payment.caseId, {
      from: 'waiting-funds',
      to: 'done',
      event: { kind: 'decomposed', body: { members: payment.memberCount, amount, fromSuspense: amount } },
      receipt: { postedOn: this.clock.today(), fromSuspense: amount, surplus: '0.00' },
    });
  }

  /** Set aside, and paid to the payer of the receipt by the account that received it. */
  private async giveBack(
    tx: Tx,
    { caseId, input }: Context & { caseId: string },
    { unitId }: UnitAccount,
    amount: string,
  ): Promise<CarryOutResult> {
    const lot = (await selectLots(tx, unitId)).find(({ receiptId }) => receiptId === input.lotId);
    const payeeReceiptId = lot?.payerReceiptId ?? null;
    if (!lot || payeeReceiptId === null) throw new Error('an approved return has a lot and its payer');
    const amountFen = parseYuan(amount);
    const on = this.clock.today();
    const [, instructionId] = await together([
      insertReturn(tx, { caseId, lotId: lot.receiptId, unitId, amountFen, on }),
      this.settlement.instruct(tx, {
        purpose: SUSPENSE_RETURN,
        sourceId: caseId,
        payeeReceiptId,
        amountFen,
        // 20 其他 (handbook 6.7)
        busType: '20',
        summary: '公积金暂收款退回',
      }),
    ]);
    const event = { kind: 'payment-sent', body: { amount } } as const;
    return { state: 'paying', instructionId, receipt: { amount, lotId: lot.receiptId }, event };
  }
}
