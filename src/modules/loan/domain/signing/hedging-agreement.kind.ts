import type { Json } from '../../../../kernel/fact';
import type { DocumentKind, SheetField } from '../../../document';
import { HEDGING_DRAWS, type HedgingDraw } from '../hedging/hedging-draw';
import { loanFields, partyFields, text } from './contract-fields';

/** How the accounts repay, and whose they are in their order; agreements of before it could be chosen say nothing of it. */
interface Chosen {
  readonly draw: HedgingDraw;
  readonly holders: readonly { readonly name: string; readonly idNo: string }[];
}

const OPENINGS = {
  month: '下列借款人同意本中心于每期还款日按所选方式以其住房公积金账户余额归还下列贷款当期应还款：',
  year: '下列借款人同意本中心每年按所选方式以其住房公积金账户余额冲还下列贷款：',
} as const;

const CLAUSES: Readonly<Record<HedgingDraw, string>> = {
  'accounts-first': '每期还款日先按上列顺序扣划公积金账户，不足部分由还款卡扣收。',
  'accounts-only':
    '每期应还款全部按上列顺序从公积金账户扣划，不从还款卡扣收；账户余额不足的，未还部分为逾期。',
  'card-first': '每期还款日先由还款卡扣收，不足部分按上列顺序从公积金账户扣划。',
  yearly:
    '每期应还款由还款卡扣收；自协议生效之日起每满一年，按上列顺序以账户可用余额冲还：先还已到期的应还款，余额提前归还本金，还款期限不变；足以还清的，结清贷款。',
};

function chosenIn(body: { readonly [key: string]: Json }): Chosen | null {
  return (body['hedging'] as unknown as Chosen | undefined) ?? null;
}

function choiceFields({ draw, holders }: Chosen): SheetField[] {
  const { every, takes, text: words } = HEDGING_DRAWS[draw];
  const amount = takes === 'instalment' ? '当期应还款' : '账户可用余额';
  return [
    { label: '对冲方式', value: words.zh },
    { label: '扣划周期与金额', value: `${every === 'month' ? '每月' : '每年'}　${amount}` },
    ...holders.map(({ name, idNo }, index) => ({
      label: `扣划顺序 ${index + 1}`,
      value: `${name}　${idNo}`,
    })),
  ];
}

/** 住房公积金对冲还贷协议. */
export const hedgingAgreement: DocumentKind = {
  code: 'hedging-agreement',
  names: { zh: '住房公积金对冲还贷协议', en: 'Agreement on repaying a loan from fund accounts' },
  linesPrinted: 0,
  sheet: ({ body }) => {
    const chosen = chosenIn(body);
    return {
      title: '住房公积金对冲还贷协议',
      titleEn: 'Agreement on Repaying a Loan from Fund Accounts',
      opening:
        chosen === null
          ? '下列借款人同意本中心每月以其住房公积金账户余额归还下列贷款当期应还款：'
          : OPENINGS[HEDGING_DRAWS[chosen.draw].every],
      fields: [
        ...partyFields(body).filter(({ label }) => label !== '保证人'),
        ...loanFields(body).slice(0, 6),
        ...(chosen === null ? [] : choiceFields(chosen)),
      ],
      table: null,
      notes: [
        ...(chosen === null
          ? ['先扣借款人账户，再依次扣共同借款人账户，不足部分由还款卡扣收。']
          : [CLAUSES[chosen.draw], '每个账户须留存规定的最低余额；账户冻结期间不予扣划。']),
        '本协议可随时在线终止，终止后改由还款卡还款。',
        `本协议由核准条款生成，条款摘要（SHA-256）：${text(body, 'termsHash')}。`,
      ],
    };
  },
};
