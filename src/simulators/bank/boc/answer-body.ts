import { fen, type Fen, yuan } from '../../../kernel/money';
import type { AccountFinding } from '../account-desk';
import type { OrderFate } from '../order-fate';
import type { BatchFate } from '../collection-books';
import type { CardFactors, CardFinding } from '../card-desk';
import type { Told } from '../dialect';
import type { Body } from './message';
import { accountChange, orderResult } from './notice-body';

/** Body of the answer to any message of a customer. */
export function answerBody(told: Told): Body {
  switch (told.what) {
    case 'card':
      return cardBody(told.factors, told.finding);
    case 'account':
      return accountBody(told.accountNo, told.finding);
    case 'balance':
      return balanceBody(told.accountNo, told.balance);
    case 'statement':
      return statementBody(told);
    case 'fate':
      return fateBody(told.reference, told.fate);
    case 'batch':
      return batchBody(told.reference, told.fate, told.lines);
  }
}

/** BDC113: a numbered line for each that was booked, its places parted by bars. */
function statementBody(told: Extract<Told, { what: 'statement' }>): Body {
  const { asked, lines, total, creditFen, debitFen, more } = told;
  const details = lines.map((line, index): [string, string] => {
    const change = accountChange(line, fen(0n));
    const places = [
      change['HostSeqNo'],
      change['DcFlag'],
      change['Amt'],
      change['TxDate'],
      change['RevFlag'],
      change['RefSeqNo1'],
      change['OppAcctNo'],
      change['OppAcctName'],
      change['Summary'],
      change['Remark'],
    ];
    return [`Detail${index + 1}`, places.map((place) => (place ?? '').replaceAll('|', '｜')).join('|')];
  });
  return {
    TxStatus: '0',
    RtnCode: 'OK',
    RtnMessage: '成功',
    AcctNo: asked.accountNo,
    TxDate: asked.date,
    PageNo: String(asked.page),
    Total: String(total),
    CreditTotal: yuan(creditFen),
    DebitTotal: yuan(debitFen),
    Count: String(lines.length),
    More: more ? '1' : '0',
    ...Object.fromEntries(details),
  };
}

function balanceBody(accountNo: string, balance: Fen | null): Body {
  if (balance === null)
    return { TxStatus: '1', RtnCode: 'ACCOUNT_NOT_FOUND', RtnMessage: '账号不存在', AcctNo: accountNo };
  return { TxStatus: '0', RtnCode: 'OK', RtnMessage: '成功', AcctNo: accountNo, Balance: yuan(balance) };
}

/** What became of a batch and, where they are asked for, of each order in it: a numbered line each. */
function batchBody(reference: string, fate: BatchFate, withLines: boolean): Body {
  if (fate.state !== 'done') return fateBody(reference, fate);
  const lines = withLines ? fate.lines : [];
  const details = lines.map((line, index): [string, string] => {
    const { RefSeqNo1, TxStatus, RtnCode, Amt, DeAcctNo, HostSeqNo, ValueDate } = orderResult(line);
    const places = [RefSeqNo1, TxStatus, RtnCode, Amt, DeAcctNo, HostSeqNo, ValueDate];
    return [`Detail${index + 1}`, places.map((place) => place ?? '').join('|')];
  });
  return {
    RefSeqNo1: reference,
    TxStatus: '0',
    RtnCode: 'DONE',
    RtnMessage: '批量处理完成',
    ...(withLines ? { Count: String(lines.length) } : {}),
    ...Object.fromEntries(details),
  };
}

/** The account asked about is repeated, so that the asker can tell a mix-up. */
function accountBody(accountNo: string, finding: AccountFinding): Body {
  const asked = { TxStatus: '0', AcctNo: accountNo, ReceiptNo: finding.receiptNo };
  if (finding.state === 'not-found')
    return { ...asked, RtnCode: 'ACCOUNT_NOT_FOUND', RtnMessage: '账号不存在' };
  return {
    ...asked,
    RtnCode: 'OK',
    RtnMessage: '成功',
    AcctName: finding.ownerName,
    OwnerCode: finding.ownerCode,
    AcctStatus: finding.open ? 'NORMAL' : 'CLOSED',
  };
}

function fateBody(reference: string, fate: OrderFate): Body {
  const says = (TxStatus: string, RtnCode: string, RtnMessage: string): Body => ({
    RefSeqNo1: reference,
    TxStatus,
    RtnCode,
    RtnMessage,
  });
  switch (fate.state) {
    case 'paid':
    case 'rejected':
    case 'collected':
    case 'uncollected':
      return orderResult(fate.line);
    case 'accepted':
      return says('2', 'IN_PROCESS', '处理中');
    case 'insufficient-funds':
      return says('1', 'INSUFFICIENT_FUNDS', '付款账户余额不足');
    case 'other-content':
      return says('1', 'REF_REUSED', '同一流水号内容不一致');
    case 'bad-fields':
      return says('1', 'BAD_FIELDS', '报文要素有误');
    case 'not-found':
      return says('2', 'NOT_FOUND', '查无此流水号');
  }
}

/** The card and id number asked about are repeated, so that the asker can tell a mix-up. */
function cardBody({ cardNo, idNo }: CardFactors, finding: CardFinding): Body {
  const asked = { TxStatus: '0', CardNo: cardNo, IdNo: idNo, ReceiptNo: finding.receiptNo };
  switch (finding.state) {
    case 'not-found':
      return { ...asked, RtnCode: 'CARD_NOT_FOUND', RtnMessage: '卡号不存在' };
    case 'mismatch':
      return { ...asked, RtnCode: 'MISMATCH', RtnMessage: '要素不一致' };
    case 'match':
      return {
        ...asked,
        RtnCode: 'MATCH',
        RtnMessage: '一致',
        CardBankCode: finding.bankCode,
        CardClass: finding.cardClass,
      };
  }
}
