import { contractKey, fundLoansAgree } from '../../../src/modules/loan/domain/application/fund-loans-agree';
import { credit } from './loan-facts';

const loan = (contractNo: string, type = 'housing-fund') => ({
  type,
  balance: '1000.00',
  monthly: '10.00',
  grantedOn: '2021-06-18',
  converted: false,
  ...(type === 'housing-fund' ? { key: contractKey(contractNo) } : {}),
});
const report = (...loans: readonly ReturnType<typeof loan>[]) => ({
  ...credit,
  record: 'kept' as const,
  loans,
});
const platform = (...contracts: readonly (readonly [string, boolean])[]) => ({
  unsettled: contracts.filter(([, settled]) => !settled).length,
  contracts: contracts.map(([contractNo, settled]) => ({ key: contractKey(contractNo), settled })),
});

describe('F38: what national platform and credit report say of fund loans', () => {
  it.each([
    ['none and none', platform(), report(), [], true],
    ['no report was asked for', platform(), null, [], true],
    [
      'a bank’s loan is none of the platform’s',
      platform(),
      report(loan('B1', 'commercial-housing')),
      [],
      true,
    ],
    ['one of the report that the platform does not name', platform(), report(loan('A1')), [], false],
    ['one that both name', platform(['A1', false]), report(loan('A1')), [], true],
    [
      'one that is settled since the report of the month',
      platform(['A1', true]),
      report(loan('A1')),
      [],
      true,
    ],
    ['one of our own', platform(), report(loan('A1')), [contractKey('A1')], true],
    [
      'one of our own and one that nobody names',
      platform(),
      report(loan('A1'), loan('A2')),
      [contractKey('A1')],
      false,
    ],
    [
      'one settled and another that the platform lacks',
      platform(['A1', true]),
      report(loan('A2')),
      [],
      false,
    ],
    [
      'an unsettled one decides whatever else is missing',
      platform(['A1', false]),
      report(loan('A2')),
      [],
      true,
    ],
  ])('%s', (_case, nationwide, told, own, agree) => {
    expect(fundLoansAgree(nationwide, told, own)).toBe(agree);
  });
});
