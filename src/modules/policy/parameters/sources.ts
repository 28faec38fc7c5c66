import type { ParameterBasis } from './parameter-value';

const REGULATIONS = {
  zh: '《住房公积金管理条例》（2019年修订）',
  en: 'Regulations on Housing Provident Fund Management (2019 text)',
};
const ORDER_844 = { zh: '国务院令第844号', en: 'State Council Order 844' };

/** An article of the Regulations as read in the text of 2019. */
export function regulations(article: string): ParameterBasis {
  return {
    mark: 'law',
    source: { zh: `${REGULATIONS.zh}第${article}条`, en: `${REGULATIONS.en}, article ${article}` },
  };
}

/** Five days for a reply to a complaint: attributed to article 36, whose wording was not checked. */
export const REPORTED_36: ParameterBasis = {
  mark: 'law?',
  source: {
    zh: `${REGULATIONS.zh}第36条（条文未核）`,
    en: `${REGULATIONS.en}, article 36 (wording not checked)`,
  },
};

/** Attributed to Order 844, whose text was not read: no article number is given. */
export const REPORTED_ORDER_844: ParameterBasis = { mark: 'law?', source: ORDER_844 };

/** The Regulations before Order 844 knew no such rule. */
export const NOT_IN_2019_TEXT: ParameterBasis = {
  mark: 'law?',
  source: {
    zh: `${REGULATIONS.zh}未作规定，${ORDER_844.zh}施行前不适用`,
    en: `not provided for in the ${REGULATIONS.en}; not applied before ${ORDER_844.en}`,
  },
};

export const TAIYUAN_2026: ParameterBasis = {
  mark: 'documented',
  source: {
    zh: '各城市公积金政策公开数据库中太原市2026年政策（2026年8月版，附官方或媒体出处）',
    en: 'Taiyuan policy of 2026 in a public database of cities’ policies (August 2026, with official or media addresses)',
  },
};

export const LOAN_RATES_PUBLISHED: ParameterBasis = {
  mark: 'documented',
  source: {
    zh: '住房公积金中心公开的个人住房贷款利率表（2022年10月以来）',
    en: 'published tables of housing provident fund loan rates (since October 2022)',
  },
};

export const OWN_DEFAULT: ParameterBasis = {
  mark: 'assumed',
  source: { zh: '系统默认值，未查得太原市规定', en: 'default of this system, no rule of Taiyuan found' },
};

export const COMMON_PRACTICE: ParameterBasis = {
  mark: 'assumed',
  source: {
    zh: '各地公积金中心常见做法，未查得太原市规定',
    en: 'common practice of the centres, no rule of Taiyuan found',
  },
};

/** Common practice or a national instrument that names no figure for Taiyuan: still our choice. */
export function defaultAfter(zh: string, en: string): ParameterBasis {
  return {
    mark: 'assumed',
    source: { zh: `系统默认值，参照${zh}`, en: `default of this system, after ${en}` },
  };
}
