import type { Day } from '../../kernel/calendar';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asObject, asText, asTexts, chosen, shanghaiParts, without } from './wire-form';

interface Asked {
  readonly service: string;
  readonly AAC002: string;
  readonly AAC003: string;
  readonly columns: readonly string[];
}

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  RS0501: ['AIC162', 'AIC163'],
  RS0702: ['ALC030', 'ALC031'],
};
const KIND = { statutory: '11', early: '12', other: '19' } as const;

/**
 * Human resources (人社): everything nested in message.header and message.content, fields by the codes of its data
 * standard, days as the number 20261021, instants as 20261121T101112, answer number HRSS/2026/0000017. Service RS0501
 * tells of retirement (AIC161: 1 retired, 0 not, 9 a pension kept outside), RS0702 of assessed working ability.
 */
export const hrr: RegistrySimulator<Asked> = {
  target: 'hrr',
  method: 'POST',
  path: '/hrss/esb/invoke',
  latencyMs: [80, 200],
  read: (request) => {
    const message = asObject(asObject(request.json()).message);
    const query = asObject(asObject(message.content).query);
    return {
      service: asText(asObject(message.header).serviceId),
      AAC002: asText(query.AAC002),
      AAC003: asText(query.AAC003),
      columns: asTexts(query.columns),
    };
  },
  aboutEverything: (asked) => ({ ...asked, columns: COLUMNS[asked.service] ?? [] }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.AAC002]);
    return { ...asked, AAC002: other.idNo, AAC003: other.name };
  },
  answer: (asked, signs, world) => envelope(asked, signs, result(asked, world)),
  drifts: {
    'drift-missing': (asked, signs, world) =>
      envelope(asked, signs, without(result(asked, world), flagOf(asked))),
    'drift-type': (asked, signs, world) =>
      envelope(asked, signs, { ...result(asked, world), [flagOf(asked)]: 1 }),
    'drift-code': (asked, signs, world) =>
      envelope(asked, signs, { ...result(asked, world), [flagOf(asked)]: '5' }),
  },
  fault: {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"message":{"header":{"state":"ESB_FAULT"}}}',
  },
};

function flagOf({ service }: Asked): string {
  return service === 'RS0702' ? 'ALC029' : 'AIC161';
}

function envelope({ AAC002, AAC003, service }: Asked, signs: AnswerSigns, content: object): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  return {
    message: {
      header: {
        serviceId: service,
        state: 'SUCCESS',
        answerId: `HRSS/${year}/${String(signs.number).padStart(7, '0')}`,
        time: `${year}${month}${day}T${hour}${minute}${second}`,
      },
      content: { person: { AAC002, AAC003 }, result: content },
    },
  };
}

/** The flag always, of the rest the columns asked for; null where there is nothing to say. */
function result(asked: Asked, world: World): object {
  const all = asked.service === 'RS0702' ? ability(asked, world) : retirement(asked, world);
  return chosen(all, [flagOf(asked), ...asked.columns]);
}

function retirement({ AAC002 }: Asked, world: World): Record<string, unknown> {
  const pension = world.person(AAC002)?.pension ?? null;
  if (pension === null || pension === 'elsewhere')
    return { AIC161: pension === null ? '0' : '9', AIC162: null, AIC163: null };
  return { AIC161: '1', AIC162: dayNumber(pension.retiredOn), AIC163: KIND[pension.kind] };
}

function ability({ AAC002 }: Asked, world: World): Record<string, unknown> {
  const disability = world.person(AAC002)?.disability ?? null;
  if (disability === null) return { ALC029: '0', ALC030: null, ALC031: null };
  return { ALC029: '1', ALC030: disability.grade, ALC031: dayNumber(disability.assessedOn) };
}

function dayNumber(day: Day): number {
  return Number(day.replaceAll('-', ''));
}
