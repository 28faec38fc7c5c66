import { type Day, isDay } from '../../../../kernel/calendar';
import { type Fen, fen, parseYuan, plus, yuan } from '../../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../../kernel/month';

/** Flat texts, as every message of the platform carries them. */
export type Body = Readonly<Record<string, string>>;

/** BDC901 TxFunc 0: please send the account of this member. */
export interface Letter {
  readonly name: string;
  readonly idNo: string;
  readonly formerUnit: string;
  readonly formerAccountNo: string;
  readonly payTo: { readonly accountNo: string; readonly name: string; readonly bankCode: string };
}

/** BDC905 TxFunc 0: what is sent, principal and interest, and what is known of the time there. */
export interface AccountInfo {
  readonly principal: Fen;
  readonly interest: Fen;
  readonly openedOn: Day;
  /** 缴至年月 */
  readonly paidTo: Month;
  /** SixMconFlag: six months in a row up to the last one. */
  readonly sixMonths: boolean;
  /** LoanNum, and LoanEndFlag: all of them are settled. */
  readonly loans: number;
  readonly loansEnded: boolean;
  /** FrLoanFlag: a loan in a third city rests on this account. */
  readonly loanElsewhere: boolean;
  /** Where the money comes from, so that it could go back. */
  readonly paidFrom: { readonly accountNo: string; readonly name: string; readonly bankCode: string };
}

export type Message =
  | { readonly what: 'letter'; readonly letter: Letter }
  | { readonly what: 'accepted' }
  | { readonly what: 'refused'; readonly reason: string }
  | { readonly what: 'info'; readonly info: AccountInfo; readonly number: number }
  | { readonly what: 'dispute'; readonly received: Fen; readonly told: Fen | null; readonly number: number }
  | { readonly what: 'completed'; readonly received: Fen }
  | { readonly what: 'cancel' }
  | { readonly what: 'question'; readonly seq: string }
  | { readonly what: 'progress'; readonly seq: string; readonly status: string };

/** Transaction and function under which each message travels; a refusal answers the letter's information. */
export const CODES = {
  letter: ['BDC901', '0'],
  accepted: ['BDC901', '1'],
  cancel: ['BDC903', '0'],
  question: ['BDC904', '0'],
  progress: ['BDC904', '1'],
  info: ['BDC905', '0'],
  refused: ['BDC905', '0'],
  dispute: ['BDC905', '1'],
  completed: ['BDC905', '2'],
} as const satisfies Record<Message['what'], readonly [string, string]>;

/** Fields of a message beside those that name its letter and its centres. */
export function bodyOf(message: Message): Body {
  switch (message.what) {
    case 'letter':
      return letterBody(message.letter);
    case 'accepted':
      return { TranRstCode: '0' };
    case 'refused':
      return { TranRstCode: '1', TranRstText: message.reason };
    case 'info':
      return infoBody(message.info, message.number);
    case 'dispute':
      return {
        RecAmt: yuan(message.received),
        TranAmt: message.told === null ? '' : yuan(message.told),
        NegNum: String(message.number),
      };
    case 'completed':
      return { TranRstCode: '0', RecAmt: yuan(message.received) };
    case 'cancel':
      return {};
    case 'question':
      return { QuerySeq: message.seq };
    case 'progress':
      return { QuerySeq: message.seq, AppPrStatus: message.status };
  }
}

/** Reads the fields of a verified message; null when they are not in the agreed form. */
export function readMessage(txCode: string, txFunc: string, body: Body): Message | null {
  switch (`${txCode}/${txFunc}`) {
    case 'BDC901/0':
      return readLetter(body);
    case 'BDC901/1':
      return answerOf(body, () => ({ what: 'accepted' }));
    case 'BDC903/0':
      return { what: 'cancel' };
    case 'BDC904/0':
      return named(body['QuerySeq']) ? { what: 'question', seq: body['QuerySeq'] ?? '' } : null;
    case 'BDC904/1': {
      const { QuerySeq: seq = '', AppPrStatus: status = '' } = body;
      return named(seq) && /^\d{2}$/.test(status) ? { what: 'progress', seq, status } : null;
    }
    case 'BDC905/0':
      return answerOf(body, () => readInfo(body));
    case 'BDC905/1':
      return readDispute(body);
    case 'BDC905/2': {
      const received = amount(body['RecAmt']);
      return body['TranRstCode'] === '0' && received !== null ? { what: 'completed', received } : null;
    }
    default:
      return null;
  }
}

function letterBody({ name, idNo, formerUnit, formerAccountNo, payTo }: Letter): Body {
  return {
    Name: name,
    IdType: '01',
    IdNo: idNo,
    OrUnitName: formerUnit,
    OrAcctNo: formerAccountNo,
    RecAcctNo: payTo.accountNo,
    RecAcctName: payTo.name,
    RecBankCode: payTo.bankCode,
  };
}

