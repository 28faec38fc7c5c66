import { defineRule, practiceClause } from '../../../../policy';
import type { PhoneFact } from '../../member/identity-change';

/** A number under which codes are sent is one’s own. */
export const contactPhoneOwn = defineRule({
  id: 'contact-phone-own',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('手机号码实名', 'A mobile number is registered to its holder'),
  order: 20,
  reasonCode: 'PHONE_NOT_OWN',
  reads: { facts: ['contact.phone'], parameters: [] },
  judge: ({ fact }) => {
    const { asked, card, match } = fact<PhoneFact>('contact.phone');
    return {
      truth: !asked || !card || match === true ? 'true' : 'false',
      observed: asked ? match : null,
      required: true,
    };
  },
  texts: {
    passed: { zh: '手机号码为本人实名', en: 'The mobile number is one’s own' },
    member: {
      zh: '银行核验：该手机号码不是本人在银行预留的实名号码。',
      en: 'The bank does not have this mobile number as that of the holder.',
    },
    officer: { zh: '手机号码非本人', en: 'Not the holder’s number' },
    condition: {
      zh: '手机号码经银行核验为本人实名',
      en: 'the bank has the mobile number as that of the holder',
    },
    fix: {
      zh: '请先在开户银行更新预留手机号码，或填写已预留的号码。',
      en: 'Have your bank register the number first, or give the one it has.',
    },
  },
});
