import type { Json } from '../../../../kernel/fact';
import type { SheetField } from '../../../document';

type Body = { readonly [key: string]: Json };

const METHODS: Readonly<Record<string, string>> = { '01': '等额本息', '02': '等额本金' };
const ROLES: Readonly<Record<string, string>> = {
  borrower: '借款人',
  'co-borrower': '共同借款人',
  guarantor: '保证人',
};
const PURPOSES: Readonly<Record<string, string>> = {
  'new-home': '购买新建自住住房',
  'second-hand': '购买存量自住住房',
  build: '建造、翻建、大修自住住房',
  conversion: '商业性个人住房贷款转公积金贷款',
};

/** '1234567.80' → '1,234,567.80 元'. */
function money(body: Body, name: string): string {
  const [whole = '', decimals = ''] = text(body, name).split('.');
  return `${whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')}.${decimals} 元`;
}

export function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new TypeError(`the contract has no text ${name}`);
  return value;
}

/** Everybody who stands in the contract, in the order of their roles. */
export function partyFields(body: Body): SheetField[] {
  const parties = body['parties'] as unknown as readonly { role: string; name: string; idNo: string }[];
  return parties.map(({ role, name, idNo }) => ({ label: ROLES[role] ?? role, value: `${name}　${idNo}` }));
}

/** Whoever sells, of a second-hand home. */
export function sellerFields(body: Body): SheetField[] {
  const sellers = (body['sellers'] ?? []) as unknown as readonly { name: string; idNo: string }[];
  return sellers.map(({ name, idNo }) => ({ label: '出卖人', value: `${name}　${idNo}` }));
}

/** The home, as the purchase names it. */
export function homeFields(body: Body): SheetField[] {
  const { contractNo } = body;
  return [
    { label: '房屋坐落', value: text(body, 'address') },
    { label: '不动产单元号', value: text(body, 'unitKey') },
    { label: '建筑面积', value: `${text(body, 'area')} 平方米` },
    { label: '房屋价值', value: money(body, 'value') },
    { label: '购房合同号', value: typeof contractNo === 'string' ? contractNo : '—' },
  ];
}

/** Amount, term and how it is repaid. */
export function loanFields(body: Body): SheetField[] {
  const fixed = body['dueMode'] === 'fixed-day';
  return [
    { label: '合同编号', value: text(body, 'loanNo') },
    { label: '贷款用途', value: PURPOSES[text(body, 'purpose')] ?? '—' },
    { label: '贷款金额', value: money(body, 'amount') },
    { label: '贷款期限', value: `${Number(body['termMonths'])} 个月` },
    { label: '还款方式', value: METHODS[text(body, 'method')] ?? '—' },
    {
      label: '还款日',
      value: fixed ? `每月 ${Number(body['dueDay'])} 日` : '每月与放款日对应之日，二十九日以后为二十八日',
    },
    { label: '商业贷款部分', value: money(body, 'bankPart') },
    {
      label: '收款账户',
      value: `${text(body, 'payeeName')}　${text(body, 'payeeAccountNo')}`,
    },
  ];
}
