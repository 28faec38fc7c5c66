import type { BilingualText } from '../../../../kernel/decision';
import type { FactNeed } from '../../../casework';
import type { Rule } from '../../../policy';
import type { Grants } from '../../../registry';
import { FUND_LENDING } from '../fund/fund-lending';
import { loanAmount } from './loan-room';
import { buildHomeOwn } from './rules/build-home-own.rule';
import { buildPapersFit } from './rules/build-papers-fit.rule';
import { buildPayeeConfirmed } from './rules/build-payee-confirmed.rule';
import { conversionBalanceAgrees } from './rules/conversion-balance-agrees.rule';
import { conversionGrantedBefore } from './rules/conversion-granted-before.rule';
import { conversionLoanFound } from './rules/conversion-loan-found.rule';
import { conversionPaysLender } from './rules/conversion-pays-lender.rule';
import { conversionTitleIssued } from './rules/conversion-title-issued.rule';
import { loanAccountActive } from './rules/loan-account-active.rule';
import { loanAccountExists } from './rules/loan-account-exists.rule';
import { loanAgeInRange } from './rules/loan-age-in-range.rule';
import { loanAmountWithinLimit } from './rules/loan-amount-within-limit.rule';
import { loanAmountWithinLimit2 } from './rules/loan-amount-within-limit-2.rule';
import { loanBuyersJoin } from './rules/loan-buyers-join.rule';
import { loanCollateralFree } from './rules/loan-collateral-free.rule';
import { loanContractStands } from './rules/loan-contract-stands.rule';
import { loanCreditNot36 } from './rules/loan-credit-not-3-6.rule';
import { loanDownPayment } from './rules/loan-down-payment.rule';
import { loanHomeNotFinanced } from './rules/loan-home-not-financed.rule';
import { loanIdentityConfirmed } from './rules/loan-identity-confirmed.rule';
import { loanIncomeSuffices } from './rules/loan-income-suffices.rule';
import { loanNoDefaulter } from './rules/loan-no-defaulter.rule';
import { loanNoFraudBan } from './rules/loan-no-fraud-ban.rule';
import { loanNoFraudBan2 } from './rules/loan-no-fraud-ban-2.rule';
import { loanNoPresentOverdue } from './rules/loan-no-present-overdue.rule';
import { loanNoPresentOverdue2 } from './rules/loan-no-present-overdue-2.rule';
import { loanNoneUnsettled } from './rules/loan-none-unsettled.rule';
import { loanNotThirdHome } from './rules/loan-not-third-home.rule';
import { loanOthersConfirmed } from './rules/loan-others-confirmed.rule';
import { loanPartiesAgree } from './rules/loan-parties-agree.rule';
import { loanPriceInCustody } from './rules/loan-price-in-custody.rule';
import { loanProjectAdmitted } from './rules/loan-project-admitted.rule';
import { loanPurchaseFound } from './rules/loan-purchase-found.rule';
import { loanSellerOwns } from './rules/loan-seller-owns.rule';
import { loanSixMonths } from './rules/loan-six-months.rule';
import { loanSpouseJoins } from './rules/loan-spouse-joins.rule';
import { loanTermInLimit } from './rules/loan-term-in-limit.rule';
import { loanTermInLimit2 } from './rules/loan-term-in-limit-2.rule';
import { loanWithinFund } from './rules/loan-within-fund.rule';
import { loanWithinWindow } from './rules/loan-within-window.rule';

const paper = (zh: string, en: string): { readonly replaces: BilingualText } => ({ replaces: { zh, en } });

/** The borrower, and the household's contributions, debts, homes and loans. */
const ofBorrower: readonly FactNeed[] = [
  {
    name: 'person.identity',
    ...paper('身份证复印件、户口簿', 'copy of the identity card, household register'),
  },
  { name: 'household.marriage', ...paper('结婚证或单身声明', 'marriage certificate or declaration') },
  { name: 'person.age' },
  { name: 'loan.parties' },
  { name: 'contribution.elsewhere', ...paper('异地贷款缴存证明', 'certificate of contribution elsewhere') },
  { name: 'contribution.continuity', ...paper('公积金缴存证明', 'certificate of contributions') },
  { name: 'contribution.household', ...paper('收入证明', 'proof of income') },
  { name: 'loan.contributors' },
  { name: 'loan.credit', ...paper('个人信用报告', 'credit report') },
  { name: 'loan.coCredit' },
  { name: 'loan.defaulters' },
  { name: 'loan.nationwide', ...paper('异地公积金贷款情况证明', 'statement of fund loans elsewhere') },
  { name: 'loan.coNationwide' },
  { name: 'loan.history' },
  { name: 'loan.bans' },
  { name: 'family.homes', ...paper('家庭住房情况证明', 'certificate of the family’s homes') },
  { name: 'loan.uplift' },
  { name: 'loan.home' },
  { name: 'loan.value' },
  { name: FUND_LENDING },
];

/** Those who borrow or guarantee beside, and the home that is the security. */
const ofApplication: readonly FactNeed[] = [
  ...ofBorrower,
  { name: 'loan.identity' },
  { name: 'loan.consents', ...paper('共同借款承诺书', 'declaration of the co-borrowers') },
  { name: 'loan.police' },
  { name: 'loan.unit', ...paper('抵押物权属及查封情况证明', 'certificate on title and seizure of the home') },
  { name: 'loan.onHome' },
];

