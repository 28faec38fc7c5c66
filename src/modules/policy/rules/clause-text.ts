import type { BilingualText, Clause } from '../../../kernel/decision';
import { REGULATIONS_2019 } from './clauses';

const ORDER_844_IN_FORCE = '2026-09-20';

const MARK_TEXT: Readonly<Record<string, BilingualText>> = {
  law: { zh: '法规', en: 'law' },
  'national standard': { zh: '国家规范', en: 'national standard' },
  Taiyuan: { zh: '太原市政策（二手资料）', en: 'policy of Taiyuan (secondary source)' },
  practice: { zh: '业务惯例', en: 'common practice' },
  assume: { zh: '系统默认规则，未查得规定', en: 'default of this system, no rule found' },
};

/** Whether the foundation was read in its own text: neither marked '?' nor second-hand, custom or default. */
export function isVerified(clause: Clause): boolean {
  return clause.mark === 'law' || clause.mark === 'national standard';
}

/** The mark of a clause as a person reads it: 'law?' → '法规，未核对原文'. */
export function clauseMarkText(mark: string): BilingualText {
  const unread = mark.endsWith('?');
  const plain = unread ? mark.slice(0, -1) : mark;
  const text = MARK_TEXT[plain] ?? { zh: plain, en: plain };
  return unread ? { zh: `${text.zh}，未核对原文`, en: `${text.en}, text not verified` } : text;
}

/**
 * A clause as it may be shown for a case accepted on `lawDay`, always with its mark. From Order 844 on, numbers of
 * the 2019 text are shown as such: the new numbering was not read.
 */
export function clauseText(clause: Clause, lawDay: string): BilingualText {
  const { instrument, version, article } = clause;
  const mark = clauseMarkText(clause.mark);
  const renumbered = version === REGULATIONS_2019 && article !== null && lawDay >= ORDER_844_IN_FORCE;
  const note = renumbered
    ? {
        zh: '，条文序号为2019年文本，2026年文本序号未核对',
        en: '; article of the 2019 text, number in the 2026 text not verified',
      }
    : { zh: '', en: '' };
  return {
    zh: `${instrument.zh}${article === null ? '' : `第${article}条`}（${version}；${mark.zh}${note.zh}）`,
    en: `${instrument.en}${article === null ? '' : `, article ${article}`} (${version}; ${mark.en}${note.en})`,
  };
}
