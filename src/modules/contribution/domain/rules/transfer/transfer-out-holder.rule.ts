import { defineRule, practiceClause } from '../../../../policy';
import type { HolderFact } from '../../transfer/transfer-facts';

export const transferOutHolder = defineRule({
  id: 'transfer-out-holder',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 10,
  reasonCode: 'NAME_MISMATCH',
  reads: { facts: ['transfer.holder'], parameters: [] },
  judge({ fact }) {
    const { known, nameAgrees } = fact<HolderFact>('transfer.holder');
    return {
      truth: known && nameAgrees ? 'true' : 'false',
      observed: { known, nameAgrees },
      required: { known: true, nameAgrees: true },
    };
  },
  texts: {
    passed: {
      zh: '姓名与证件号码和账户一致',
      en: 'Name and id number are those of the account',
    },
    member: {
      zh: '本中心没有该姓名与证件号码的缴存职工',
      en: 'No member here has this name with this id number',
    },
    officer: {
      zh: '姓名或证件号码与本中心登记不符',
      en: 'Name or id number is not as registered here',
    },
    condition: {
      zh: '联系函所列姓名、证件号码与账户一致',
      en: 'name and id number of the letter are those of the account',
    },
    fix: {
      zh: '请核对姓名与证件号码后重新发函',
      en: 'Check name and id number and send a new letter',
    },
  },
});
