import type { BilingualText } from '../../../kernel/decision';
import type { CatalogueEntry, Initiator } from './catalogue-entry';

export const CHANNEL_TEXT: Readonly<Record<CatalogueEntry['channel'], BilingualText>> = {
  online: { zh: '全程网上办理', en: 'Entirely online' },
  counter: { zh: '柜台办理', en: 'At a counter' },
};

export const INITIATOR_TEXT: Readonly<Record<Initiator, BilingualText>> = {
  member: { zh: '缴存职工', en: 'member' },
  'employer-agent': { zh: '单位专管员', en: 'employer agent' },
  clerk: { zh: '柜台工作人员', en: 'clerk at the counter' },
  system: { zh: '系统主动发起', en: 'the system itself' },
  'national-platform': { zh: '全国住房公积金转移接续平台', en: 'national transfer platform' },
  heir: { zh: '继承人、受遗赠人', en: 'heir or legatee' },
};

/** How soon an answer comes; `days` null where law sets no limit. */
export function promiseText(days: number | null): BilingualText {
  const soon = {
    zh: '所需数据齐备即时办结，无人工审批',
    en: 'Done at once when the data needed is there; no human approval',
  };
  if (days === null) return soon;
  return {
    zh: `${soon.zh}；最迟自受理之日起${days}日（自然日）内作出决定`,
    en: `${soon.en}. The decision comes within ${days} calendar days of acceptance at the latest`,
  };
}

/** What nobody has to do, the papers that are asked for elsewhere instead, and those that have to be shown. */
export function sparedText(
  visits: number,
  papers: readonly BilingualText[],
  shown: readonly BilingualText[] = [],
): BilingualText {
  const visit =
    visits === 0
      ? { zh: '无需到场', en: 'No visit' }
      : { zh: `仅需到场${visits}次`, en: `${visits} visit only` };
  const none =
    shown.length === 0
      ? { zh: `${visit.zh}，无需提交纸质材料`, en: `${visit.en}, no paper to hand in` }
      : {
          zh: `${visit.zh}，仅需出示证明以下事项的材料：${shown.map(({ zh }) => zh).join('、')}`,
          en: `${visit.en}, with papers only for: ${shown.map(({ en }) => en).join(', ')}`,
        };
  if (papers.length === 0) return none;
  return {
    zh: `${none.zh}；以下材料由系统查询代替：${papers.map(({ zh }) => zh).join('、')}`,
    en: `${none.en}. The system asks for this instead of: ${papers.map(({ en }) => en).join(', ')}`,
  };
}
