import { yuan } from '../../kernel/money';
import type { Employment } from '../world/person';
import type { World } from '../world/world';
import { asList, asObject, asText, asTexts, chosen, separated, shanghaiParts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Row {
  readonly certNo: string;
  readonly fullName: string;
}

interface Asked {
  readonly persons: readonly Row[];
  readonly periodFields: readonly string[];
}

const PERIOD_FIELDS = ['orgCreditCode', 'startDate', 'endDate', 'monthlyBase'];

/**
 * Social insurance (社保): English camelCase inside `result`, days as 2024/03/01, instants with offset
 * 2026-09-21T10:11:12+08:00, answer number SI000000017-140100. insuredState A insured, S stopped, N never.
 */
export const soc: RegistrySimulator<Asked> = {
  target: 'soc',
  method: 'POST',
  path: '/api/social-insurance/v3/insured/query',
  latencyMs: [70, 180],
  read: (request) => {
    const body = asObject(request.json());
    const persons = asList(body.persons).map((row) => ({
      certNo: asText(row.certNo),
      fullName: asText(row.fullName),
    }));
    return { persons, periodFields: asTexts(body.periodFields) };
  },
  aboutEverything: (asked) => ({ ...asked, periodFields: PERIOD_FIELDS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse(asked.persons.map((row) => row.certNo));
    return { ...asked, persons: [{ certNo: other.idNo, fullName: other.name }, ...asked.persons.slice(1)] };
  },
  answer: (asked, signs, world) => answered(asked, signs, world, (row) => row),
  drifts: {
    'drift-missing': (asked, signs, world) => answered(asked, signs, world, (row) => without(row, 'periods')),
    'drift-type': (asked, signs, world) =>
      answered(asked, signs, world, (row) => ({ ...row, periods: null })),
    'drift-code': (asked, signs, world) =>
      answered(asked, signs, world, (row) => ({ ...row, insuredState: 'P' })),
  },
  fault: {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"success":false,"errorCode":"SYS-500","result":null}',
  },
};

function answered(asked: Asked, signs: AnswerSigns, world: World, change: (row: object) => object): object {
  const records = asked.persons.map((row) => change(insured(row, asked.periodFields, world)));
  return socEnvelope(signs, { records });
}

/** What every answer of social insurance is wrapped in. */
export function socEnvelope(signs: AnswerSigns, result: object): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  return {
    success: true,
    errorCode: null,
    result: {
      answerNo: `SI${String(signs.number).padStart(9, '0')}-140100`,
      dataTime: `${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`,
      ...result,
    },
  };
}

function insured(asked: Row, fields: readonly string[], world: World): object {
  const employments = world.person(asked.certNo)?.employments ?? [];
  const running = employments.some((employment) => employment.to === null);
  return {
    ...asked,
    insuredState: employments.length === 0 ? 'N' : running ? 'A' : 'S',
    periods: employments.map((employment) => chosen(period(employment), fields)),
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
