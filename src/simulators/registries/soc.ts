import { yuan } from '../../kernel/money';
import type { Employment } from '../world/person';
import type { World } from '../world/world';
import { asList, asObject, asText, separated, shanghaiParts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly certNo: string;
  readonly fullName: string;
}

/**
 * Social insurance (社保): English camelCase inside `result`, days as 2024/03/01, instants with offset
 * 2026-09-21T10:11:12+08:00, answer number SI000000017-140100. insuredState A insured, S stopped, N never.
 */
export const soc: RegistrySimulator<readonly Asked[]> = {
  target: 'soc',
  method: 'POST',
  path: '/api/social-insurance/v3/insured/query',
  latencyMs: [70, 180],
  read: (request) =>
    asList(asObject(request.json()).persons).map((row) => ({
      certNo: asText(row.certNo),
      fullName: asText(row.fullName),
    })),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse(asked.map((row) => row.certNo));
    return [{ certNo: other.idNo, fullName: other.name }, ...asked.slice(1)];
  },
  answer: (asked, signs, world) =>
    envelope(
      signs,
      asked.map((row) => insured(row, world)),
    ),
  drifts: [
    (asked, signs, world) =>
      envelope(
        signs,
        asked.map((row) => {
          const body = insured(row, world);
          return { ...without(body, 'periods'), insurancePeriods: body.periods };
        }),
      ),
    (asked, signs, world) =>
      envelope(
        signs,
        asked.map((row) => ({ ...insured(row, world), insuredState: 'P' })),
      ),
    (asked, signs, world) =>
      envelope(
        signs,
        asked.map((row) => ({ ...insured(row, world), periods: null })),
      ),
  ],
  fault: {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"success":false,"errorCode":"SYS-500","result":null}',
  },
};

function envelope(signs: AnswerSigns, records: readonly object[]): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  return {
    success: true,
    errorCode: null,
    result: {
      answerNo: `SI${String(signs.number).padStart(9, '0')}-140100`,
      dataTime: `${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`,
      records,
    },
  };
}

function insured(asked: Asked, world: World): Record<string, unknown> & { periods: object[] } {
  const employments = world.person(asked.certNo)?.employments ?? [];
  const running = employments.some((employment) => employment.to === null);
  return {
    ...asked,
    insuredState: employments.length === 0 ? 'N' : running ? 'A' : 'S',
    periods: employments.map(period),
  };
}

function period(employment: Employment): object {
  return {
    orgCreditCode: employment.creditCode,
    startDate: separated(employment.from, '/'),
    endDate: employment.to === null ? null : separated(employment.to, '/'),
    monthlyBase: yuan(employment.baseFen),
  };
}
