import { legacyFile } from './legacy-files';
import { LOAN_PARTS, loanLinkOf } from './loan-files';
import { faulty, type JudgeScope, note, repeated, told } from './note-faults';

/** A month's interest on `balance` at `rate`, rounded once, as the domain and the night's runs reckon it. */
export const monthInterest = (balance: string, rate: string): string =>
  `div(2 * ${balance} * ${rate} * 100000000 + 1200000000, 2400000000)::bigint`;

const money = (fen: string): string => `(${fen} / 100.0)::numeric(20, 2)::text`;

/** Running loans: what rows say of one another and of the books. A loan is taken over with all its rows or not at all. */
export async function judgeLoans(scope: JudgeScope): Promise<void> {
  await collect(scope);
  await judgeContracts(scope);
  await judgeParts(scope);
  await judgeLoanAccounts(scope);
  await judgePlans(scope);
  await judgeWholes(scope);
}

/** What is added up of a loan's rows, and the loans that the books hold. */
async function collect({ client, centreId }: JudgeScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE loan_sum AS
     SELECT a.dkzh, coalesce(d.lent, 0) AS lent, coalesce(d.repaid, 0) AS repaid, coalesce(d.interest, 0) AS interest,
            coalesce(d.penalty, 0) AS penalty, coalesce(d.unreadable, false) OR coalesce(o.unreadable, false) AS unreadable,
            coalesce(o.n, 0) AS unpaid_periods, coalesce(o.principal, 0) AS unpaid, o.first_no, o.last_no, o.oldest, o.oldest_penalty,
            coalesce(p.n, 0) AS plan_rows, p.first_no AS plan_from, p.first_due
       FROM (SELECT DISTINCT dkzh FROM typed_loan_account WHERE dkzh IS NOT NULL) AS a
       LEFT JOIN (SELECT dkzh, sum(bjje) FILTER (WHERE dkywmxlx = '01') AS lent,
                         sum(bjje) FILTER (WHERE dkywmxlx NOT IN ('01', '09', '99')) AS repaid, sum(lxje) AS interest, sum(fxje) AS penalty,
                         bool_or(bjje IS NULL OR lxje IS NULL OR fxje IS NULL OR dkywmxlx IS NULL) AS unreadable
                    FROM typed_loan_detail GROUP BY dkzh) AS d USING (dkzh)
       LEFT JOIN (SELECT dkzh, count(*)::int AS n, sum(yqbj - ssyqbjje) AS principal, min(yqqc) AS first_no, max(yqqc) AS last_no,
                         min(dqrq) AS oldest, min(fxjzrq) AS oldest_penalty, bool_or(yqbj IS NULL OR ssyqbjje IS NULL OR yqqc IS NULL) AS unreadable
                    FROM typed_loan_overdue GROUP BY dkzh) AS o USING (dkzh)
       LEFT JOIN (SELECT dkzh, count(*)::int AS n, min(qc) AS first_no, min(dqrq) AS first_due FROM typed_loan_plan GROUP BY dkzh) AS p USING (dkzh)`,
  );
  await client.query(
    `CREATE TEMP TABLE loan_on_books AS
     SELECT l.loan_no AS jkhtbh, l.amount_fen, a.disbursed_fen, p.start_fen, coalesce(p.reason = 'takeover', false) AS taken_over
       FROM loan AS l LEFT JOIN loan_account AS a ON a.centre_id = l.centre_id AND a.loan_id = l.id
       LEFT JOIN loan_plan AS p ON p.centre_id = l.centre_id AND p.loan_id = l.id AND p.seq = 1
      WHERE l.centre_id = ${centreId}`,
  );
  await client.query('ANALYZE loan_sum, loan_on_books');
}

async function judgeContracts({ client, centreId, cutOver }: JudgeScope): Promise<void> {
  await note(
    client,
    'loan_contract',
    `typed_loan_contract AS t JOIN ${repeated('loan_contract', 'jkhtbh')} USING (jkhtbh)`,
    [told('JKHTBH', 't.jkhtbh', 'DUPLICATE_LOAN', 'true')],
  );
  await note(
    client,
    'loan_contract',
    `typed_loan_contract AS t JOIN ${repeated('loan_contract', 'bdcdyh')} USING (bdcdyh)`,
    [told('BDCDYH', 't.bdcdyh', 'HOME_TWICE', 'true')],
  );
  await note(
    client,
    'loan_contract',
    `typed_loan_contract AS t LEFT JOIN typed_loan_account AS a USING (jkhtbh) LEFT JOIN loan_on_books AS b USING (jkhtbh)`,
    [
      told('JKHTBH', 't.jkhtbh', 'LOAN_INCOMPLETE', 't.jkhtbh IS NOT NULL AND a.line IS NULL'),
      told('JKHTQDRQ', 't.jkhtqdrq::text', 'FUTURE_DAY', `t.jkhtqdrq > '${cutOver}'::date`),
      told('HTDKJE', money('t.htdkje'), 'AMOUNT_OVER_VALUE', 't.htdkje <= 0 OR t.htdkje > t.fwzj'),
      told('DKQS', 't.dkqs::text', 'TERMS_INVALID', 't.dkqs NOT BETWEEN 1 AND 360'),
      told(
        'YDHKR',
        't.ydhkr::text',
        'TERMS_INVALID',
        `(t.hkrlx = 'fixed-day') <> (t.ydhkr IS NOT NULL) OR t.ydhkr NOT BETWEEN 1 AND 28`,
      ),
      told(
        'BDCDYH',
        't.bdcdyh',
        'HOME_TWICE',
        `b.jkhtbh IS NULL AND EXISTS (SELECT FROM loan AS l WHERE l.centre_id = ${centreId} AND l.unit_key = t.bdcdyh
           AND l.state NOT IN ('settled', 'void'))`,
      ),
      told('HTDKJE', money('t.htdkje'), 'ALREADY_DIFFERENT', 'b.amount_fen <> t.htdkje'),
      told('ZHKHYHDM', 't.zhkhyhdm', 'MISSING', 't.hkzh IS NOT NULL AND t.zhkhyhdm IS NULL'),
    ],
  );
}

/** Rows of a loan by themselves. */
async function judgeParts({ client, cutOver }: JudgeScope): Promise<void> {
  const day = `'${cutOver}'::date`;
  await note(client, 'loan_guarantee', 'typed_loan_guarantee AS t', [
    told('DYQJLRQ', 't.dyqjlrq::text', 'FUTURE_DAY', `t.dyqjlrq > ${day}`),
  ]);
  await note(
    client,
    'loan_guarantee',
    `typed_loan_guarantee AS t JOIN ${repeated('loan_guarantee', 'jkhtbh')} USING (jkhtbh)`,
    [told('JKHTBH', 't.jkhtbh', 'DUPLICATE_LOAN', 'true')],
  );
  const keys = [
    ['loan_plan', 'qc', 'QC'],
    ['loan_overdue', 'yqqc', 'YQQC'],
    ['loan_detail', 'ywlsh', 'YWLSH'],
  ] as const;
  for (const [key, column, name] of keys) {
    await note(
      client,
      key,
      `typed_${key} AS t JOIN (SELECT dkzh, ${column} FROM typed_${key} GROUP BY 1, 2 HAVING count(*) > 1) AS r USING (dkzh, ${column})`,
      [told(name, `t.${column}::text`, 'DUPLICATE_LOAN', 'true')],
    );
  }
  await note(client, 'loan_overdue', 'typed_loan_overdue AS t', [
    told(
      'YQBJ',
      money('t.yqbj'),
      'NEGATIVE',
      'least(t.yqbj, t.yqlx, t.yqfx, t.ssyqbjje, t.ssyqlxje, t.ssyqfxje) < 0',
    ),
    told('SSYQBJJE', money('t.ssyqbjje'), 'AMOUNT_OVER_VALUE', 't.ssyqbjje > t.yqbj'),
    told('SSYQLXJE', money('t.ssyqlxje'), 'AMOUNT_OVER_VALUE', 't.ssyqlxje > t.yqlx'),
    told('SSYQFXJE', money('t.ssyqfxje'), 'AMOUNT_OVER_VALUE', 't.ssyqfxje > t.yqfx'),
    told('DQRQ', 't.dqrq::text', 'FUTURE_DAY', `t.dqrq > ${day}`),
    told('FXJZRQ', 't.fxjzrq::text', 'FUTURE_DAY', `t.fxjzrq > ${day} OR t.fxjzrq < t.dqrq`),
    // The rate before is not told: what it cost until then has to be.
    told('FXJZRQ', 't.fxjzrq::text', 'PENALTY_OLD', `t.fxjzrq < date_trunc('year', ${day})`),
  ]);
  await note(client, 'loan_detail', 'typed_loan_detail AS t', [
    told('FSE', money('t.fse'), 'SPLIT_DIFFERS', 't.fse <> t.bjje + t.lxje + t.fxje'),
    told('JZRQ', 't.jzrq::text', 'FUTURE_DAY', `t.jzrq > ${day} OR t.ywfsrq > ${day}`),
  ]);
}

async function judgeLoanAccounts({ client, cutOver }: JudgeScope): Promise<void> {
  const day = `'${cutOver}'::date`;
  for (const column of ['dkzh', 'jkhtbh']) {
    await note(
      client,
      'loan_account',
      `typed_loan_account AS t JOIN ${repeated('loan_account', column)} USING (${column})`,
      [told(column.toUpperCase(), `t.${column}`, 'DUPLICATE_LOAN', 'true')],
    );
  }
  await note(
    client,
    'loan_account',
    `typed_loan_account AS t LEFT JOIN loan_sum AS s USING (dkzh) LEFT JOIN typed_loan_contract AS c USING (jkhtbh)
       LEFT JOIN loan_on_books AS b USING (jkhtbh)`,
    [
      told('JKHTBH', 't.jkhtbh', 'LOAN_INCOMPLETE', 't.jkhtbh IS NOT NULL AND c.line IS NULL'),
      told('DKYE', money('t.dkye'), 'LOAN_NOT_RUNNING', 't.dkye <= 0'),
      told(
        'DKYE',
        money('t.dkye'),
        'AMOUNT_OVER_VALUE',
        't.dkye > t.dkffe OR t.dkffe > c.htdkje OR t.yqzcbj > t.dkye',
      ),
      told(
        'WDQBJ',
        money('t.wdqbj'),
        'NEGATIVE',
        'least(t.wdqbj, t.mqhke, t.yqzcbj, t.yshk, t.xqlx, t.xmqhke) < 0',
      ),
      told(
        'DKFFRQ',
        't.dkffrq::text',
        'FUTURE_DAY',
        `t.dkffrq > ${day} OR t.sqdqrq > ${day} OR t.sqdqrq < t.dkffrq`,
      ),
      told('XQDQRQ', 't.xqdqrq::text', 'DUE_MISSED', `t.xqdqrq < ${day}`),
      told('DQHKR', 't.dqhkr::text', 'TERMS_INVALID', 't.dqhkr NOT BETWEEN 1 AND 28'),
      told(
        'WDQBJ',
        money('t.wdqbj'),
        'PRINCIPAL_DIFFERS',
        `NOT s.unreadable AND t.dkye <> t.wdqbj + s.unpaid`,
      ),
      told('DKZT', 't.dkzt', 'PRINCIPAL_DIFFERS', `t.dkzt = '5' AND coalesce(s.unpaid_periods, 0) = 0`),
      told(
        'XQQC',
        't.xqqc::text',
        'PERIODS_GAP',
        's.unpaid_periods > 0 AND (s.last_no + 1 <> t.xqqc OR s.last_no - s.first_no + 1 <> s.unpaid_periods)',
      ),
      told(
        'HSBJZE',
        money('t.hsbjze'),
        'HISTORY_DIFFERS',
        `s.unreadable OR s.lent <> t.dkffe OR s.repaid <> t.dkffe - t.dkye
         OR t.hsbjze <> s.repaid OR t.hslxze <> s.interest OR t.fxze <> s.penalty`,
      ),
      told(
        'SYQS',
        't.syqs::text',
        'PLAN_DIFFERS',
        `(t.syqs > 0) <> (t.xqdqrq IS NOT NULL) OR (t.syqs > 0) <> (t.wdqbj > 0)
         OR (t.xll IS NULL) <> (t.xmqhke IS NULL) OR (t.xll IS NOT NULL AND t.syqs < 2)`,
      ),
      told(
        'DKFFE',
        money('t.dkffe'),
        'ALREADY_DIFFERENT',
        `b.jkhtbh IS NOT NULL AND (NOT b.taken_over OR b.disbursed_fen <> t.dkffe OR b.start_fen <> CASE WHEN t.wdqbj > 0 THEN t.wdqbj ELSE t.dkye END)`,
      ),
    ],
  );
}

/** Each planned row is what balance, rate and instalment make it; a loan may come without its rows. */
async function judgePlans({ client }: JudgeScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE plan_fault AS
     WITH planned AS (
       SELECT p.dkzh, p.qc, p.dqrq, p.yhbj, p.yhlx, c.dkhkfs, a.dkll, a.mqhke, a.xll, a.xmqhke, a.xqlx, a.syqs, a.xqqc, a.xqdqrq,
              row_number() OVER w AS k, a.wdqbj - coalesce(sum(p.yhbj) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS balance
         FROM typed_loan_plan AS p JOIN typed_loan_account AS a USING (dkzh) JOIN typed_loan_contract AS c USING (jkhtbh)
       WINDOW w AS (PARTITION BY p.dkzh ORDER BY p.qc)
     ), reckoned AS (
       SELECT r.*, ${monthInterest('r.balance', 'CASE WHEN r.k = 1 THEN r.dkll ELSE coalesce(r.xll, r.dkll) END')} AS month,
              CASE WHEN r.k = 1 THEN r.mqhke ELSE coalesce(r.xmqhke, r.mqhke) END AS instalment
         FROM planned AS r
     )
     SELECT dkzh FROM reckoned GROUP BY dkzh
     HAVING count(*) <> max(syqs) OR min(qc) <> max(xqqc) OR max(qc) - min(qc) + 1 <> count(*) OR bool_or(
       coalesce(yhlx <> CASE WHEN k = 1 THEN coalesce(xqlx, month) ELSE month END
         OR yhbj <> CASE WHEN k = syqs THEN balance ELSE least(balance, CASE dkhkfs WHEN '01' THEN instalment - month ELSE instalment END) END
         OR dqrq <> (xqdqrq + (k - 1) * interval '1 month')::date, true))`,
  );
  await note(client, 'loan_account', 'typed_loan_account AS t JOIN plan_fault AS p USING (dkzh)', [
    told('SYQS', 't.syqs::text', 'PLAN_DIFFERS', 'true'),
  ]);
}

