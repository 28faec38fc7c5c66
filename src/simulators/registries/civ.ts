import type { Day } from '../../kernel/calendar';
import type { Marriage } from '../world/person';
import type { World } from '../world/world';
import { asObject, asText, chosen, compactDay, splitTexts, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly cert_no: string;
  readonly person_name: string;
  /** Details wanted, with bars between them. */
  readonly fields: readonly string[];
}

const DETAILS = ['spouse', 'register_date'];

/** GB/T 2261.2. */
const MARRIAGE_CODE: Record<Marriage['status'], string> = {
  single: '10',
  married: '20',
  widowed: '30',
  divorced: '40',
};
export const FILE: Record<Marriage['file'], string> = {
  local: 'LOCAL',
  elsewhere: 'ELSEWHERE',
  paper: 'PAPER',
};

/**
 * Civil affairs (民政): snake_case, the business content is JSON inside a JSON string, days as 2019年05月20日, the
 * instant in epoch milliseconds, answer number MZ20260921H17. `file_place` ELSEWHERE or PAPER comes without a status.
 */
export const civ: RegistrySimulator<Asked> = {
  target: 'civ',
  method: 'POST',
  path: '/gateway/civil/marriage.query',
  latencyMs: [50, 150],
  read: (request) => {
    const content = asObject(JSON.parse(asText(asObject(request.json()).biz_content)));
    return {
      cert_no: asText(content.cert_no),
      person_name: asText(content.person_name),
      fields: splitTexts(content.fields, '|'),
    };
  },
  aboutEverything: (asked) => ({ ...asked, fields: DETAILS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.cert_no]);
    return { ...asked, cert_no: other.idNo, person_name: other.name };
  },
  answer: (asked, signs, world) => envelope(signs, record(asked, world)),
  drifts: {
    'drift-missing': (asked, signs, world) => envelope(signs, without(record(asked, world), 'marriage_code')),
    'drift-type': (asked, signs, world) => ({ ...envelope(signs, {}), biz_content: record(asked, world) }),
    'drift-code': (asked, signs, world) => envelope(signs, { ...record(asked, world), file_place: 'CLOUD' }),
  },
  fault: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>' },
};

export function envelope(signs: AnswerSigns, content: object): object {
  return {
    code: 200,
    biz_no: `MZ${compactDay(signs.asOf)}H${signs.number}`,
    timestamp: signs.asOf.getTime(),
    biz_content: JSON.stringify(content),
  };
}

function record({ cert_no, person_name, fields }: Asked, world: World): object {
  const { file_place, marriage_code, ...details } = fileOf(cert_no, world);
  return { cert_no, person_name, file_place, marriage_code, ...chosen(details, fields) };
}

interface File {
  readonly file_place: string;
  readonly marriage_code: string | null;
  readonly spouse: object | null;
  readonly register_date: string | null;
}

function fileOf(certNo: string, world: World): File {
  const nothing = { marriage_code: null, spouse: null, register_date: null };
  const person = world.person(certNo);
  if (person === undefined) return { file_place: 'NONE', ...nothing };
  const { marriage } = person;
  if (marriage.file !== 'local') return { file_place: FILE[marriage.file], ...nothing };
  const spouse = marriage.spouseIdNo === null ? undefined : world.person(marriage.spouseIdNo);
  return {
    file_place: FILE.local,
    marriage_code: MARRIAGE_CODE[marriage.status],
    spouse: spouse === undefined ? null : { cert_no: spouse.idNo, person_name: spouse.name },
    register_date: marriage.since === null ? null : chineseDay(marriage.since),
  };
}

function chineseDay(day: Day): string {
  return `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8, 10)}日`;
}
