import type { Clause } from '../../../kernel/decision';

/** Version of the Regulations whose article numbers we read; Order 844 moved later ones. */
export const REGULATIONS_2019 = '2019-03-24';

/** 《住房公积金管理条例》 by its article number in the text of 2019, '24' or '24(1)'. */
export function regulationsClause(article: string): Clause {
  return {
    instrument: { zh: '《住房公积金管理条例》', en: 'Regulations on Housing Provident Fund Management' },
    version: REGULATIONS_2019,
    article,
    mark: 'law',
  };
}

/** State Council Order 844, in force since 2026-09-20; its text was not read, so no article is named. */
export const ORDER_844_CLAUSE: Clause = {
  instrument: {
    zh: '国务院令第844号（修改《住房公积金管理条例》）',
    en: 'State Council Order 844 (amending the Regulations on Housing Provident Fund Management)',
  },
  version: '2026-08-10',
  article: null,
  mark: 'law?',
};

/** Whether fraud of that day is banned for: Order 844 bans for conduct from its first day on, the law before it for none. */
export function bansFor(conductOn: string): boolean {
  return conductOn >= '2026-09-20';
}

/** A ministerial document or standard as reported, '建金〔2015〕19号'; not re-read, hence the question mark. */
export function nationalClause(zh: string, en: string, version: string): Clause {
  return { instrument: { zh, en }, version, article: null, mark: 'national standard?' };
}

/** Policy of Taiyuan as reported by secondary sources. */
export const TAIYUAN_CLAUSE: Clause = {
  instrument: { zh: '太原市住房公积金政策', en: 'Housing provident fund policy of Taiyuan' },
  version: '2026',
  article: null,
  mark: 'Taiyuan',
};

/** What Chinese centres commonly do, named as a sentence: ('逾期未还清不得提取', …). */
export function practiceClause(zh: string, en: string): Clause {
  return { instrument: { zh, en }, version: '2026', article: null, mark: 'practice' };
}

/** Our own default where no rule was found. */
export function assumedClause(zh: string, en: string): Clause {
  return { instrument: { zh, en }, version: '2026', article: null, mark: 'assume' };
}
