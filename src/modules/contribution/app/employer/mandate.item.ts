import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Sealer } from '../../../../platform/crypto/sealer';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { Grants } from '../../../registry';
import type { BankAccountFact } from '../../domain/employer/change-facts';
import { mandateAccountOfEmployer } from '../../domain/rules/employer/mandate-account-of-employer.rule';
import { mandateThereToEnd } from '../../domain/rules/employer/mandate-there-to-end.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { unitAccountAlive } from '../../domain/rules/employer/unit-account-alive.rule';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { endMandate, insertMandate } from '../../store/unit-mandate-store';
import { MandateInput } from './change-employer.input';
import { EmployerAccess } from './employer-access';
import { knownValue } from './known-value';

type Context = CaseContext<MandateInput>;

/** GJ04 委托收款签约: the account that lists are collected from, an account of the employer's own by its bank's word. */
@Injectable()
export class MandateItem implements Item<MandateInput> {
  readonly code = 'GJ04';
  readonly input = MandateInput;
  readonly basis = 'consent';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    { name: 'unit.bankAccount', replaces: { zh: '银行开户许可证', en: 'permit of the bank account' } },
    { name: 'unit.mandate' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'BNK.account-owner': ['ownerName', 'ownerCode', 'open'] };
  readonly rules = [unitAccountAlive, mandateAccountOfEmployer, mandateThereToEnd, secondAgentAgreed];
  readonly example: MandateInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    account: { bankCode: '104', accountNo: '10488000000000000001' },
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly sealer: Sealer,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId }: MandateInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: employerId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
  }

  /** A new mandate takes the place of the former one on the same day. */
  async carryOut(
    tx: Tx,
    { input, caseId, today }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const unit = await selectUnitOfEmployer(tx, input.employerId, { lock: true });
    if (!unit) throw new Error('an approved mandate has an employer with an account');
    const { unitId } = unit;
    const ended = await endMandate(tx, unitId, { on: today, caseId });
    const { account } = input;
    if (!account) return done({ mandate: 'ended', on: today });
    const owner = knownValue<BankAccountFact>(facts, 'unit.bankAccount');
    if (!owner.asked || !owner.found) throw new Error('an approved mandate has an account');
    const last4 = account.accountNo.slice(-4);
    await insertMandate(tx, {
      id: newId(),
      unitId,
      bankCode: account.bankCode,
      accountSealed: this.sealer.seal(account.accountNo),
      ownerSealed: Buffer.from(owner.owner, 'base64'),
      last4,
      from: today,
      evidenceId: owner.evidenceId,
      caseId,
    });
    return done({ mandate: ended ? 'replaced' : 'given', bank: account.bankCode, last4, from: today });
  }
}

function done(receipt: CarryOutResult['receipt']): CarryOutResult {
  return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
}