/** A fault in one row of a loan keeps all of it out. */
async function judgeWholes({ client }: JudgeScope): Promise<void> {
  for (const key of LOAN_PARTS) {
    const link = loanLinkOf(key);
    await note(client, key, `typed_${key} AS t LEFT JOIN typed_loan_account AS a USING (${link})`, [
      told(link.toUpperCase(), `t.${link}`, 'LOAN_MISSING', `t.${link} IS NOT NULL AND a.line IS NULL`),
    ]);
    await note(
      client,
      'loan_account',
      `typed_loan_account AS t JOIN typed_${key} AS o USING (${link}) JOIN fault AS f ON f.file = '${legacyFile(key).file}' AND f.line = o.line`,
      [told('DKZH', 't.dkzh', 'PART_REJECTED', 'true')],
    );
  }
  const account = `JOIN fault AS f ON f.file = '${legacyFile('loan_account').file}' AND f.line = a.line`;
  await note(
    client,
    'loan_account',
    `typed_loan_account AS t JOIN typed_loan_contract AS o USING (jkhtbh) JOIN fault AS f ON f.file = '${legacyFile('loan_contract').file}' AND f.line = o.line`,
    [told('JKHTBH', 't.jkhtbh', 'PART_REJECTED', 'true')],
  );
  for (const key of ['loan_contract', ...LOAN_PARTS] as const) {
    const link = loanLinkOf(key);
    await note(client, key, `typed_${key} AS t JOIN typed_loan_account AS a USING (${link}) ${account}`, [
      told(link.toUpperCase(), `t.${link}`, 'LOAN_REJECTED', `NOT ${faulty(key)}`),
    ]);
  }
}
