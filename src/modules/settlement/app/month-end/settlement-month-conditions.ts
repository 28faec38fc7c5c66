import type { MonthCondition } from '../../../ledger';

/** Codes as SQL has them; throws for one that is no code. */
const listed = (codes: readonly string[]): string =>
  codes
    .map((code) => {
      if (!/^[0-9A-Za-z]{1,12}$/.test(code)) throw new Error(`${code} is no code of a bank`);
      return `'${code}'`;
    })
    .join(', ');

const day = (reference: string): string => `left(${reference}, 8) <= to_char(m.last_day, 'YYYYMMDD')`;

/**
 * Money on its way at the end of the month, and banks that were not heard since. The day of an order is that of its
 * reference. What never left (created) is no item of the month.
 * @param lines codes of the banks that can be asked: no other bank's account is ever heard of, the month names them.
 */
export const settlementMonthConditions = (lines: readonly string[]): readonly MonthCondition[] => [
  {
    // What came back is on 21905 and explained.
    code: 'payments-open',
    text: {
      zh: '当月发出的付款结果尚未明确，或与银行所述矛盾',
      en: 'payments sent until its end whose result is unknown, or which the bank contradicts',
    },
    sql: `SELECT (SELECT count(*) FROM instruction AS i WHERE i.centre_id = m.centre_id AND NOT i.frozen
                     AND i.state IN ('created', 'sending', 'accepted', 'unknown') AND i.state <> 'created' AND ${day('i.reference')})
               + (SELECT count(*) FROM instruction AS i WHERE i.centre_id = m.centre_id AND i.frozen AND i.state <> 'returned' AND ${day('i.reference')})
            FROM month AS m`,
  },
  {
    code: 'collections-open',
    text: {
      zh: '当月发出的代收结果尚未明确，或与银行所述矛盾',
      en: 'orders to collect sent until its end whose result is unknown, or which the bank contradicts',
    },
    sql: `SELECT (SELECT count(*) FROM collection AS c WHERE c.centre_id = m.centre_id AND NOT c.frozen
                     AND c.state IN ('sending', 'accepted', 'unknown') AND ${day('c.reference')})
               + (SELECT count(*) FROM collection AS c WHERE c.centre_id = m.centre_id AND c.frozen AND ${day('c.reference')})
               + (SELECT count(*) FROM collection_batch AS b WHERE b.centre_id = m.centre_id AND b.frozen AND ${day('b.reference')})
            FROM month AS m`,
  },
  {
    code: 'own-transfers-open',
    text: {
      zh: '当月发出的专户间划转尚未到账',
      en: 'transfers between own accounts begun until its end that have not arrived',
    },
    sql: `SELECT count(*) FROM month AS m JOIN own_transfer AS t ON t.centre_id = m.centre_id AND t.state = 'open'
            AND (t.begun_at AT TIME ZONE 'Asia/Shanghai')::date <= m.last_day`,
  },
  {
    code: 'interest-cash-open',
    text: {
      zh: '年终结息款项尚未由增值收益专户划到（V14b）',
      en: 'the cash of the year’s interest has not arrived from the gains accounts (V14b)',
    },
    sql: `SELECT count(*) FROM month AS m
            JOIN journal AS j ON j.centre_id = m.centre_id AND j.kind = 'interest-cash-due' AND j.business_date BETWEEN m.first_day AND m.last_day
            JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date AND e.side = 'D'
           WHERE e.amount_fen > (SELECT coalesce(sum(t.amount_fen), 0) FROM own_transfer AS t WHERE t.centre_id = j.centre_id
                                    AND t.source_id = j.source_id AND t.reason = 'interest-cash' AND t.state = 'arrived')`,
  },
  {
    // Days without a row were before the first statement.
    code: 'bank-statements-unexplained',
    text: {
      zh: '当月银行对账单尚未逐笔核对完毕',
      en: 'days of accounts whose statement was not compared, or has a difference that nobody explained',
    },
    sql: `SELECT count(*) FROM month AS m JOIN bank_statement AS s ON s.centre_id = m.centre_id
            AND s.day BETWEEN m.first_day AND m.last_day AND s.explained_at IS NULL`,
  },
  {
    code: 'bank-balances-unexplained',
    text: {
      zh: '专户余额月末后尚未与银行核对一致',
      en: 'bank accounts whose balance was not found to agree with the books since the month ended',
    },
    sql: `SELECT count(*) FROM month AS m JOIN bank_account AS a ON a.centre_id = m.centre_id AND a.bank_code IN (${listed(lines)})
            LEFT JOIN bank_balance AS b ON b.centre_id = a.centre_id AND b.id = a.id AND b.state = 'agreed'
                 AND (b.answered_at AT TIME ZONE 'Asia/Shanghai')::date > m.last_day
           WHERE b.id IS NULL AND NOT EXISTS (SELECT FROM bank_account_closing AS z
                   WHERE z.centre_id = a.centre_id AND z.bank_account_id = a.id AND z.closed_at IS NOT NULL)`,
  },
];
