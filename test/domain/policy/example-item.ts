import type { Fact, Json, UnknownReason } from '../../../src/kernel/fact';
import { parseYuan, yuan, minFen, minus } from '../../../src/kernel/money';
import {
  defineRule,
  ORDER_844_CLAUSE,
  nationalClause,
  parametersOn,
  practiceClause,
  regulationsClause,
  TAIYUAN_CLAUSE,
} from '../../../src/modules/policy';
import type {
  AmountReader,
  DecidedAmount,
  DecisionRequest,
  ParameterSet,
  Rule,
} from '../../../src/modules/policy';

const ALWAYS = { from: '2026-07-01', until: null };

export const accountNotFrozen: Rule = defineRule({
  id: 'example-account-not-frozen',
  version: 1,
  effective: ALWAYS,
  clause: practiceClause('账户冻结期间不得提取', 'No withdrawal from a frozen account'),
  order: 30,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['ledger.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<{ state: string }>('ledger.account');
    return { truth: state === 'frozen' ? 'false' : 'true', observed: state, required: 'active' };
  },
  texts: {
    passed: { zh: '账户未冻结', en: 'The account is not frozen' },
    member: {
      zh: '您的账户已被冻结，暂不能提取',
      en: 'Your account is frozen; nothing can be withdrawn now',
    },
    officer: { zh: '账户状态：{observed}', en: 'State of the account: {observed}' },
    condition: { zh: '账户未被冻结', en: 'The account is not frozen' },
    fix: { zh: '请向作出冻结决定的法院咨询', en: 'Please ask the court that ordered it' },
  },
});

export const noBan: Rule = defineRule({
  id: 'example-no-ban',
  version: 1,
  effective: { from: '2026-09-20', until: null },
  clause: ORDER_844_CLAUSE,
  order: 50,
  reasonCode: 'RESTRICTED_FRAUD',
  reads: { facts: ['party.restriction'], parameters: ['withdrawal.fraudBanYears'] },
  judge: ({ fact, parameters, lawDay }) => {
    const until = fact<string | null>('party.restriction');
    const banned = until !== null && lawDay <= until;
    return {
      truth: banned ? 'false' : 'true',
      observed: until,
      required: parameters.integer('withdrawal.fraudBanYears'),
      ...(banned ? { retryOn: until } : {}),
    };
  },
  texts: {
    passed: { zh: '无违规提取限制', en: 'No ban for fraud' },
    member: {
      zh: '您因违规提取被限制提取{param:withdrawal.fraudBanYears}年，至{observed}止',
      en: 'You are barred for {param:withdrawal.fraudBanYears} years for a fraudulent withdrawal, until {observed}',
    },
    officer: { zh: '违规限制至{observed}', en: 'Banned until {observed}' },
    condition: {
      zh: '{param:withdrawal.fraudBanYears}年内无骗提行为',
      en: 'No fraudulent withdrawal within {param:withdrawal.fraudBanYears} years',
    },
    fix: null,
  },
});

const monthsRequired = (parameters: ParameterSet): number =>
  parameters.integer('withdrawal.rent.minContinuousMonths');

export const monthsInARow: Rule = defineRule({
  id: 'example-months-in-a-row',
  version: 1,
  effective: ALWAYS,
  clause: nationalClause('建金〔2015〕19号', 'Jian Jin [2015] No. 19', '2015'),
  order: 90,
  reasonCode: 'CONTINUOUS_MONTHS_LT_3',
  reads: { facts: ['contribution.monthsInARow'], parameters: ['withdrawal.rent.minContinuousMonths'] },
  required: monthsRequired,
  judge: ({ fact, parameters }) => {
    const months = fact<number>('contribution.monthsInARow');
    const required = monthsRequired(parameters);
    return { truth: months >= required ? 'true' : 'false', observed: months, required };
  },
  texts: {
    passed: { zh: '已连续足额缴存{observed}个月', en: '{observed} months contributed in a row' },
    member: {
      zh: '您已连续足额缴存{observed}个月，需满{required}个月',
      en: 'You have contributed {observed} months in a row; {required} are needed',
    },
    officer: { zh: '连续缴存{observed}/{required}个月', en: '{observed} of {required} months in a row' },
    condition: { zh: '连续足额缴存满{required}个月', en: '{required} months of full contribution in a row' },
    fix: { zh: '缴满{required}个月后即可再次申请', en: 'Apply again once {required} months are complete' },
  },
});