const borrowerGrants = {
  'POL.people': ['alive', 'minorChildren', 'minorChildrenIdentities'],
  'CIV.marriage': ['spouse'],
  'REA.homes': ['titleNo'],
  'PBC.credit-report': ['maxConsecutive', 'cumulative', 'presentOverdue', 'loans', 'flags'],
  'CRT.defaulter': [],
  'NAT.loans': ['unsettled', 'contracts'],
  'NAT.contribution': ['accountState', 'monthsInARow', 'base', 'balance'],
} as const satisfies Grants;

const applicationGrants = {
  ...borrowerGrants,
  'REA.unit': ['seized', 'mortgages', 'title', 'landUntil'],
} as const satisfies Grants;

/** LE1, LE2, LE5 to LE8: what is asked of a borrower, whatever the home. */
const borrowerRules: readonly Rule[] = [
  loanIdentityConfirmed,
  loanAccountExists,
  loanAccountActive,
  loanSixMonths,
  loanAgeInRange,
  loanNoFraudBan,
  loanNoFraudBan2,
  loanNoneUnsettled,
  loanNotThirdHome,
  loanCreditNot36,
  loanNoPresentOverdue,
  loanNoPresentOverdue2,
  loanNoDefaulter,
];

/** 5.2 and 5.3. */
const limitRules: readonly Rule[] = [
  loanTermInLimit,
  loanTermInLimit2,
  loanIncomeSuffices,
  loanAmountWithinLimit,
  loanAmountWithinLimit2,
  loanWithinFund,
];

const applicationRules: readonly Rule[] = [
  ...borrowerRules,
  loanOthersConfirmed,
  loanSpouseJoins,
  loanPartiesAgree,
  loanCollateralFree,
  loanHomeNotFinanced,
  ...limitRules,
];

/** LE3 and LE4 of a purchase; all who buy are in it, since all who own the home mortgage it. */
const purchaseRules: readonly Rule[] = [
  loanPurchaseFound,
  loanContractStands,
  loanBuyersJoin,
  loanWithinWindow,
  loanDownPayment,
];

const amountRule: BilingualText = {
  zh: '取最高额度、房价减首付款、还款能力、尚未支付房款中最小者，向下取整到 {param:loan.step} 元；也可填写较小的申请金额',
  en: 'the least of cap, value less down payment, income and what is left to be paid, in whole {param:loan.step} yuan; a smaller amount may be asked for',
};

/** DK01 额度测算与资格预审: nothing is committed, nobody else is looked into. */
export const loanEstimate = {
  code: 'DK01',
  facts: ofBorrower,
  grants: borrowerGrants,
  rules: [...borrowerRules, ...limitRules],
  amount: loanAmount,
  amountRule,
};

/** DK02 新建商品住房贷款（含组合贷款）. */
export const newHomeLoan = {
  code: 'DK02',
  facts: [
    ...ofApplication,
    {
      name: 'loan.purchase',
      ...paper('购房合同、首付款凭证', 'purchase contract, receipt of the down payment'),
    },
    { name: 'loan.buyers' },
    { name: 'loan.project', ...paper('楼盘准入证明', 'admission of the project') },
  ] as readonly FactNeed[],
  grants: {
    ...applicationGrants,
    'HSG.filed-contracts': [
      'contractNo',
      'projectNo',
      'unitKey',
      'address',
      'areaSquareMetres',
      'price',
      'filedOn',
      'status',
      'buyers',
      'paid',
      'housing',
    ],
    'HSG.project': ['admitted', 'supervisedAccount'],
  } as Grants,
  rules: [...applicationRules, ...purchaseRules, loanProjectAdmitted],
  amount: loanAmount,
  amountRule,
};

/** DK03 二手住房贷款: accepted on the signed contract, before the title passes. */
export const secondHandLoan = {
  code: 'DK03',
  facts: [
    ...ofApplication,
    { name: 'loan.sale', ...paper('存量房买卖合同', 'contract on the second-hand home') },
    { name: 'loan.buyers' },
    { name: 'loan.assessment', ...paper('房产评估报告', 'appraisal of the home') },
  ] as readonly FactNeed[],
  grants: {
    ...applicationGrants,
    'HSG.sale-contracts': [
      'contractNo',
      'unitKey',
      'address',
      'areaSquareMetres',
      'price',
      'signedOn',
      'status',
      'buyers',
      'sellers',
      'downPayment',
      'custodyAccount',
      'buildYear',
    ],
    'TAX.assessment': ['price'],
  } as Grants,
  rules: [...applicationRules, ...purchaseRules, loanSellerOwns, loanPriceInCustody],
  amount: loanAmount,
  amountRule,
};

/** DK04 建造、翻建、大修自住住房贷款. */
export const buildLoan = {
  code: 'DK04',
  facts: [
    ...ofApplication,
    { name: 'build.permit' },
    { name: 'build.budget' },
    { name: 'build.safety' },
    { name: 'build.payee' },
  ] as readonly FactNeed[],
  grants: { ...applicationGrants, 'BNK.account-owner': ['ownerName', 'ownerCode', 'open'] } as Grants,
  rules: [
    ...applicationRules,
    buildPapersFit,
    buildHomeOwn,
    buildPayeeConfirmed,
    loanWithinWindow,
    loanDownPayment,
  ],
  amount: loanAmount,
  amountRule,
};

/** DK05 商业贷款转住房公积金贷款. */
export const conversionLoan = {
  code: 'DK05',
  facts: [
    ...ofApplication,
    { name: 'conversion.statement' },
    { name: 'conversion.price' },
  ] as readonly FactNeed[],
  grants: applicationGrants as Grants,
  rules: [
    ...applicationRules,
    conversionLoanFound,
    conversionGrantedBefore,
    conversionTitleIssued,
    conversionBalanceAgrees,
    conversionPaysLender,
  ],
  amount: loanAmount,
  amountRule,
};
