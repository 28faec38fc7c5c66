import { Injectable } from '@nestjs/common';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { minus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { AmountReader, DecidedAmount } from '../../../policy';
import type { Grants } from '../../../registry';
import type { BackPaymentFact } from '../../domain/back-payment/back-payment-fact';
import { paymentNo } from '../../domain/remittance/payment-number';
import { lotsFor, sumOf } from '../../domain/remittance/suspense';
import { backPaymentAccountsOpen } from '../../domain/rules/back-payment/back-payment-accounts-open.rule';
import { backPaymentAccountsOpen2 } from '../../domain/rules/back-payment/back-payment-accounts-open-2.rule';
import { backPaymentAfterFirstMonth } from '../../domain/rules/back-payment/back-payment-after-first-month.rule';
import { backPaymentAfterFirstMonth2 } from '../../domain/rules/back-payment/back-payment-after-first-month-2.rule';
import { backPaymentAfterHire } from '../../domain/rules/back-payment/back-payment-after-hire.rule';
import { backPaymentAfterHire2 } from '../../domain/rules/back-payment/back-payment-after-hire-2.rule';
import { backPaymentBasesOfMonths } from '../../domain/rules/back-payment/back-payment-bases-of-months.rule';
import { backPaymentIsDraft } from '../../domain/rules/back-payment/back-payment-is-draft.rule';
import { backPaymentMonthsPast } from '../../domain/rules/back-payment/back-payment-months-past.rule';
import { backPaymentStillDue } from '../../domain/rules/back-payment/back-payment-still-due.rule';
import { unitAccountLives } from '../../domain/rules/employer/unit-account-lives.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { EMPLOYMENT_PERIOD } from '../../facts/employment-period';
import { confirmBackPayment, selectBackPayment } from '../../store/back-payment-store';
import { selectCollectionAccounts } from '../../store/collection-account-store';
import { nextPaymentSequence } from '../../store/remittance-list-store';
import { selectLots } from '../../store/suspense-store';
import { selectUnit } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { BookBackPayment } from './book-back-payment';

/** Input of GJ12: a list of back payment made by POST /v1/back-payments. */
export class BackPaymentInput {
  @IsUUID()
  backPaymentId!: string;

  /** Whether money in the unit's suspense may pay it; not unless chosen. */
  @IsOptional()
  @IsBoolean()
  useSuspense?: boolean;
}

type Context = CaseContext<BackPaymentInput>;

/** GJ12 补缴: the list is confirmed and gets the number to pay under; the money is credited when it arrives. */
@Injectable()
export class BackPaymentItem implements Item<BackPaymentInput> {
  readonly code = 'GJ12';
  readonly input = BackPaymentInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'backPayment.list',
      replaces: { zh: '补缴书和补缴清册', en: 'back payment form and printed list' },
    },
    {
      name: 'backPayment.employment',
      replaces: { zh: '劳动合同、工资表', en: 'employment contracts and payrolls' },
    },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'SOC.employments': EMPLOYMENT_PERIOD };
  readonly rules = [
    unitAccountLives,
    backPaymentIsDraft,
    backPaymentMonthsPast,
    backPaymentAfterHire,
    backPaymentAfterHire2,
    backPaymentAfterFirstMonth,
    backPaymentAfterFirstMonth2,
    backPaymentAccountsOpen,
    backPaymentAccountsOpen2,
    backPaymentBasesOfMonths,
    backPaymentStillDue,
    secondAgentAgreed,
  ];
  readonly amountRule = {
    zh: '清册各行单位部分与个人部分之和；每行不超过按该年月的基数、比例和限额计算的应缴额减去该月已缴额。利息自入账之日起计',
    en: 'the sum of both sides over all lines; each is at most what base, ratios and limits of its month give, less what was paid for it. Interest runs from crediting',
  };
  readonly example = { backPaymentId: '0193a1c0-0000-7000-8000-000000000003' };

  constructor(
    private readonly access: EmployerAccess,
    private readonly book: BookBackPayment,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { backPaymentId }: BackPaymentInput): Promise<Subject> {
    const payment = await selectBackPayment(tx, backPaymentId, { lock: false });
    const unit = payment && (await selectUnit(tx, payment.unitId, { lock: false }));
    if (!unit) throw notFound();
    const personId = await this.access.agentOf(tx, actor, unit.employerId);
    return { personId, employerId: unit.employerId, accountId: null, businessKey: backPaymentId };
  }

  amount(reader: AmountReader): DecidedAmount {
    const { total, members, lines } = reader.fact<BackPaymentFact>('backPayment.list');
    const trace = [
      { label: { zh: '人数', en: 'members' }, value: String(members) },
      { label: { zh: '行数', en: 'lines' }, value: String(lines) },
      { label: { zh: '合计', en: 'total' }, value: total },
    ];
    return { granted: total, trace };
  }

  /** Unit, then list: the order in which a receipt takes them. */
  async lock(tx: Tx, { input }: Context): Promise<void> {
    const payment = await selectBackPayment(tx, input.backPaymentId, { lock: false });
    if (!payment) return;
    await selectUnit(tx, payment.unitId, { lock: true });
    await selectBackPayment(tx, input.backPaymentId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    { input, caseId }: Context & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const payment = await selectBackPayment(tx, input.backPaymentId, { lock: true });
    if (!payment) throw new Error('an approved back payment has a list');
    const number = paymentNo(this.clock.today(), await nextPaymentSequence(tx), 'BJ');
    const useSuspense = input.useSuspense ?? false;
    const by = { paymentNo: number, caseId, at: this.clock.now(), useSuspense };
    await confirmBackPayment(tx, payment.id, by);
    const [{ accountNo, name, bankCode }, ...others] = await selectCollectionAccounts(tx);
    const amount = yuan(payment.totalFen);
    const receipt = {
      paymentNo: number,
      amount,
      payTo: accountNo,
      payToName: name,
      payToBank: bankCode,
      orPayTo: others.map((other) => ({ account: other.accountNo, name: other.name, bank: other.bankCode })),
      members: payment.memberCount,
      lines: payment.lineCount,
      // JGJ/T 320 A.5 补缴
      businessType: '02',
    };
    const awaited = { kind: 'funds-awaited', body: { paymentNo: number, amount } } as const;
    if (!useSuspense) return { state: 'waiting-funds', receipt, event: awaited };
    const lots = lotsFor({ id: payment.id, useSuspense }, await selectLots(tx, payment.unitId));
    const draws = await this.book.fromSuspense(tx, { ...payment, caseId, useSuspense }, lots);
    const inSuspense = sumOf(lots);
    if (draws === null) {
      const more = { inSuspense: yuan(inSuspense), toPay: yuan(minus(payment.totalFen, inSuspense)) };
      return {
        state: 'waiting-funds',
        receipt: { ...receipt, ...more },
        event: { ...awaited, body: { ...awaited.body, ...more } },
      };
    }
    const paid = {
      postedOn: this.clock.today(),
      fromSuspense: amount,
      surplus: yuan(minus(inSuspense, payment.totalFen)),
    };
    return {
      state: 'done',
      receipt: { ...receipt, ...paid },
      event: { kind: 'decomposed', body: { members: payment.memberCount, amount, ...paid } },
    };
  }
}
