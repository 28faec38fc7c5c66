import { defineRule, nationalClause } from '../../../policy';
import type { HomesFact } from '../fact-values';

export const rentNoHome = defineRule({
  id: 'rent-no-home',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2015〕19号', 'Jian Jin [2015] No. 19', '2015-01-20'),
  order: 91,
  reasonCode: 'HAS_HOME_IN_CITY',
  reads: { facts: ['household.homes', 'household.marriage'], parameters: [] },
  judge(input) {
    const homes = input.fact<HomesFact>('household.homes');
    const owned = homes.member + (homes.spouse ?? 0);
    // A home of the member refuses whatever the spouse owns; "none" needs both to be known.
    if (owned === 0 && homes.spouse === null) input.fact('household.marriage');
    return { truth: owned === 0 ? 'true' : 'false', observed: owned, required: 0 };
  },
  texts: {
    passed: {
      zh: '不动产登记显示本人及配偶在本市无自有住房',
      en: 'The title registry shows no home of the member and the spouse in the city',
    },
    member: {
      zh: '不动产登记显示您或配偶在本市有 {observed} 套自有住房',
      en: 'The title registry shows {observed} home(s) of you or your spouse in the city',
    },
    officer: {
      zh: '本人及配偶在本市自有住房 {observed} 套，应为 0',
      en: 'Own homes in the city: {observed}, 0 is needed',
    },
    condition: {
      zh: '本人及配偶在本市无自有住房',
      en: 'neither the member nor the spouse owns a home in the city',
    },
    fix: {
      zh: '如登记有误，请到不动产登记机构更正；如为购房，可改办购房提取',
      en: 'Have a wrong title corrected by the registry; a buyer may withdraw for the purchase instead',
    },
  },
});
