import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Decision } from '../../../kernel/decision';
import type { Fact } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';
import { IsBankCard, IsMobileNumber } from '../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import { Parties } from '../../party';
import type { Grants } from '../../registry';
import { HeldPayments } from '../../settlement';
import type { CardOwnerFact } from '../domain/fact-values';
import { cardFree } from '../domain/rules/card-free.rule';
import { cardOwned } from '../domain/rules/card-owned.rule';
import { cardPhoneOwn } from '../domain/rules/card-phone-own.rule';
import { identityMatches } from '../domain/rules/identity-matches.rule';

export class BindCardInput {
  /** 16 to 19 digits; one's own class I account. */
  @IsBankCard()
  cardNo!: string;

  /** The phone the bank has for the card. */
  @IsMobileNumber()
  phone!: string;
}

/** GJ34 收款银行卡绑定. */
@Injectable()
export class BindCardItem implements Item<BindCardInput> {
  readonly code = 'GJ34';
  readonly input = BindCardInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly facts = [
    { name: 'person.identity', replaces: { zh: '身份证复印件', en: 'copy of the identity card' } },
    { name: 'card.owner', replaces: { zh: '银行卡复印件', en: 'copy of the bank card' } },
    { name: 'card.free' },
    { name: 'card.phone' },
  ];
  readonly grants: Grants = {
    'POL.people': ['alive'],
    'BNK.card-four-factors': ['bankCode', 'cardClass'],
  };
  readonly rules = [identityMatches, cardOwned, cardFree, cardPhoneOwn];
  readonly example = { cardNo: '6222609999900001233', phone: '13800000000' };

  constructor(
    private readonly parties: Parties,
    private readonly heldPayments: HeldPayments,
  ) {}

  async subject(_tx: Tx, actor: Actor): Promise<Subject> {
    if (!actor.identity) throw new Error('a card is bound by a natural person');
    const personId = this.parties.idOf(actor.identity.idNo);
    return { personId, employerId: null, accountId: null, businessKey: personId };
  }

  async carryOut(
    tx: Tx,
    context: CaseContext<BindCardInput> & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const fact = facts.get('card.owner');
    const owner = fact?.state === 'known' ? (fact.value as CardOwnerFact) : undefined;
    if (!owner?.bankCode || !owner.evidenceId) throw new Error('an approved card has a bank and evidence');
    const { actor, input } = context;
    if (!actor.identity) throw new Error('a card is bound by a natural person');
    const { cardNo, phone } = input;
    const { bankCode, evidenceId } = owner;
    // Stored under the name that the police have confirmed by now, not before.
    const personId = await this.parties.ensurePerson(tx, actor.identity);
    await this.parties.bindCard(tx, { personId, bankCode, cardNo, phone, evidenceId });
    await this.heldPayments.cardBound(tx, personId);
    return { state: 'done', receipt: { bank: bankCode }, event: { kind: 'done', body: {} } };
  }
}
