import type { AccountChange } from '../../domain/account-change';
import {
  isOfQuestion,
  readCount,
  type StatementAnswer,
  type StatementQuestion,
} from '../../domain/account-statement';
import { readLines } from '../numbered-lines';
import { NOTICE_PLACES, readAccountLine } from './account-line';
import { readSum } from './order-status';
import type { Fields } from './packet';

export function statementFields({ accountNo, day, page }: StatementQuestion): Fields {
  return { account: accountNo, booked_on: day, page: String(page) };
}

/** Reads the answer to BDC113; `drift` when it is not in the agreed form, `other-person` when it answers another question. */
export function readStatement(body: Fields, question: StatementQuestion): StatementAnswer {
  if (Object.entries(statementFields(question)).some(([name, value]) => body[name] !== value))
    return { state: 'unknown', reason: 'other-person', detail: 'statement' };
  const drift = { state: 'unknown', reason: 'drift', detail: 'statement' } as const;
  const { code, count = '', total: said = '', credit_fen: came = '', debit_fen: went = '', more } = body;
  const [total, inFen, outFen] = [readCount(said), readSum(came), readSum(went)];
  const written = readLines('line_', body, { count, places: NOTICE_PLACES });
  if (code !== '0000' || total === null || inFen === null || outFen === null || written === null)
    return drift;
  if (more !== 'Y' && more !== 'N') return drift;
  const lines = written.map((places) => readAccountLine(places.join('|')));
  if (!lines.every((line) => line !== null && isOfQuestion(question, line))) return drift;
  const control = { lines: total, inFen, outFen };
  return { state: 'known', lines: lines as AccountChange[], control, more: more === 'Y' };
}
