import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { invalidAt, notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { FlexAccountFact } from '../../domain/flexible/flexible-facts';
import { flexibleAccountContributes } from '../../domain/rules/flexible/flexible-account-contributes.rule';
import { flexibleAccountNotFrozen } from '../../domain/rules/flexible/flexible-account-not-frozen.rule';
import { flexibleAccountOwn } from '../../domain/rules/flexible/flexible-account-own.rule';
import { flexibleBaseInLimits } from '../../domain/rules/flexible/flexible-base-in-limits.rule';
import { flexibleDebitCardBound } from '../../domain/rules/flexible/flexible-debit-card-bound.rule';
import { flexibleMonthInOrder } from '../../domain/rules/flexible/flexible-month-in-order.rule';
import { flexibleNothingAwaited } from '../../domain/rules/flexible/flexible-nothing-awaited.rule';
import { flexibleRatioInRange } from '../../domain/rules/flexible/flexible-ratio-in-range.rule';
import { selectCollectionAccounts } from '../../store/collection-account-store';
import { selectOpenAccountOf } from '../../store/member-account-store';
import { FlexibleAccounts } from './flexible-accounts';
import { ChangeFlexibleInput } from './flexible.input';

type Context = CaseContext<ChangeFlexibleInput>;
type Carried = Context & { caseId: string };

/** GJ31 灵活就业人员缴存变更: pays the next month, stops, or changes base and ratio. */
@Injectable()
export class ChangeFlexibleItem implements Item<ChangeFlexibleInput> {
  readonly code = 'GJ31';
  readonly input = ChangeFlexibleInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly facts = [{ name: 'flexible.account' }];
  readonly grants = {};
  readonly rules = [
    flexibleAccountOwn,
    flexibleAccountContributes,
    flexibleAccountNotFrozen,
    flexibleMonthInOrder,
    flexibleNothingAwaited,
    flexibleDebitCardBound,
    flexibleRatioInRange,
    flexibleBaseInLimits,
  ];
  readonly example: ChangeFlexibleInput = { action: 'pay' };

  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly accounts: FlexibleAccounts,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, input: ChangeFlexibleInput): Promise<Subject> {
    const { action, base, ratio } = input;
    if (!actor.identity) throw notFound();
    const given = base !== undefined || ratio !== undefined;
    if (given !== (action === 'change'))
      throw invalidAt('/input', 'TERMS_OF_A_CHANGE', {
        zh: '变更（change）须填写基数或比例；缴存（pay）、停缴（stop）不填写。',
        en: 'A change gives base or ratio; to pay or to stop gives neither.',
      });
    if ((input.debitDay !== undefined) !== (action === 'debit'))
      throw invalidAt('/input/debitDay', 'DEBIT_DAY', {
        zh: '按月代扣（debit）须填写扣款日，其他事项不填写。',
        en: 'A debit gives its day; nothing else does.',
      });
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await selectOpenAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: `${personId} ${action}` };
  }

  async lock(tx: Tx, { accountId }: Context): Promise<void> {
    if (accountId !== null) await this.ledger.balanceOf(tx, accountId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    context: Carried,
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { accountId, input, caseId } = context;
    const account = accountId === null ? null : await this.accounts.find(tx, accountId);
    if (!account) throw new Error('an approved change has a voluntary account');
    if (input.action === 'pay') return this.pay(tx, context, account, facts);
    const { action, debitDay, ...terms } = input;
    const done = { state: 'done', event: { kind: 'done', body: {} } } as const;
    if (action === 'debit' && debitDay !== undefined)
      return { ...done, receipt: { ...(await this.accounts.agreeDebit(tx, account, debitDay, caseId)) } };
    if (action === 'end-debit') {
      await this.accounts.endDebit(tx, account);
      return { ...done, receipt: { debitEndedOn: this.clock.today() } };
    }
    if (action === 'stop') {
      await this.accounts.stop(tx, account, caseId);
      return { ...done, receipt: { stoppedOn: this.clock.today() } };
    }
    return { ...done, receipt: { ...(await this.accounts.retermed(tx, account, terms, caseId)) } };
  }

  private async pay(
    tx: Tx,
    { caseId }: Carried,
    account: Parameters<FlexibleAccounts['pay']>[1],
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const fact = facts.get('flexible.account');
    const due = fact?.state === 'known' ? (fact.value as FlexAccountFact).nextMonth : null;
    if (due === null) throw new Error('an approved payment has a month');
    const paid = await this.accounts.pay(tx, account, { month: parseMonth(due), caseId });
    const [{ accountNo, name, bankCode }] = await selectCollectionAccounts(tx);
    return {
      state: 'waiting-funds',
      receipt: { ...paid, payTo: accountNo, payToName: name, payToBank: bankCode },
      event: { kind: 'funds-awaited', body: { paymentNo: paid.paymentNo, amount: paid.amount } },
    };
  }
}
