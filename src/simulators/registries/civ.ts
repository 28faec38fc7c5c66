import type { Day } from '../../kernel/calendar';
import type { Marriage } from '../world/person';
import type { World } from '../world/world';
import { asObject, asText, compactDay, without } from './wire-form';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';

interface Asked {
  readonly cert_no: string;
  readonly person_name: string;
}

/** GB/T 2261.2. */
const MARRIAGE_CODE: Record<Marriage['status'], string> = {
  single: '10',
  married: '20',
  widowed: '30',
  divorced: '40',
};
const FILE: Record<Marriage['file'], string> = { local: 'LOCAL', elsewhere: 'ELSEWHERE', paper: 'PAPER' };

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
    return { cert_no: asText(content.cert_no), person_name: asText(content.person_name) };
  },
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.cert_no]);
    return { cert_no: other.idNo, person_name: other.name };
  },
  answer: (asked, signs, world) => envelope(signs, record(asked, world)),
  drifts: [
    (asked, signs, world) => envelope(signs, without(record(asked, world), 'marriage_code')),
    (asked, signs, world) => envelope(signs, { ...record(asked, world), marriage_code: '50' }),
    (asked, signs, world) => ({ ...envelope(signs, {}), biz_content: record(asked, world) }),
    (asked, signs, world) => envelope(signs, { ...record(asked, world), file_place: 'CLOUD' }),
  ],
  fault: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>' },
};

function envelope(signs: AnswerSigns, content: object): object {
  return {
    code: 200,
    biz_no: `MZ${compactDay(signs.asOf)}H${signs.number}`,
    timestamp: signs.asOf.getTime(),
    biz_content: JSON.stringify(content),
  };
}

function record(asked: Asked, world: World): object {
  const person = world.person(asked.cert_no);
  if (person === undefined) {
    return { ...asked, file_place: 'NONE', marriage_code: null, spouse: null, register_date: null };
  }
  const { marriage } = person;
  if (marriage.file !== 'local') {
    return {
      ...asked,
      file_place: FILE[marriage.file],
      marriage_code: null,
      spouse: null,
      register_date: null,
    };
  }
  const spouse = marriage.spouseIdNo === null ? undefined : world.person(marriage.spouseIdNo);
  return {
    ...asked,
    file_place: FILE.local,
    marriage_code: MARRIAGE_CODE[marriage.status],
    spouse: spouse === undefined ? null : { cert_no: spouse.idNo, person_name: spouse.name },
    register_date: marriage.since === null ? null : chineseDay(marriage.since),
  };
}

function chineseDay(day: Day): string {
  return `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8, 10)}日`;
}
