import { told } from './note-faults';

/** Whether another account of the folder, or the books, hold the order of court that froze account `t`. */
const orderTwice = (centreId: number): string => `(
  t.djwsh IN (SELECT djwsh FROM typed_account WHERE grzhzt = '06' GROUP BY djwsh HAVING count(*) > 1)
  OR (b.grzh IS NULL AND t.djwsh IN (SELECT order_no FROM court_order WHERE centre_id = ${centreId})))`;

/** What a unit that is deferred (03), as row `t`, has to tell. */
export const deferralTold: readonly string[] = [
  ...['HJQSNY', 'HJZZNY', 'HJPZH'].map((name) =>
    told(name, 'NULL', 'MISSING', `t.dwzhzt = '03' AND t.${name.toLowerCase()} IS NULL`),
  ),
  told(
    'HJZZNY',
    't.hjzzny::text',
    'RELIEF_TERM',
    `t.dwzhzt = '03' AND (t.hjzzny / 100 - t.hjqsny / 100) * 12 + t.hjzzny % 100 - t.hjqsny % 100 NOT BETWEEN 0 AND 11`,
  ),
];

/** What an account that is closed or frozen, as row `t` beside the books `b`, has to tell. */
export const stateTold = (centreId: number, day: string): string[] => [
  ...['DJFY', 'DJWSH', 'DJRQ', 'DJZZRQ'].map((name) =>
    told(name, 'NULL', 'MISSING', `t.grzhzt = '06' AND t.${name.toLowerCase()} IS NULL`),
  ),
  told('DJRQ', 't.djrq::text', 'FUTURE_DAY', `t.djrq > ${day}`),
  told('DJWSH', 't.djwsh', 'DUPLICATE_ORDER', `t.grzhzt = '06' AND ${orderTwice(centreId)}`),
  told('XHRQ', 'NULL', 'MISSING', `t.grzhzt IN ('03', '04', '05') AND t.xhrq IS NULL`),
  told('XHYY', 'NULL', 'MISSING', `t.grzhzt = '05' AND t.xhyy IS NULL`),
];