/** One owned home is enough to refuse, even while the other answer is missing. */
export const noHome: Rule = defineRule({
  id: 'example-no-home',
  version: 1,
  effective: ALWAYS,
  clause: TAIYUAN_CLAUSE,
  order: 91,
  reasonCode: 'HAS_HOME_IN_CITY',
  reads: { facts: ['home.member', 'home.spouse'], parameters: [] },
  judge: ({ fact, isKnown }) => {
    const names = ['home.member', 'home.spouse'];
    const owned = names.filter(isKnown).reduce((homes, name) => homes + fact<number>(name), 0);
    if (owned > 0) return { truth: 'false', observed: owned, required: 0 };
    return {
      truth: 'true',
      observed: fact<number>('home.member') + fact<number>('home.spouse'),
      required: 0,
    };
  },
  texts: {
    passed: { zh: '本人及配偶在本市无自有住房', en: 'Neither spouse owns a home in the city' },
    member: { zh: '查得自有住房{observed}套', en: '{observed} own home(s) were found' },
    officer: { zh: '自有住房{observed}套', en: '{observed} own home(s)' },
    condition: { zh: '本人及配偶在本市无自有住房', en: 'No own home of member and spouse in the city' },
    fix: {
      zh: '如登记有误，请向不动产登记部门更正',
      en: 'If the register is wrong, have it corrected there',
    },
  },
});

export const someRoom: Rule = defineRule({
  id: 'example-some-room',
  version: 1,
  effective: ALWAYS,
  clause: regulationsClause('24'),
  order: 100,
  reasonCode: 'ROOM_EXHAUSTED',
  reads: { facts: [], parameters: ['withdrawal.rent.city6'], amount: true },
  judge: ({ amount, parameters }) => {
    const granted = amount()?.granted ?? '0.00';
    return {
      truth: parseYuan(granted) > 0n ? 'true' : 'false',
      observed: { granted },
      required: yuan(parameters.money('withdrawal.rent.city6')),
    };
  },
  texts: {
    passed: { zh: '可提取{observed.granted}元', en: '{observed.granted} yuan can be withdrawn' },
    member: { zh: '本年度额度{required}元已用完', en: 'The {required} yuan of this year are used up' },
    officer: { zh: '年度额度{required}元，余0元', en: 'Cap {required} yuan, nothing left' },
    condition: {
      zh: '本年度家庭租房提取不超过{param:withdrawal.rent.city6}元',
      en: 'At most {param:withdrawal.rent.city6} yuan for rent per household and year',
    },
    fix: null,
  },
});

export const EXAMPLE_RULES: readonly Rule[] = [someRoom, noHome, monthsInARow, noBan, accountNotFrozen];

/** Yearly cap less what the household has taken. */
export function exampleAmount({ fact, parameters }: AmountReader): DecidedAmount {
  const cap = parameters.money('withdrawal.rent.city6');
  const taken = parseYuan(fact<string>('withdrawal.takenThisYear'));
  return {
    granted: yuan(minus(cap, minFen(cap, taken))),
    trace: [{ label: { zh: '年度额度', en: 'cap of the year' }, value: yuan(cap) }],
  };
}

export function known(name: string, value: Json): Fact {
  const asOf = '2026-11-20T16:00:00.000Z';
  return { name, state: 'known', value, source: 'REA', receiptNo: `R-${name}`, asOf, validUntil: null };
}

export function unknown(name: string, reason: UnknownReason = 'silent'): Fact {
  return { name, state: 'unknown', reason, source: 'REA', askedAt: '2026-11-20T16:00:00.000Z' };
}

/** A member who meets every condition. */
export const GOOD_FACTS: readonly Fact[] = [
  known('ledger.account', { state: 'active' }),
  known('party.restriction', null),
  known('contribution.monthsInARow', 36),
  known('home.member', 0),
  known('home.spouse', 0),
  known('withdrawal.takenThisYear', '9000.00'),
];

/** A request on the good facts with some replaced. */
export function requestWith(
  replaced: readonly Fact[] = [],
  more: Partial<DecisionRequest> = {},
): DecisionRequest {
  const lawDay = more.lawDay ?? '2026-11-21';
  return {
    item: 'TQ12',
    rules: EXAMPLE_RULES,
    facts: new Map([...GOOD_FACTS, ...replaced].map((fact) => [fact.name, fact])),
    parameters: parametersOn(lawDay),
    input: {},
    lawDay,
    today: '2026-11-21',
    amount: exampleAmount,
    ...more,
  };
}
