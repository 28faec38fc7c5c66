import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { parseYuan, plus } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { IsMonth, IsPaperText, IsYuan } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { AmountReader, DecidedAmount } from '../../../policy';
import { Settlement } from '../../../settlement';
import type { RefundLineFact } from '../../domain/refund/refund-fact';
import { unitAccountLives } from '../../domain/rules/employer/unit-account-lives.rule';
import { refundAccountOpen } from '../../domain/rules/refund/refund-account-open.rule';
import { refundAmountWithinLine } from '../../domain/rules/refund/refund-amount-within-line.rule';
import { refundBalanceEnough } from '../../domain/rules/refund/refund-balance-enough.rule';
import { refundLinePosted } from '../../domain/rules/refund/refund-line-posted.rule';
import { refundNotHedgedSince } from '../../domain/rules/refund/refund-not-hedged-since.rule';
import { refundPayerOne } from '../../domain/rules/refund/refund-payer-one.rule';
import { refundWithinWindow } from '../../domain/rules/refund/refund-within-window.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { insertRefund, selectRefundLine } from '../../store/refund-store';
import { insertRefundLot } from '../../store/suspense-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { CONTRIBUTION_REFUND } from './refund-settlement';

/** Input of GJ13: which line was paid wrongly, and where its money goes. */
export class RefundInput {
  @IsUUID()
  employerId!: string;

  @IsString()
  @Length(1, 120)
  name!: string;

  @IsString()
  @Length(15, 18)
  idNo!: string;

  /** The month the money was credited for. */
  @IsMonth()
  month!: string;

  /** The back payment the line stands on; without it, the remittance list of the month. */
  @IsOptional()
  @IsUUID()
  backPaymentId?: string;

  /** What of the employer's side goes back; all that is left of both sides when neither is said. */
  @IsOptional()
  @IsYuan()
  employerAmount?: string;

  @IsOptional()
  @IsYuan()
  employeeAmount?: string;

  /** Back to the account it was paid from, or into the unit's suspense for a later list. */
  @IsIn(['payer', 'suspense'])
  to!: 'payer' | 'suspense';

  @IsPaperText(1, 200)
  reason!: string;
}

type Context = CaseContext<RefundInput>;

