import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Tx } from '../../../../platform/database/tx';
import { invalidAt, notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { type Contact, Parties } from '../../../party';
import type { Grants } from '../../../registry';
import { contactCardBound } from '../../domain/rules/identity/contact-card-bound.rule';
import { contactPhoneOwn } from '../../domain/rules/identity/contact-phone-own.rule';
import { ChangeContactInput } from './identity.input';

const FIELDS = ['mobile', 'landline', 'email', 'address', 'postcode'] as const;

/** GJ21 个人联系信息变更: free fields, of which a mobile number is checked by the bank that knows it. */
@Injectable()
export class ChangeContactItem implements Item<ChangeContactInput> {
  readonly code = 'GJ21';
  readonly input = ChangeContactInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly facts = [
    {
      name: 'contact.phone',
      replaces: { zh: '手机号码实名证明', en: 'proof that the mobile number is registered to you' },
    },
  ];
  readonly grants: Grants = { 'BNK.card-four-factors': ['bankCode', 'cardClass'] };
  readonly rules = [contactCardBound, contactPhoneOwn];
  readonly example: ChangeContactInput = { mobile: '13900000001', address: '太原市小店区某路1号' };

  constructor(private readonly parties: Parties) {}

  async subject(tx: Tx, actor: Actor, input: ChangeContactInput): Promise<Subject> {
    if (Object.keys(contactIn(input)).length === 0)
      throw invalidAt('/input', 'NOTHING_GIVEN', {
        zh: '请至少填写一项联系信息。',
        en: 'Give one field at least.',
      });
    const person = actor.identity ? await this.parties.findPersonByIdNo(tx, actor.identity.idNo) : null;
    if (!person) throw notFound();
    return { personId: person.id, employerId: null, accountId: null, businessKey: person.id };
  }

  async carryOut(
    tx: Tx,
    { personId, input, caseId }: CaseContext<ChangeContactInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const contact = contactIn(input);
    await this.parties.changeContact(tx, { personId, contact, caseId });
    return {
      state: 'done',
      receipt: { changed: Object.keys(contact) },
      event: { kind: 'done', body: {} },
    };
  }
}

function contactIn(input: ChangeContactInput): Contact {
  return Object.fromEntries(
    FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
}
