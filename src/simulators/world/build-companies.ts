import { addMonths, type Day } from '../../kernel/calendar';
import { creditCode } from './check-digits';
import {
  FIRST_BANK,
  INVENTED_REGION,
  SECOND_BANK,
  type Company,
  type CompanyAccount,
  type CompanyStatus,
  type Person,
} from './person';

/** Credit code of the company everybody of the cast works for. */
export const FIRST_COMPANY_CODE = creditCode(INVENTED_REGION, 'MA0XN001');
/** Credit code of the healthy company elsewhere in town. */
export const OTHER_COMPANY_CODE = creditCode(INVENTED_REGION, 'MA0XN002');

/** Four companies: two in business, one deregistered, one revoked; `heads` are their legal representatives in order. */
export function buildCompanies(today: Day, heads: readonly Person[]): Company[] {
  const plan: [string, string, string, CompanyStatus, number][] = [
    ['employer', '零跑示例科技有限公司(虚构)', FIRST_COMPANY_CODE, 'in-business', 96],
    ['otherEmployer', '测样商贸有限公司(虚构)', OTHER_COMPANY_CODE, 'in-business', 60],
    ['revokedEmployer', '吊样咨询有限公司(虚构)', creditCode(INVENTED_REGION, 'MA0XN003'), 'revoked', 120],
    [
      'deregisteredEmployer',
      '注样餐饮有限公司(虚构)',
      creditCode(INVENTED_REGION, 'MA0XN004'),
      'deregistered',
      84,
    ],
  ];
  return plan.map(([role, name, code, status, months], index) => {
    const head = heads[index];
    if (head === undefined) throw new Error(`company ${role} has no legal representative`);
    return {
      role,
      name,
      creditCode: code,
      legalRepresentative: { name: head.name, idNo: head.idNo },
      status,
      foundedOn: addMonths(today, -months),
      bankAccount: companyAccount(name, index),
    };
  });
}

/** Every second company banks with the second bank. */
export function companyAccount(name: string, place: number): CompanyAccount {
  const bankCode = place % 2 === 0 ? FIRST_BANK : SECOND_BANK;
  return {
    bankCode,
    accountNo: `${bankCode}88000000${String(place + 1).padStart(8, '0')}`,
    ownerName: name,
    open: true,
  };
}
