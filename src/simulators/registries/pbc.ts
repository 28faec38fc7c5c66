import { yuan } from '../../kernel/money';
import type { CreditLoan, CreditRecord } from '../world/finances';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asText, chosen, shanghaiParts, splitTexts, without } from './wire-form';

interface Asked {
  readonly name: string;
  readonly idNo: string;
  readonly segments: readonly string[];
}

const SEGMENTS = ['overdue24', 'maxConsecutive', 'cumulative', 'presentOverdue', 'loans', 'flags'];
const TYPE = { 'housing-fund': '11', 'commercial-housing': '12', consumer: '21', business: '41' } as const;
const PURPOSE = { housing: '01', consumption: '02', business: '03' } as const;
const FLAG = {
  defaulter: 'F1',
  'bad-debt': 'F2',
  'guarantor-paid': 'F3',
  'payment-stopped': 'F4',
  'account-frozen': 'F5',
} as const;
const DAY_MS = 86_400_000;

/**
 * Credit reference centre (征信): XML both ways, one element a field, the segments wanted with blanks between them, the
 * number of the subject's signed consent in the head. `file` 1 kept, 0 never borrowed, 9 frozen; months as 202603,
 * money as yuan text, lists begin
 * with their count, report number 20261121101112-0000017. The time is that of the file, not of the question.
 */
export const pbc: RegistrySimulator<Asked> = {
  target: 'pbc',
  method: 'POST',
  path: '/pboc/credit/person/report',
  latencyMs: [200, 450],
  read: (request) => {
    const xml = request.rawBody.toString('utf8');
    asText(element(xml, 'consentNo'));
    return {
      name: asText(element(xml, 'name')),
      idNo: asText(element(xml, 'idNo')),
      segments: splitTexts(element(xml, 'segments'), ' '),
    };
  },
  aboutEverything: (asked) => ({ ...asked, segments: SEGMENTS }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse([asked.idNo]);
    return { ...asked, name: other.name, idNo: other.idNo };
  },
  answer: report,
  drifts: {
    'drift-missing': (asked, signs, world) => without(report(asked, signs, world), 'file'),
    'drift-type': (asked, signs, world) => ({ ...report(asked, signs, world), file: { kept: 'yes' } }),
    'drift-code': (asked, signs, world) => ({ ...report(asked, signs, world), file: '5' }),
  },
  encode: (body) => ({
    status: 200,
    headers: { 'content-type': 'application/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?><creditReport>${inner(body)}</creditReport>`,
  }),
  fault: {
    status: 503,
    headers: { 'content-type': 'application/xml' },
    body: '<creditReport><head><result>ZZZ999</result></head></creditReport>',
  },
};

function report(asked: Asked, signs: AnswerSigns, world: World): object {
  const credit = world.person(asked.idNo)?.credit ?? 'none';
  const ageMs = typeof credit === 'string' ? 0 : credit.daysOld * DAY_MS;
  const [year, month, day, hour, minute, second] = shanghaiParts(new Date(signs.asOf.getTime() - ageMs));
  const reportNo = `${year}${month}${day}${hour}${minute}${second}-${String(signs.number).padStart(7, '0')}`;
  const head = {
    reportNo,
    reportTime: `${year}-${month}-${day}T${hour}:${minute}:${second}`,
    result: 'AAA000',
  };
  const subject = { name: asked.name, idNo: asked.idNo };
  if (typeof credit === 'string') return { head, subject, file: credit === 'none' ? '0' : '9' };
  return { head, subject, file: '1', ...chosen(segmentsOf(credit), asked.segments) };
}

function segmentsOf(credit: CreditRecord): object {
  return {
    overdue24: counted(credit.overdueMonths.map((month) => ({ month: month.replace('-', '') }))),
    maxConsecutive: String(credit.maxConsecutive),
    cumulative: String(credit.cumulative),
    presentOverdue: yuan(credit.presentOverdueFen),
    loans: counted(credit.loans.map((loan) => ({ loan: loanOf(loan) }))),
    flags: counted(credit.flags.map((flag) => ({ flag: FLAG[flag] }))),
  };
}

function counted(entries: readonly object[]): object[] {
  return [{ count: String(entries.length) }, ...entries];
}

function loanOf({
  type,
  lender,
  contractNo,
  balanceFen,
  monthlyFen,
  purpose,
  grantedOn,
}: CreditLoan): object {
  return {
    type: TYPE[type],
    lender,
    contractNo,
    balance: yuan(balanceFen),
    monthly: yuan(monthlyFen),
    purpose: PURPOSE[purpose],
    grantedOn,
  };
}

/** What stands inside an element: text, or elements; a list holds objects with one element each. */
function inner(value: unknown): string {
  if (Array.isArray(value)) return value.map(inner).join('');
  if (typeof value === 'string') return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return Object.entries(value as object)
    .map(([name, content]) => `<${name}>${inner(content)}</${name}>`)
    .join('');
}

function element(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return text.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