function infoBody(info: AccountInfo, number: number): Body {
  return {
    TranRstCode: '0',
    TranAmt: yuan(plus(info.principal, info.interest)),
    OrAcctAmt: yuan(info.principal),
    Yinter: yuan(info.interest),
    OpenDate: info.openedOn.replaceAll('-', ''),
    JZNY: String(monthToNumber(info.paidTo)),
    SixMconFlag: flag(info.sixMonths),
    LoanNum: String(info.loans),
    LoanEndFlag: flag(info.loansEnded),
    FrLoanFlag: flag(info.loanElsewhere),
    PayAcctNo: info.paidFrom.accountNo,
    PayAcctName: info.paidFrom.name,
    PayBankCode: info.paidFrom.bankCode,
    NegNum: String(number),
  };
}

/** Either centre may refuse where it would have agreed: TranRstCode 1 with a text. */
function answerOf(body: Body, agreed: () => Message | null): Message | null {
  if (body['TranRstCode'] === '0') return agreed();
  const reason = (body['TranRstText'] ?? '').trim();
  return body['TranRstCode'] === '1' && reason !== ''
    ? { what: 'refused', reason: reason.slice(0, 500) }
    : null;
}

function readLetter(body: Body): Message | null {
  const { Name: name = '', IdType: idType, IdNo: idNo = '', RecAcctNo: accountNo = '' } = body;
  const payTo = { accountNo, name: body['RecAcctName'] ?? '', bankCode: body['RecBankCode'] ?? '' };
  if (!named(name) || idType !== '01' || !/^\d{17}[\dX]$/.test(idNo) || !isAccount(payTo)) return null;
  const formerUnit = body['OrUnitName'] ?? '';
  return {
    what: 'letter',
    letter: { name, idNo, formerUnit, formerAccountNo: body['OrAcctNo'] ?? '', payTo },
  };
}

function readInfo(body: Body): Message | null {
  const total = amount(body['TranAmt']);
  const principal = amount(body['OrAcctAmt']);
  const interest = amount(body['Yinter']);
  const openedOn = dayOf(body['OpenDate'] ?? '');
  const paidTo = monthOf(body['JZNY'] ?? '');
  const loans = /^\d{1,2}$/.test(body['LoanNum'] ?? '') ? Number(body['LoanNum']) : null;
  const number = /^\d{1,4}$/.test(body['NegNum'] ?? '') ? Number(body['NegNum']) : null;
  const sixMonths = isFlag(body['SixMconFlag']);
  const loansEnded = isFlag(body['LoanEndFlag']);
  const loanElsewhere = isFlag(body['FrLoanFlag']);
  const paidFrom = {
    accountNo: body['PayAcctNo'] ?? '',
    name: body['PayAcctName'] ?? '',
    bankCode: body['PayBankCode'] ?? '',
  };
  if (total === null || principal === null || interest === null) return null;
  if (total <= 0n || total !== plus(principal, interest) || !isAccount(paidFrom)) return null;
  if (openedOn === null || paidTo === null || loans === null || number === null) return null;
  if (sixMonths === null || loansEnded === null || loanElsewhere === null) return null;
  const info = {
    principal,
    interest,
    openedOn,
    paidTo,
    sixMonths,
    loans,
    loansEnded,
    loanElsewhere,
    paidFrom,
  };
  return { what: 'info', info, number };
}

function readDispute(body: Body): Message | null {
  const received = amount(body['RecAmt']);
  const told = body['TranAmt'] === '' ? null : amount(body['TranAmt']);
  if (received === null || !/^\d{1,4}$/.test(body['NegNum'] ?? '')) return null;
  return { what: 'dispute', received, told, number: Number(body['NegNum']) };
}

function named(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '' && text.length <= 120;
}

function isAccount({ accountNo, name, bankCode }: Letter['payTo']): boolean {
  return /^\d{4,32}$/.test(accountNo) && named(name) && /^\d{3}$/.test(bankCode);
}

/** A yuan string, zero included; null for anything else. */
function amount(text: string | undefined): Fen | null {
  return text !== undefined && /^\d{1,13}\.\d{2}$/.test(text) ? fen(parseYuan(text)) : null;
}

function flag(value: boolean): string {
  return value ? '1' : '0';
}

function isFlag(text: string | undefined): boolean | null {
  return text === '1' ? true : text === '0' ? false : null;
}

function dayOf(digits: string): Day | null {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return digits.length === 8 && isDay(day) ? day : null;
}

function monthOf(digits: string): Month | null {
  return /^\d{4}(?:0[1-9]|1[0-2])$/.test(digits) && !digits.startsWith('0')
    ? monthFromNumber(Number(digits))
    : null;
}
