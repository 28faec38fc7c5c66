import type { Day } from '../../kernel/calendar';
import { parseDay } from '../../kernel/calendar';
import type { World } from '../world/world';
import { envelope, FILE } from './civ';
import { asObject, asText, chosen, splitTexts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly cert_no: string;
  readonly person_name: string;
  readonly since: Day;
  /** Details wanted, with bars between them. */
  readonly fields: readonly string[];
}

/**
 * Civil affairs again, in the same dialect: how often a marriage or a divorce was registered since a day (`since`,
 * 2024-11-21). A file that is not LOCAL comes without a number.
 */
export const civRegistrations: RegistrySimulator<Asked> = {
  target: 'civ',
  method: 'POST',
  path: '/gateway/civil/registration.count',
  latencyMs: [50, 150],
  read: (request) => {
    const content = asObject(JSON.parse(asText(asObject(request.json()).biz_content)));
    return {
      cert_no: asText(content.cert_no),
      person_name: asText(content.person_name),
      since: parseDay(asText(content.since)),
      fields: splitTexts(content.fields, '|'),
    };
  },
  aboutEverything: (asked) => ({ ...asked, fields: ['times'] }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.cert_no]);
    return { ...asked, cert_no: other.idNo, person_name: other.name };
  },
  answer: (asked, signs, world) => envelope(signs, counted(asked, world)),
  drifts: {
    'drift-missing': (asked, signs, world) => envelope(signs, without(counted(asked, world), 'file_place')),
    'drift-type': (asked, signs, world) => drifted(signs, counted(asked, world)),
    'drift-code': (asked, signs, world) => envelope(signs, { ...counted(asked, world), file_place: 'CLOUD' }),
  },
  fault: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>' },
};

function drifted(signs: AnswerSigns, content: object): object {
  return { ...envelope(signs, {}), biz_content: content };
}

function counted({ cert_no, person_name, since, fields }: Asked, world: World): object {
  const marriage = world.person(cert_no)?.marriage;
  const file_place = marriage === undefined ? 'NONE' : FILE[marriage.file];
  const days = marriage?.registeredOn ?? (marriage?.since ? [marriage.since] : []);
  const times = marriage?.file === 'local' ? days.filter((day) => day >= since).length : null;
  return { cert_no, person_name, since, file_place, ...chosen({ times }, fields) };
}
