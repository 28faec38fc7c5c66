import type { BilingualText } from '../../../kernel/decision';
import type { FieldOf, QuestionName } from './questions';

interface QuestionText<F extends string> {
  readonly name: BilingualText;
  /** What every answer tells, whatever is granted. */
  readonly always: BilingualText;
  readonly fields: { readonly [K in F]: BilingualText };
}

const t = (zh: string, en: string): BilingualText => ({ zh, en });

/** The questions and their fields in words, for the public guide. */
export const QUESTION_TEXTS: { readonly [Q in QuestionName]: QuestionText<FieldOf<Q>> } = {
  'MSA.licence': {
    name: t('营业执照', 'business licence'),
    always: t('统一社会信用代码是否登记', 'whether the credit code is registered'),
    fields: {
      name: t('单位名称', 'name of the employer'),
      legalRepresentative: t('法定代表人', 'legal representative'),
      status: t('登记状态', 'status of the registration'),
      foundedOn: t('成立日期', 'day of founding'),
    },
  },
  'POL.people': {
    name: t('身份核验', 'identity'),
    always: t('姓名与身份证号码是否一致', 'whether name and id number belong together'),
    fields: {
      alive: t('是否在世', 'whether alive'),
      minorChildren: t('未成年子女人数', 'number of children under 18'),
      minorChildrenBirthYears: t('未成年子女出生年份', 'years of birth of children under 18'),
      minorChildrenIdentities: t('未成年子女姓名和身份证号码', 'names and id numbers of children under 18'),
      formerIdentities: t('曾用姓名、证件号码', 'former names and id numbers'),
    },
  },
  'POL.face': {
    name: t('人像比对', 'comparison of faces'),
    always: t('现场采集的人像与证件登记是否一致', 'whether the face captured is that of the id number'),
    fields: { similarity: t('相似度', 'similarity') },
  },
  'SOC.employments': {
    name: t('参保单位', 'insured employments'),
    always: t('参保状态', 'whether insured'),
    fields: {
      creditCode: t('参保单位统一社会信用代码', 'credit code of the employer'),
      from: t('参保起始日', 'first day'),
      to: t('参保终止日', 'last day'),
      base: t('月缴费基数', 'monthly base'),
    },
  },
  'SOC.staff': {
    name: t('单位参保人员变动名单', 'changes in an employer’s insured staff'),
    always: t('增减人员的姓名和身份证号码', 'names and id numbers of those who came or went'),
    fields: {
      from: t('参保起始日', 'first day'),
      to: t('参保终止日', 'last day'),
    },
  },
  'CIV.marriage': {
    name: t('婚姻登记', 'marriage'),
    always: t('婚姻状况', 'marital status'),
    fields: {
      spouse: t('配偶姓名和身份证号码', 'name and id number of the spouse'),
      since: t('登记日期', 'day of registration'),
    },
  },
  'CIV.registrations': {
    name: t('婚姻登记次数', 'number of marriage registrations'),
    always: t('登记是否可在线查询', 'whether registrations can be told online'),
    fields: {
      times: t(
        '一定期间内结婚、离婚登记次数',
        'how often a marriage or a divorce was registered in a period',
      ),
    },
  },
  'REA.homes': {
    name: t('不动产权登记', 'titled homes'),
    always: t('名下住房套数及权利人', 'number of homes and whose they are'),
    fields: {
      titleNo: t('不动产权证号', 'number of the title'),
      address: t('坐落', 'address'),
      usage: t('用途', 'usage'),
      areaSquareMetres: t('建筑面积', 'floor area'),
      sharePercent: t('份额', 'share'),
      registeredOn: t('登记日期', 'day of registration'),
      seized: t('是否查封', 'whether seized'),
    },
  },
  'REA.unit': {
    name: t('不动产单元登记状况', 'state of a real-estate unit'),
    always: t('查询结果', 'that the registry answered'),
    fields: {
      seized: t('是否查封', 'whether seized'),
      mortgages: t('抵押及抵押预告登记', 'mortgages and pre-notices of mortgage'),
      title: t('权属登记及权利人', 'title and owners'),
      landUntil: t('土地使用期限', 'last day of the right to use the land'),
    },
  },
  'REA.mortgage': {
    name: t('抵押登记申请', 'application for a mortgage'),
    always: t('办理状态', 'how the application stands'),
    fields: {
      certNo: t('不动产登记证明号', 'number of the certificate'),
      mortgagee: t('抵押权人', 'creditor'),
      registeredOn: t('登记日期', 'day of registration'),
      reason: t('不予登记或注销的原因', 'why it was refused or cancelled'),
    },
  },
  'HSG.filed-contracts': {
    name: t('商品房买卖合同备案', 'filed purchase contracts'),
    always: t('备案合同份数', 'number of filed contracts'),
    fields: {
      contractNo: t('合同编号', 'contract number'),
      projectNo: t('项目编号', 'project number'),
      unitKey: t('不动产单元号', 'key of the real-estate unit'),
      address: t('房屋坐落', 'address'),
      areaSquareMetres: t('建筑面积', 'floor area'),
      price: t('合同总价', 'price'),
      filedOn: t('备案日期', 'day of filing'),
      status: t('备案状态', 'status of the filing'),
      buyers: t('买受人及份额', 'buyers and their shares'),
      loanAmount: t('备案贷款金额', 'loan noted on the filing'),
      supervisedAccount: t('预售资金监管账户', 'supervised account of the project'),
      paid: t('已缴入监管账户的购房款', 'price paid into the supervised account so far'),
      housing: t('商品房或保障性住房', 'commodity or affordable housing'),
    },
  },
  'HSG.sale-contracts': {
    name: t('存量房买卖合同网签', 'signed contracts on second-hand homes'),
    always: t('网签合同份数', 'number of signed contracts'),
    fields: {
      contractNo: t('合同编号', 'contract number'),
      unitKey: t('不动产单元号', 'key of the real-estate unit'),
      address: t('房屋坐落', 'address'),
      areaSquareMetres: t('建筑面积', 'floor area'),
      price: t('合同总价', 'price'),
      signedOn: t('网签日期', 'day of signing'),
      status: t('网签状态', 'status of the contract'),
      buyers: t('买受人及份额', 'buyers and their shares'),
      sellers: t('出卖人', 'sellers'),
      downPayment: t('约定首付款', 'down payment agreed'),
      custodyAccount: t('交易资金监管账户', 'account in which the price is kept'),
      buildYear: t('建成年份', 'year of construction'),
    },
  },
  'HSG.project': {
    name: t('商品房项目', 'project of new homes'),
    always: t('项目是否登记', 'whether there is such a project'),
    fields: {
      admitted: t('是否取得预售许可并准入', 'whether admitted for sale and loans'),
      supervisedAccount: t('预售资金监管账户', 'supervised account of the project'),
    },
  },
  'HRR.retirement': {
    name: t('退休', 'retirement'),
    always: t('是否已办理退休', 'whether retired'),
    fields: {
      retiredOn: t('退休日期', 'day of retirement'),
      kind: t('退休类别', 'kind of retirement'),
    },
  },
  'HRR.disability': {
    name: t('劳动能力鉴定', 'assessed working ability'),
    always: t('是否有鉴定结论', 'whether there is an assessment'),
    fields: {
      grade: t('伤残等级', 'grade of disability'),
      assessedOn: t('鉴定日期', 'day of assessment'),
    },
  },
  'TAX.wage-income': {
    name: t('工资薪金收入', 'wage income of a year'),
    always: t('申报年度', 'year declared'),
    fields: {
      total: t('全年申报收入合计', 'declared income of the year'),
      months: t('申报月数', 'months declared'),
      employers: t('各扣缴单位的金额和月数', 'amount and months per employer'),
    },
  },
  'TAX.wages-of-many': {
    name: t('工资薪金收入（批量）', 'wage incomes of many'),
    always: t('申报年度', 'year declared'),
    fields: {
      employers: t('各扣缴单位的金额和月数', 'amount and months per employer'),
    },
  },
  'TAX.deed-tax': {
    name: t('契税', 'deed tax'),
    always: t('是否已缴契税', 'whether deed tax was paid'),
    fields: {
      taxedPrice: t('计税价格', 'taxed price'),
      paidOn: t('缴税日期', 'day of payment'),
    },
  },
  'TAX.assessment': {
    name: t('存量房交易计税评估', 'assessment of a second-hand sale for tax'),
    always: t('是否已评估', 'whether it was assessed'),
    fields: {
      price: t('评估价格', 'assessed price'),
      assessedOn: t('评估日期', 'day of the assessment'),
    },
  },
  'TAX.deed-filing': {
    name: t('存量房契税申报', 'declaration of deed tax on a second-hand home'),
    always: t('申报状态', 'how the declaration stands'),
    fields: {
      amount: t('应纳税额', 'tax due'),
      paidOn: t('缴款日期', 'day of payment'),
      reason: t('不予受理或作废原因', 'why it was refused or withdrawn'),
    },
  },
  'PBC.credit-report': {
    name: t('个人信用报告', 'credit report'),
    always: t('是否有信贷记录', 'whether there is a record'),
    fields: {
      overdueMonths: t('近24个月逾期月份', 'overdue months of the last 24'),
      maxConsecutive: t('最长连续逾期期数', 'most overdue periods in a row'),
      cumulative: t('累计逾期期数', 'overdue periods in all'),
      presentOverdue: t('当前逾期金额', 'present overdue amount'),
      loans: t('未结清贷款', 'open loans'),
      flags: t('失信等特别标识', 'special flags such as the list of defaulters'),
    },
  },
  'NAT.accounts': {
    name: t('异地公积金账户', 'fund accounts elsewhere'),
    always: t('异地账户个数', 'number of accounts elsewhere'),
    fields: {
      centreCode: t('公积金中心机构号', 'code of the centre'),
      accountState: t('账户状态', 'state of the account'),
    },
  },
  'NAT.loans': {
    name: t('异地公积金贷款', 'fund loans elsewhere'),
    always: t('查询结果', 'that the platform answered'),
    fields: {
      used: t('异地已用贷款次数', 'loans used elsewhere'),
      unsettled: t('异地未结清贷款笔数', 'unsettled loans elsewhere'),
      contracts: t('异地贷款合同编号及是否结清', 'contract numbers, and whether each is settled'),
    },
  },
  'NAT.contribution': {
    name: t('异地缴存情况', 'contribution with another centre'),
    always: t('在该中心是否有账户', 'whether there is an account with that centre'),
    fields: {
      accountState: t('账户状态', 'state of the account'),
      monthsInARow: t('连续足额缴存月数', 'months contributed in full in a row'),
      base: t('月缴存基数', 'monthly contribution base'),
      openedOn: t('开户日期', 'day of opening'),
      balance: t('账户余额', 'balance'),
    },
  },
  'CRT.order': {
    name: t('法院执行文书', 'order of a court in enforcement'),
    always: t('文书是否有效且针对本人', 'whether the order is in force and about this person'),
    fields: {
      court: t('法院', 'court'),
      kind: t('措施类型', 'kind of measure'),
      amountFen: t('金额，全部冻结时为空', 'amount; none where it is about the whole account'),
      issuedOn: t('出具日期', 'day of the order'),
      until: t('期限届满日', 'last day of the freeze'),
      refersTo: t('所续、所解或据以扣划的冻结文书', 'the freeze it renews, releases or draws on'),
      regardless: t('是否强制扣划', 'whether it is to be deducted regardless of a ground to withdraw'),
      payee: t('执行款专户', 'account of the court'),
    },
  },
  'CRT.defaulter': {
    name: t('失信被执行人名单', 'list of defaulters in enforcement'),
    always: t('是否列入失信被执行人名单', 'whether somebody stands on the list'),
    fields: {
      listedOn: t('列入日期', 'day of listing'),
    },
  },
  'BNK.card-four-factors': {
    name: t('银行卡四要素核验', 'card check by four factors'),
    always: t('姓名、证件、卡号、手机号是否一致', 'whether name, id number, card and phone belong together'),
    fields: {
      bankCode: t('开户银行', 'bank of the card'),
      cardClass: t('账户类别', 'class of the account'),
    },
  },
  'BNK.account-owner': {
    name: t('单位银行账户户名', 'owner of a company account'),
    always: t('账号是否存在', 'whether there is such an account'),
    fields: {
      ownerName: t('户名', 'name of the owner'),
      ownerCode: t('开户单位统一社会信用代码', 'credit code of the owner'),
      open: t('账户状态', 'whether the account is open'),
    },
  },
  'BNK.custody': {
    name: t('存量房交易资金监管', 'custody of the price of a second-hand home'),
    always: t('监管状态', 'how the custody stands'),
    fields: {
      held: t('已存入的首付款', 'down payment in custody'),
      settledOn: t('划付或退回日期', 'day on which it was paid out or given back'),
      reason: t('不予监管原因', 'why it was refused'),
    },
  },
};
