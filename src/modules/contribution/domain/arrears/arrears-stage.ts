import type { BilingualText } from '../../../../kernel/decision';
import { type ParameterSet, parametersOn } from '../../../policy';

/**
 * What an employer that is behind is told. How many months make a stage is a parameter
 * (`contribution.arrearsStageMonths`); an order under article 38 is a person's act and no stage of this.
 */
export const ARREARS_STAGES = [
  { stage: 1, text: { zh: '汇缴提醒：请在本月内汇缴', en: 'reminder: remit within this month' } },
  {
    stage: 2,
    text: {
      zh: '催缴通知：请补齐所欠月份；有困难的可申请缓缴（GJ15）',
      en: 'demand: make up the months owed, or apply for a deferral in hardship (GJ15)',
    },
  },
  {
    stage: 3,
    text: {
      zh: '催缴告知：逾期不缴的，中心可依法责令限期缴存、申请人民法院强制执行（条例第38条）',
      en: 'warning: the centre may order payment and have it enforced by the people’s court (Regulations, article 38)',
    },
  },
] as const satisfies readonly { stage: number; text: BilingualText }[];

/** A stage, and the months owed from which it is reached. */
export interface ArrearsStage {
  readonly stage: number;
  readonly fromMonths: number;
}

/** The stages of a day, the first first. */
export function arrearsStagesOn(day: string): readonly ArrearsStage[] {
  return arrearsStagesOf(parametersOn(day));
}

export function arrearsStagesOf(parameters: ParameterSet): readonly ArrearsStage[] {
  return ARREARS_STAGES.map(({ stage }) => ({
    stage,
    fromMonths: parameters.integer(`contribution.arrearsStageMonths.${stage}`),
  }));
}