/** GJ13 错缴退回: what an employer paid wrongly for a member goes back, all or part of one line. */
@Injectable()
export class RefundItem implements Item<RefundInput> {
  readonly code = 'GJ13';
  readonly input = RefundInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'refund.line',
      replaces: { zh: '错缴退款申请书、汇缴书和银行回单', en: 'refund form, remittance form and bank slip' },
    },
    { name: 'employer.secondAgent' },
  ];
  readonly grants = {};
  readonly rules = [
    unitAccountLives,
    refundLinePosted,
    refundWithinWindow,
    refundAmountWithinLine,
    refundAccountOpen,
    refundBalanceEnough,
    refundNotHedgedSince,
    refundPayerOne,
    secondAgentAgreed,
  ];
  readonly amountRule = {
    zh: '申请退回的单位、个人部分之和，不填则为该笔尚未退回的全部；已结利息不追回',
    en: 'the sum of what is asked of both sides, all that is left of the line when nothing is said; interest that was capitalised is not taken back',
  };
  readonly example: RefundInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    name: '王小明',
    idNo: '11010519491231002X',
    month: '2026-10',
    to: 'payer',
    reason: '该职工已离职，10 月多缴',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly settlement: Settlement,
    private readonly clock: Clock,
  ) {}

  /** One refund of a line at a time; whose account it is stays out of it when there is no such line. */
  async subject(tx: Tx, actor: Actor, input: RefundInput): Promise<Subject> {
    const { employerId, idNo, month, backPaymentId = null } = input;
    const personId = await this.access.agentOf(tx, actor, employerId);
    const member = this.parties.idOf(idNo);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    const wanted = { personId: member, month: parseMonth(month), backPaymentId };
    const line = unit && (await selectRefundLine(tx, { unitId: unit.unitId, ...wanted }));
    const businessKey = `${employerId}:${member}:${month}:${backPaymentId ?? 'list'}`;
    return { personId, employerId, accountId: line?.accountId ?? null, businessKey };
  }

  amount(reader: AmountReader): DecidedAmount | null {
    const line = reader.fact<RefundLineFact>('refund.line');
    if (!line.found) return null;
    const trace = [
      { label: { zh: '单位部分', en: 'employer’s side' }, value: line.employer },
      { label: { zh: '个人部分', en: 'member’s side' }, value: line.employee },
    ];
    return { granted: line.amount, trace };
  }

  /** Unit, then account: what is left of the line, and what is free on the account, stay as they are. */
  async lock(tx: Tx, { employerId, accountId }: Context): Promise<void> {
    if (employerId !== null) await selectUnitOfEmployer(tx, employerId, { lock: true });
    if (accountId !== null) await this.ledger.balanceOf(tx, accountId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    context: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const line = foundLine(facts);
    const { caseId, employerId, input } = context;
    const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: true });
    if (!unit) throw new Error('an approved refund is that of an employer with an account');
    const [employerFen, employeeFen] = [parseYuan(line.employer), parseYuan(line.employee)];
    const whole = line.employer === line.leftEmployer && line.employee === line.leftEmployee;
    const refund = {
      caseId,
      unitId: unit.unitId,
      accountId: BigInt(line.accountId),
      source: line.source,
      sourceId: line.sourceId,
      month: parseMonth(input.month),
      employerFen,
      employeeFen,
      goesTo: line.to,
      payerReceiptId: line.payer,
      whole,
      on: this.clock.today(),
    };
    await insertRefund(tx, refund);
    const amountFen = plus(employerFen, employeeFen);
    // JGJ/T 320: A.5 其他; A.9 marks the line that is cancelled whole.
    const receipt = {
      amount: line.amount,
      month: input.month,
      businessType: '99',
      reversalMark: whole ? '02' : '01',
    };
    const told = { ...refund, amountFen };
    return line.to === 'suspense' ? this.keep(tx, told, receipt) : this.payBack(tx, told, receipt, context);
  }

  /** V3 into the unit's 21901: the money is at once the employer's to use, and nobody has to pay. */
  private async keep(
    tx: Tx,
    { caseId, unitId, accountId, amountFen, on, payerReceiptId }: Told,
    receipt: Receipted,
  ): Promise<CarryOutResult> {
    const journal = { kind: 'refund-kept', sourceId: caseId, businessDate: on, valueDate: on };
    await together([
      this.ledger.post(tx, journal, [
        { accountId, side: 'D', amountFen },
        { accountId: unitId, side: 'C', amountFen },
      ]),
      insertRefundLot(tx, unitId, { caseId, amountFen, on, payerReceiptId }),
    ]);
    const event = { kind: 'done', body: { amount: receipt.amount } } as const;
    return { state: 'done', receipt: { ...receipt, keptInSuspense: true }, event };
  }

  /** Held on the member's account until the bank has paid the account the money came from. */
  private async payBack(
    tx: Tx,
    { caseId, accountId, amountFen, payerReceiptId }: Told,
    receipt: Receipted,
    { input }: Context,
  ): Promise<CarryOutResult> {
    if (payerReceiptId === null) throw new Error('a refund that is paid back has a payer');
    const personId = this.parties.idOf(input.idNo);
    const hold = { accountId, personId, amountFen, kind: CONTRIBUTION_REFUND, caseId, potId: null } as const;
    const [, instructionId] = await together([
      this.ledger.placeHold(tx, hold),
      this.settlement.instruct(tx, {
        purpose: CONTRIBUTION_REFUND,
        sourceId: caseId,
        payeeReceiptId: payerReceiptId,
        amountFen,
        // 01 汇补缴 (handbook 6.7)
        busType: '01',
        summary: '公积金错缴退回',
      }),
    ]);
    const event = { kind: 'payment-sent', body: { amount: receipt.amount } } as const;
    return { state: 'paying', instructionId, receipt, event };
  }
}

type Told = Parameters<typeof insertRefund>[1] & { readonly amountFen: bigint };

interface Receipted {
  readonly [key: string]: string;
  readonly amount: string;
}

function foundLine(facts: ReadonlyMap<string, Fact>): RefundLineFact & { found: true } {
  const fact = facts.get('refund.line');
  const value = fact?.state === 'known' ? (fact.value as RefundLineFact) : { found: false as const };
  if (!value.found) throw new Error('an approved refund has its line');
  return value;
}
