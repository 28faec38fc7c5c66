import type { DocumentKind } from '../../../document';
import { bodyReader, printedDay, printedRatio, printedYuan } from './printed';

/** 单位缴存证明: that an employer pays in, and how far. */
export const employerCertificate: DocumentKind = {
  code: 'employer-certificate',
  names: { zh: '住房公积金单位缴存证明', en: 'Certificate of contribution of an employer' },
  linesPrinted: 0,
  sheet: ({ body }) => {
    const { text, number, textOrNull } = bodyReader(body);
    const arrears = number('monthsInArrears');
    return {
      title: '住房公积金单位缴存证明',
      titleEn: 'Certificate of Contribution of an Employer to the Housing Provident Fund',
      opening: '兹证明下列单位在本中心办理住房公积金缴存登记，截至出具时缴存情况如下：',
      fields: [
        { label: '单位名称', value: text('name') },
        { label: '信用代码', value: text('creditCode') },
        { label: '单位账号', value: text('unitAccountNo') },
        { label: '账户状态', value: text('stateZh') },
        { label: '开户日期', value: printedDay(text('openedOn')) },
        { label: '起缴年月', value: printedDay(text('firstMonth')) },
        {
          label: '缴存比例',
          value: `单位 ${printedRatio(text('ratioEmployer'))}，个人 ${printedRatio(text('ratioEmployee'))}`,
        },
        { label: '缴存人数', value: `${number('activeMembers')} 人` },
        { label: '封存人数', value: `${number('sealedMembers')} 人` },
        { label: '缴至年月', value: printedDay(textOrNull('paidThrough')) },
        { label: '欠缴月数', value: arrears === 0 ? '无' : `${arrears} 个月` },
        { label: '暂收款余额', value: printedYuan(text('suspense')) },
      ],
      table: null,
      notes: [
        '欠缴月数为缴至年月之后、已过《住房公积金管理条例》第十九条规定缴存期限的月数。',
        '本证明由住房公积金业务系统按账户记录即时出具，无需经办人签字。',
      ],
    };
  },
};
