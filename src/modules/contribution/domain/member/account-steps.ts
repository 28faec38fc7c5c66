import type { BilingualText } from '../../../../kernel/decision';

interface AccountStep {
  /** States of JGJ/T 320 A.6 that it starts from, and the one it leads to. */
  readonly from: readonly string[];
  readonly to: string;
  readonly text: BilingualText;
  /** The service by which it is taken. */
  readonly item: string;
}

/** Handbook 3.3: every step of a member's account, and how one comes to it. 03, 04 and 05 have none. */
export const ACCOUNT_STEPS = {
  seal: { from: ['01'], to: '02', text: { zh: '封存', en: 'seal' }, item: 'GJ23' },
  unseal: { from: ['02'], to: '01', text: { zh: '启封', en: 'unseal' }, item: 'GJ24' },
  transfer: {
    from: ['02'],
    to: '01',
    text: { zh: '同城转移', en: 'transfer within the city' },
    item: 'GJ25',
  },
  'central-seal': {
    from: ['01', '02'],
    to: '02',
    text: { zh: '集中封存', en: 'central sealed account' },
    item: 'GJ26',
  },
  'transfer-out': {
    from: ['02'],
    to: '04',
    text: { zh: '异地转出', en: 'transfer to another city' },
    item: 'GJ28',
  },
  merge: { from: ['01', '02'], to: '03', text: { zh: '账户合并', en: 'merger' }, item: 'GJ29' },
  close: { from: ['01', '02'], to: '05', text: { zh: '提取销户', en: 'closing withdrawal' }, item: 'TQ14' },
  freeze: { from: ['01', '02'], to: '06', text: { zh: '司法冻结', en: 'court freeze' }, item: 'GJ35' },
  'flexible-change': {
    from: ['01', '02'],
    to: '01',
    text: { zh: '灵活就业缴存变更', en: 'change of a voluntary contribution' },
    item: 'GJ31',
  },
} as const satisfies Readonly<Record<string, AccountStep>>;

export type AccountStepName = keyof typeof ACCOUNT_STEPS;

/** Whether the step can be taken from that state. */
export function canStep(state: string, step: AccountStepName): boolean {
  return (ACCOUNT_STEPS[step].from as readonly string[]).includes(state);
}

/** Steps that can be taken from that state now. */
export function possibleSteps(state: string): AccountStep[] {
  return Object.values(ACCOUNT_STEPS as Readonly<Record<string, AccountStep>>).filter(({ from }) =>
    from.includes(state),
  );
}
