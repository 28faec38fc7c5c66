import { fen, parseYuan, type Fen } from '../../../kernel/money';
import type { AccountFinding } from '../account-desk';
import type { OrderFate } from '../order-fate';
import { namesPayer, type MoneyLine, type ResultLine } from '../book-line';
import type { BatchFate } from '../collection-books';
import type { CardFactors, CardFinding } from '../card-desk';
import type { Told } from '../dialect';
import type { Elements } from './xml';

const REFUSALS = { CARD_CLOSED: '9101', NAME_MISMATCH: '9102', PAYER_FUNDS_SHORT: '9105' } as const;
const CLASSES = { I: '1', II: '2', III: '3' } as const;

/** Body of the answer to any message of a customer. */
export function answerElements(told: Told): Elements {
  switch (told.what) {
    case 'card':
      return cardElements(told.factors, told.finding);
    case 'account':
      return accountElements(told.accountNo, told.finding);
    case 'balance':
      return balanceElements(told.accountNo, told.balance);
    case 'statement':
      return statementElements(told);
    case 'fate':
      return fateElements(told.reference, told.fate);
    case 'batch':
      return batchElements(told.reference, told.fate, told.lines);
  }
}

/** BDC113: the national notice line for each that was booked. */
function statementElements(told: Extract<Told, { what: 'statement' }>): Elements {
  const { asked, lines, total, creditFen, debitFen, more } = told;
  const written = lines.map((line, index): [string, string] => [
    `line_${index + 1}`,
    placesOf(line, fen(0n)).map(withoutBars).join('|'),
  ]);
  return {
    code: '0000',
    message: '成功',
    account: asked.accountNo,
    booked_on: dashed(asked.date),
    page: String(asked.page),
    total: String(total),
    credit_fen: creditFen.toString(),
    debit_fen: debitFen.toString(),
    count: String(lines.length),
    more: more ? 'Y' : 'N',
    ...Object.fromEntries(written),
  };
}

function balanceElements(account: string, balance: Fen | null): Elements {
  if (balance === null) return { code: '9301', message: '账号不存在', account };
  return { code: '0000', message: '成功', account, balance_fen: balance.toString() };
}

function accountElements(accountNo: string, finding: AccountFinding): Elements {
  const asked = { account: accountNo, receipt_no: finding.receiptNo };
  if (finding.state === 'not-found') return { code: '9301', message: '账号不存在', ...asked };
  return {
    code: '0000',
    message: '成功',
    ...asked,
    owner_name: finding.ownerName,
    owner_code: finding.ownerCode,
    account_status: finding.open ? 'A' : 'C',
  };
}

/** What became of a batch and, where they are asked for, of each order in it: an item each. */
function batchElements(reference: string, fate: BatchFate, withItems: boolean): Elements {
  if (fate.state !== 'done') return fateElements(reference, fate);
  const lines = withItems ? fate.lines : [];
  const items = lines.map((line, index): [string, string] => {
    const { order_no, code, amount_fen, payer_account, host_serial, booked_on } = resultElements(line);
    const places = [order_no, code, amount_fen, payer_account, host_serial, booked_on];
    return [`item_${index + 1}`, places.map((place) => place ?? '').join('|')];
  });
  const count = withItems ? { count: String(lines.length) } : {};
  return {
    code: '0003',
    message: '批量处理完成',
    order_no: reference,
    ...count,
    ...Object.fromEntries(items),
  };
}

/** Result of an order: the answer to BDC110 and the result notice share it. */
export function resultElements(line: ResultLine): Elements {
  const order = {
    order_no: line.reference,
    amount_fen: fenText(line.amount),
    ...(namesPayer(line) ? { payer_account: line.payerAccount } : { payee_account: line.payeeAccount }),
  };
  return line.kind === 'payment' || line.kind === 'collection'
    ? { code: '0000', message: '成功', ...order, host_serial: line.serial, booked_on: dashed(line.date) }
    : { code: REFUSALS[line.code], message: line.message, ...order };
}

/** SBDC100: the national notice line, its places parted by bars. */
export function lineElements(line: MoneyLine, balance: Fen): Elements {
  return { account_line: placesOf(line, balance).map(withoutBars).join('|') };
}

function fateElements(reference: string, fate: OrderFate): Elements {
  const says = (code: string, message: string): Elements => ({ code, message, order_no: reference });
  switch (fate.state) {
    case 'paid':
    case 'rejected':
    case 'collected':
    case 'uncollected':
      return resultElements(fate.line);
    case 'accepted':
      return fate.fresh ? says('0001', '已受理') : says('0002', '处理中');
    case 'insufficient-funds':
      return says('9051', '付款账户余额不足');
    case 'other-content':
      return says('9020', '订单号重复且内容不一致');
    case 'bad-fields':
      return says('9010', '报文要素有误');
    case 'not-found':
      return says('9060', '订单不存在');
  }
}

function cardElements({ cardNo, idNo }: CardFactors, finding: CardFinding): Elements {
  const asked = { card_no: cardNo, id_no: idNo, receipt_no: finding.receiptNo };
  switch (finding.state) {
    case 'not-found':
      return { code: '9202', message: '卡号不存在', ...asked };
    case 'mismatch':
      return { code: '9201', message: '要素不一致', ...asked };
    case 'match':
      return {
        code: '0000',
        message: '一致',
        ...asked,
        card_bank: finding.bankCode,
        card_class: CLASSES[finding.cardClass],
      };
  }
}

function placesOf(line: MoneyLine, balance: Fen): string[] {
  const { date, time } = line;
  const out = line.kind === 'payment';
  const other = namesPayer(line)
    ? { account: line.payerAccount, name: line.payerName }
    : { account: line.payeeAccount, name: line.payeeName };
  const ofOrder = line.kind !== 'deposit';
  const back = line.kind === 'return';
  return [
    '1', // 序号
    line.account, // 账号
    line.serial, // 银行主机流水号
    out ? 'PAYOUT' : back ? 'RETURN' : 'CREDIT', // 交易代码
    other.account, // 对手账号
    other.name, // 对手户名
    `${out ? '-' : ''}${fenText(line.amount)}`, // 金额
    dashed(date), // 日期
    `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`, // 时间
    balance.toString(), // 可用金额
    '交通银行山西省分行', // 开户机构
    back ? line.reason : line.remark, // 备注
    'CNY', // 币别
    '', // 钞汇
    balance.toString(), // 余额
    '0', // 可透支
    ofOrder ? 'ORDER' : '', // 凭证种类
    ofOrder ? line.reference : '', // 凭证号
    '', // 对手行号
    back ? '退票' : line.summary, // 摘要
    back ? 'Y' : 'N', // 冲正标识
    '1', // 笔号
    '', // 册号
  ];
}

function withoutBars(text: string): string {
  return text.replaceAll('|', '｜');
}

function fenText(yuan: string): string {
  return parseYuan(yuan).toString();
}

/** 'YYYYMMDD' → 'YYYY-MM-DD'. */
function dashed(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}
