import type { AccountChange } from '../../domain/account-change';
import {
  isOfQuestion,
  readCount,
  type StatementAnswer,
  type StatementQuestion,
} from '../../domain/account-statement';
import { readLines } from '../numbered-lines';
import { readAccountChange } from './account-change';
import type { BankBody } from './bank-message';
import { readSum } from './order-result';

/** Places of a line of the statement: those of SBDC100 that are read, the account apart. */
const PLACES = [
  'HostSeqNo',
  'DcFlag',
  'Amt',
  'TxDate',
  'RevFlag',
  'RefSeqNo1',
  'OppAcctNo',
  'OppAcctName',
  'Summary',
  'Remark',
] as const;

export function statementQuestionBody({ accountNo, day, page }: StatementQuestion): BankBody {
  return { AcctNo: accountNo, TxDate: day.replaceAll('-', ''), PageNo: String(page) };
}

/** Reads the answer to BDC113; `drift` when it is not in the agreed form, `other-person` when it answers another question. */
export function readStatement(body: BankBody, question: StatementQuestion): StatementAnswer {
  const asked = statementQuestionBody(question);
  if (Object.entries(asked).some(([field, value]) => body[field] !== value))
    return { state: 'unknown', reason: 'other-person', detail: 'statement' };
  const drift = { state: 'unknown', reason: 'drift', detail: 'statement' } as const;
  const { TxStatus, RtnCode, Count = '', Total = '', CreditTotal = '', DebitTotal = '', More } = body;
  const [total, inFen, outFen] = [readCount(Total), readSum(CreditTotal), readSum(DebitTotal)];
  const written = readLines('Detail', body, { count: Count, places: PLACES.length });
  if (TxStatus !== '0' || RtnCode !== 'OK' || total === null || written === null) return drift;
  if (inFen === null || outFen === null || (More !== '0' && More !== '1')) return drift;
  const lines = written.map((places) => readLine(places, question.accountNo));
  if (!lines.every((line) => line !== null && isOfQuestion(question, line))) return drift;
  const control = { lines: total, inFen, outFen };
  return { state: 'known', lines: lines as AccountChange[], control, more: More === '1' };
}

function readLine(places: readonly string[], accountNo: string): AccountChange | null {
  const fields = Object.fromEntries(PLACES.map((name, index) => [name, places[index] ?? '']));
  return readAccountChange({ ...fields, AcctNo: accountNo });
}
