import { type CentrePlan, taiyuan } from '../set-up-centre';

/** The 15 banks of the case paper with their 89 accounts (T20); only the two with a line of their own collect. */
const BANKS = [
  '102',
  '103',
  '104',
  '105',
  '301',
  '302',
  '303',
  '304',
  '305',
  '307',
  '308',
  '309',
  '310',
  '313',
  '403',
];
const ACCOUNTS = 89;

/** The centre with an account master of that size; the numbers are invented. */
export function centreWithAllAccounts(id: number): CentrePlan {
  const own = taiyuan.bankAccounts;
  const more = Array.from({ length: ACCOUNTS - own.length }, (_, index) => {
    const bankCode = BANKS[index % BANKS.length] ?? '104';
    const purpose = index % 3 === 2 ? ('gains' as const) : ('loan' as const);
    const place = String(index + own.length + 1).padStart(2, '0');
    return {
      bankCode,
      accountNo: `${bankCode}0140100${place.padStart(8, '0')}`,
      name: `住房公积金${purpose === 'loan' ? '贷款户' : '增值收益户'}（${bankCode}-${place}）`,
      purpose,
      leaf: `${purpose === 'gains' ? '102' : '101'}${place}`,
    };
  });
  return { ...taiyuan, id, bankAccounts: [...own, ...more] };
}
