import type { DocumentContent, DocumentKind, Sheet, SheetField } from '../../../document';
import { bodyReader, printedDay, printedRatio, printedYuan } from './printed';

/** Kinds of certificate a member may ask for, and whether a lender elsewhere needs the whole id number. */
export const MEMBER_CERTIFICATES = {
  contribution: { document: 'member-certificate', idNumber: 'masked' },
  'loan-elsewhere': { document: 'loan-certificate', idNumber: 'whole' },
} as const;

export type MemberCertificate = keyof typeof MEMBER_CERTIFICATES;

const BALANCE_NOTE = '账户余额为出具时点的本金余额，不含尚未结息的利息。';
const SYSTEM_NOTE = '本证明由住房公积金业务系统按账户记录即时出具，无需经办人签字。';

/** 个人缴存证明: what a member has paid in, for anybody the member shows it to. */
export const memberCertificate: DocumentKind = {
  code: 'member-certificate',
  names: { zh: '住房公积金个人缴存证明', en: 'Certificate of contribution of a member' },
  linesPrinted: 0,
  sheet: (content) => ({
    title: '住房公积金个人缴存证明',
    titleEn: 'Certificate of Contribution to the Housing Provident Fund',
    opening: '兹证明下列职工在本中心缴存住房公积金，截至出具时账户情况如下：',
    fields: accountFields(content),
    table: null,
    notes: [BALANCE_NOTE, SYSTEM_NOTE],
  }),
};

/** 异地贷款职工住房公积金缴存使用证明: what the centre of another city asks before it lends. */
export const loanCertificate: DocumentKind = {
  code: 'loan-certificate',
  names: {
    zh: '异地贷款职工住房公积金缴存使用证明',
    en: 'Certificate of contribution and use, for a fund loan in another city',
  },
  linesPrinted: 0,
  sheet: (content): Sheet => {
    const loans = loansShown(content);
    return {
      title: '异地贷款职工住房公积金缴存使用证明',
      titleEn: 'Certificate of Contribution and Use, for a Housing Fund Loan in Another City',
      opening:
        '兹证明下列职工在本中心缴存、使用住房公积金，截至出具时情况如下，供其向贷款地中心申请异地贷款：',
      fields: [
        ...accountFields(content),
        { label: '已用公积金贷款', value: loans.used },
        { label: '未结清贷款', value: loans.unsettled },
      ],
      table: null,
      notes: [loans.note, BALANCE_NOTE, SYSTEM_NOTE],
    };
  },
};

const OWN_LOANS = '贷款使用次数为职工作为借款人或共同借款人在本中心的住房公积金贷款，';

/** Of certificates of before, which told the loans of this centre alone, what they said. */
function loansShown({ body }: DocumentContent): { used: string; unsettled: string; note: string } {
  const { number } = bodyReader(body);
  const used = number('loansUsed');
  const unsettled = number('loansUnsettled');
  const own = unsettled === 0 ? '无' : `${unsettled} 笔`;
  if (body['loansUsedElsewhere'] === undefined)
    return {
      used: used === 0 ? '未使用' : `${used} 次`,
      unsettled: own,
      note: `${OWN_LOANS}不含外地中心的贷款。`,
    };
  const elsewhere = number('loansUsedElsewhere');
  const part = elsewhere === 0 ? '' : `（其中转入前在外地 ${elsewhere} 次）`;
  const runs = body['loanRunsElsewhere'] === true;
  return {
    used: used === 0 ? '未使用' : `${used} 次${part}`,
    unsettled: runs ? `${unsettled === 0 ? '' : `本中心 ${own}；`}外地有未结清贷款（转入时告知）` : own,
    note: `${OWN_LOANS}以及账户历次转入时原中心告知的贷款。`,
  };
}

function accountFields({ body }: DocumentContent): SheetField[] {
  const read = bodyReader(body);
  const { text } = read;
  const sealedOn = read.textOrNull('sealedOn');
  const state = `${text('stateZh')}${sealedOn === null ? '' : `（${printedDay(sealedOn)}起）`}`;
  return [
    { label: '姓名', value: text('name') },
    { label: '证件号码', value: text('idNo') },
    { label: '个人账号', value: text('accountNo') },
    { label: '账户状态', value: state },
    { label: '单位名称', value: text('employer') },
    { label: '单位账号', value: text('unitAccountNo') },
    { label: '开户日期', value: printedDay(text('openedOn')) },
    { label: '缴存基数', value: printedYuan(text('base')) },
    {
      label: '缴存比例',
      value: `单位 ${printedRatio(read.textOrNull('ratioEmployer'))}，个人 ${printedRatio(read.textOrNull('ratioEmployee'))}`,
    },
    { label: '单位月缴存额', value: printedYuan(text('monthlyEmployer')) },
    { label: '个人月缴存额', value: printedYuan(text('monthlyEmployee')) },
    { label: '月缴存额合计', value: printedYuan(text('monthlyTotal')) },
    { label: '缴至年月', value: printedDay(read.textOrNull('paidThrough')) },
    { label: '连续缴存月数', value: `${read.number('monthsInARow')} 个月` },
    { label: '账户余额', value: printedYuan(text('balance')) },
  ];
}
