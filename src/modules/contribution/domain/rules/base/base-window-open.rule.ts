import { assumedClause, defineRule } from '../../../../policy';
import type { BaseChangeFact } from '../../base/base-facts';
import { baseWindow } from '../../base/fund-year';

/** Bases are declared at the beginning of the fund year. */
export const baseWindowOpen = defineRule({
  id: 'base-window-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '年度基数于每年 7 月 1 日至 8 月 31 日申报',
    'bases of a year are declared from 1 July to 31 August',
  ),
  order: 10,
  reasonCode: 'WINDOW_EXPIRED',
  reads: { facts: ['bases.change'], parameters: ['contribution.baseWindow'] },
  judge: ({ fact, parameters, lawDay }) => {
    const { fundYear } = fact<BaseChangeFact>('bases.change');
    const { from, until } = baseWindow(fundYear, parameters);
    const next = baseWindow(fundYear + (lawDay > until ? 1 : 0), parameters).from;
    const open = from <= lawDay && lawDay <= until;
    return {
      truth: open ? 'true' : 'false',
      observed: { day: lawDay },
      required: { from, until },
      ...(open ? {} : { retryOn: next }),
    };
  },
  texts: {
    passed: {
      zh: '在申报期内（{required.from} 至 {required.until}）',
      en: 'Within the window, {required.from} to {required.until}',
    },
    member: {
      zh: '{observed.day} 不在年度基数申报期内，申报期为 {required.from} 至 {required.until}；未申报的，原基数按新的上下限沿用。',
      en: '{observed.day} is outside the window from {required.from} to {required.until}; where nothing was declared the old bases go on within the new limits.',
    },
    officer: {
      zh: '不在申报期：{required.from} 至 {required.until}',
      en: 'Outside the window {required.from} to {required.until}',
    },
    condition: {
      zh: '在年度基数申报期内（{param:contribution.baseWindow}）',
      en: 'It is within the window for bases ({param:contribution.baseWindow})',
    },
    fix: {
      zh: '申报期后的个别差错请办理个别基数调整（GJ09）。',
      en: 'After the window correct single bases (GJ09).',
    },
  },
});
