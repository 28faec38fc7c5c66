import type { Employment, Person } from '../world/person';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { socEnvelope } from './soc';
import { asObject, asText, asTexts, chosen, separated, without } from './wire-form';

interface Asked {
  readonly orgCreditCode: string;
  readonly changedSince: string;
  readonly pageNo: number;
  readonly staffFields: readonly string[];
}

const FIELDS = ['startDate', 'endDate'];
const PAGE = 500;

/** Social insurance (社保) about an employer: who came or went since a day, in pages, by id number. */
export const socStaff: RegistrySimulator<Asked> = {
  target: 'soc',
  method: 'POST',
  path: '/api/social-insurance/v3/organisation/staff-changes',
  latencyMs: [80, 220],
  read: (request) => {
    const body = asObject(request.json());
    const { pageNo } = body;
    if (typeof pageNo !== 'number' || !Number.isInteger(pageNo) || pageNo < 1)
      throw new SyntaxError('pageNo: a whole number from 1 expected');
    return {
      orgCreditCode: asText(body.orgCreditCode),
      changedSince: asText(body.changedSince),
      pageNo,
      staffFields: asTexts(body.staffFields),
    };
  },
  aboutEverything: (asked) => ({ ...asked, staffFields: FIELDS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.companies.find(({ creditCode }) => creditCode !== asked.orgCreditCode);
    return { ...asked, orgCreditCode: other?.creditCode ?? 'NOBODY' };
  },
  answer: (asked, signs, world) => answered(asked, signs, world),
  drifts: {
    'drift-missing': (asked, signs, world) => answered(asked, signs, world, (body) => without(body, 'staff')),
    'drift-type': (asked, signs, world) =>
      answered(asked, signs, world, (body) => ({ ...body, staff: null })),
    'drift-code': (asked, signs, world) =>
      answered(asked, signs, world, (body) => ({ ...body, pageState: 'HALF' })),
  },
  fault: {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"success":false,"errorCode":"SYS-500","result":null}',
  },
};

function answered(
  asked: Asked,
  signs: AnswerSigns,
  world: World,
  change: (body: object) => object = (body) => body,
): object {
  const changes = changesOf(asked, world);
  const { orgCreditCode, changedSince, pageNo } = asked;
  const body = {
    orgCreditCode,
    changedSince,
    pageNo,
    pageState: changes.length > pageNo * PAGE ? 'MORE' : 'LAST',
    staff: changes.slice((pageNo - 1) * PAGE, pageNo * PAGE).map(({ person, job }) => ({
      certNo: person.idNo,
      fullName: person.name,
      ...chosen(period(job), asked.staffFields),
    })),
  };
  return socEnvelope(signs, change(body));
}

function changesOf(
  { orgCreditCode, changedSince }: Asked,
  world: World,
): { person: Person; job: Employment }[] {
  const since = changedSince.replaceAll('/', '-');
  return [...world.people]
    .sort((a, b) => (a.idNo < b.idNo ? -1 : 1))
    .flatMap((person) => person.employments.map((job) => ({ person, job })))
    .filter(({ job }) => job.creditCode === orgCreditCode && (job.from >= since || (job.to ?? '') >= since));
}

function period({ from, to }: Employment): object {
  return { startDate: separated(from, '/'), endDate: to === null ? null : separated(to, '/') };
}
