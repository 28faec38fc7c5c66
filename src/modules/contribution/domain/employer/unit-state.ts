import type { BilingualText } from '../../../../kernel/decision';

/** DWZHZT, JGJ/T 320 A.4. */
export type UnitState = '01' | '02' | '03' | '04' | '05';

interface Step {
  readonly to: UnitState;
  /** The item that takes it. */
  readonly item: string;
  readonly text: BilingualText;
}

const close: Step = { to: '04', item: 'GJ05', text: { zh: '单位销户', en: 'close the account' } };
const seal: Step = {
  to: '05',
  item: 'GJ06',
  text: { zh: '合并、改制后封存', en: 'be sealed after a merger or restructuring' },
};

/** The life of an employer's account (handbook 3.3), as the database has it too; 04 ends it. */
export const UNIT_STEPS: Readonly<Record<UnitState, readonly Step[]>> = {
  '02': [
    { to: '01', item: 'GJ20', text: { zh: '为职工开户', en: 'open accounts for the employees' } },
    close,
  ],
  '01': [{ to: '03', item: 'GJ15', text: { zh: '申请缓缴', en: 'apply for a deferral' } }, seal, close],
  '03': [{ to: '01', item: 'GJ16', text: { zh: '恢复缴存', en: 'resume contribution' } }],
  '05': [close],
  '04': [],
};

export function isUnitState(state: string): state is UnitState {
  return Object.hasOwn(UNIT_STEPS, state);
}

/** Whether an employer's account may go from one state to the other. */
export function mayStep(from: string, to: UnitState): boolean {
  return isUnitState(from) && UNIT_STEPS[from].some((step) => step.to === to);
}

/** What may become of an account in this state, each with the item that does it. */
export function stepsFrom(state: string): readonly Step[] {
  return isUnitState(state) ? UNIT_STEPS[state] : [];
}
