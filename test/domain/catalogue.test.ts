import { CATALOGUE, findEntry } from '../../src/modules/casework/catalogue/catalogue';
import { guideOf } from '../../src/modules/casework/catalogue/guide';
import type { Guide, GuidedItem } from '../../src/modules/casework/catalogue/guide';
import type { CatalogueEntry } from '../../src/modules/casework/catalogue/catalogue-entry';
import { decide, parameterBook, parametersOn, ParameterValue, TAIYUAN_ROWS } from '../../src/modules/policy';
import type { ParameterSet } from '../../src/modules/policy';
import { EXAMPLE_RULES, exampleAmount, known, requestWith } from './policy/example-item';

function counts(prefix: string): [online: number, counter: number] {
  const entries = CATALOGUE.filter(({ code }) => code.startsWith(prefix));
  const of = (channel: CatalogueEntry['channel']) =>
    entries.filter((entry) => entry.channel === channel).length;
  return [of('online'), of('counter')];
}

describe('the catalogue', () => {
  it('has 67 items, 51 online and 16 at the counter', () => {
    expect(CATALOGUE).toHaveLength(67);
    expect(counts('')).toEqual([51, 16]);
    expect([counts('GJ'), counts('TQ'), counts('DK')]).toEqual([
      [30, 5],
      [15, 7],
      [6, 4],
    ]);
  });

  it('numbers each group without a gap, each item once', () => {
    const numbered = (prefix: string, last: number) =>
      Array.from({ length: last }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`);
    expect(CATALOGUE.map(({ code }) => code)).toEqual([
      ...numbered('GJ', 35),
      ...numbered('TQ', 22),
      ...numbered('DK', 10),
    ]);
    const group = { GJ: 'contribution', TQ: 'withdrawal', DK: 'loan' } as const;
    for (const entry of CATALOGUE)
      expect(entry.group).toBe(group[entry.code.slice(0, 2) as keyof typeof group]);
  });

  it('names every item in Chinese and English, no two alike', () => {
    for (const { names, initiator } of CATALOGUE) {
      expect(names.zh).toMatch(/^\p{Script=Han}[\p{Script=Han}（）、]+$/u);
      expect(names.en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
      expect(initiator.length).toBeGreaterThan(0);
    }
    expect(new Set(CATALOGUE.map(({ names }) => names.zh)).size).toBe(67);
    expect(new Set(CATALOGUE.map(({ names }) => names.en)).size).toBe(67);
  });

  it('closes the account on retirement, left employment, disability, abroad and death only', () => {
    const closing = CATALOGUE.filter(({ closesAccount }) => closesAccount).map(({ code }) => code);
    expect(closing).toEqual(['TQ14', 'TQ15', 'TQ16', 'TQ17', 'TQ18', 'TQ19']);
  });

  it('knows no item beyond the 67', () => {
    expect(findEntry('TQ12')?.names.zh).toBe('租赁商品住房提取');
    expect(findEntry('TQX1')).toBeUndefined();
  });
});

const ITEM: GuidedItem = {
  code: 'TQ12',
  facts: [
    { name: 'home.member', replaces: { zh: '无房证明', en: 'proof of owning no home' } },
    { name: 'withdrawal.takenThisYear' },
  ],
  grants: { 'POL.people': ['alive'], 'REA.homes': [] },
  rules: EXAMPLE_RULES,
  example: { consent: true },
  amount: exampleAmount,
  amountRule: {
    zh: '每户每年不超过{param:withdrawal.rent.city6}元，减去本年已提取金额',
    en: 'At most {param:withdrawal.rent.city6} yuan per household and year, less what was taken this year',
  },
};

function entryOf(code: string): CatalogueEntry {
  const entry = findEntry(code);
  if (entry === undefined) throw new Error(`no entry ${code}`);
  return entry;
}

function guide(day: string, parameters: ParameterSet = parametersOn(day)): Guide {
  return guideOf(ITEM, entryOf('TQ12'), parameters, day);
}

function conditionWith(code: string, { conditions }: Guide): Guide['conditions'][number] {
  const found = conditions.find(({ refusal }) => refusal.code === code);
  if (found === undefined) throw new Error(`no condition ${code}`);
  return found;
}

describe('the guide is written by the item that decides', () => {
  it('lists the conditions in legal order with their figures, clauses and marks', () => {
    const { conditions } = guide('2026-11-21');
    expect(conditions.map(({ rule }) => rule)).toEqual(
      decide(requestWith()).findings.map(({ rule }) => rule),
    );
    const months = conditionWith('CONTINUOUS_MONTHS_LT_3', guide('2026-11-21'));
    expect(months).toMatchObject({
      text: { zh: '连续足额缴存满3个月' },
      clause: { zh: '建金〔2015〕19号（2015；国家规范，未核对原文）' },
      verified: false,
      parameters: [{ path: 'withdrawal.rent.minContinuousMonths', value: { zh: '3' }, mark: 'documented' }],
    });
    expect(months.refusal.text.zh).toBe('您已连续足额缴存（以核查结果为准）个月，需满3个月');
    expect(months.refusal.fix?.zh).toBe('缴满3个月后即可再次申请');
  });

  it('tells what nobody has to do, what is asked instead, how much and how soon', () => {
    const made = guide('2026-11-21');
    expect(made.spared).toMatchObject({ visits: 0, papers: 0, approvals: 0 });
    expect(made.spared.text.zh).toBe('无需到场，无需提交纸质材料；以下材料由系统查询代替：无房证明');
    expect(made.askedInstead).toEqual([
      { fact: 'home.member', replaces: { zh: '无房证明', en: 'proof of owning no home' } },
      { fact: 'withdrawal.takenThisYear', replaces: null },
    ]);
    expect(made.registries).toEqual([
      {
        registry: 'POL',
        registryName: { zh: '公安', en: 'police' },
        question: 'POL.people',
        name: { zh: '身份核验', en: 'identity' },
        always: {
          zh: '姓名与身份证号码是否一致',
          en: 'whether name and id number belong together',
        },
        fields: [{ field: 'alive', name: { zh: '是否在世', en: 'whether alive' } }],
      },
      expect.objectContaining({ question: 'REA.homes', fields: [] }),
    ]);
    expect(made.amount?.text.zh).toBe('每户每年不超过25000.00元，减去本年已提取金额');
    expect(made.amount?.parameters).toMatchObject([{ path: 'withdrawal.rent.city6', mark: 'documented' }]);
    expect(made.promise).toMatchObject({ days: 3, parameter: { mark: 'law' } });
    expect(made.example).toEqual({
      method: 'POST',
      path: '/v1/cases',
      body: { item: 'TQ12', input: { consent: true } },
    });
  });

  it('promises a loan decision in 15 days before 20 September 2026 and in 10 from that day, marked unverified', () => {
    const promise = (day: string) => guideOf(ITEM, entryOf('DK02'), parametersOn(day), day).promise;
    expect(promise('2026-09-19')).toMatchObject({ days: 15, parameter: { mark: 'law' } });
    expect(promise('2026-09-20')).toMatchObject({ days: 10, parameter: { mark: 'law?' } });
    expect(promise('2026-09-20').parameter?.markText.zh).toContain('未核对原文');
    expect(guideOf(ITEM, entryOf('GJ11'), parametersOn('2026-09-20'), '2026-09-20').promise.days).toBeNull();
  });

  it('a counter item costs one visit', () => {
    const made = guideOf(ITEM, entryOf('DK02'), parametersOn('2026-11-21'), '2026-11-21');
    expect(made.spared).toMatchObject({
      visits: 1,
      text: { en: expect.stringContaining('1 visit only') as string },
    });
  });

  it('shows the ban for fraud only from the day it holds', () => {
    const codes = (day: string) => guide(day).conditions.map(({ refusal }) => refusal.code);
    expect(codes('2026-09-19')).not.toContain('RESTRICTED_FRAUD');
    expect(codes('2026-09-20')).toContain('RESTRICTED_FRAUD');
  });

  it('leaves no placeholder and no language empty', () => {
    const texts: { zh: string; en: string }[] = [];
    JSON.stringify(guide('2026-11-21'), (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'zh' in value)
        texts.push(value as { zh: string; en: string });
      return value;
    });
    expect(texts.length).toBeGreaterThan(30);
    for (const { zh, en } of texts) {
      expect(zh.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
      expect(zh + en).not.toMatch(/[{}]/);
    }
  });
});

describe('one parameter changed changes guide, decision and refusal together', () => {
  const basis = { mark: 'documented', source: { zh: '新政策', en: 'new policy' } } as const;
  const rows = TAIYUAN_ROWS.map((row) => (row.validTo === null ? { ...row, validTo: '2026-12-31' } : row));
  const stricter = parameterBook([
    ...rows,
    {
      id: 'TY-2027-01',
      validFrom: '2027-01-01',
      validTo: null,
      extends: 'TY-2026-09',
      values: { withdrawal: { rent: { minContinuousMonths: new ParameterValue('integer', 6, basis) } } },
    },
  ]);
  const on = (day: string) => {
    const parameters = stricter.on(day);
    const four = known('contribution.monthsInARow', 4);
    return {
      guide: guide(day, parameters),
      decision: decide(requestWith([four], { lawDay: day, parameters })),
    };
  };

  it('three months on the last day of the old row, six on the first day of the new one', () => {
    const old = on('2026-12-31');
    expect(conditionWith('CONTINUOUS_MONTHS_LT_3', old.guide).text.zh).toBe('连续足额缴存满3个月');
    expect(old.decision.outcome).toBe('approved');
    const fresh = on('2027-01-01');
    const condition = conditionWith('CONTINUOUS_MONTHS_LT_3', fresh.guide);
    expect(condition.text.zh).toBe('连续足额缴存满6个月');
    expect(condition.parameters[0]?.source.zh).toBe('新政策');
    expect(fresh.decision).toMatchObject({ outcome: 'refused', headline: 'CONTINUOUS_MONTHS_LT_3' });
    const refusal = fresh.decision.findings.find(({ truth }) => truth === 'false');
    expect(refusal?.text.zh).toBe('您已连续足额缴存4个月，需满6个月');
    expect(refusal?.fix?.zh).toBe('缴满6个月后即可再次申请');
  });
});
