import type { Fact, Json } from '../../../src/kernel/fact';
import { applicantIsLegalRepresentative } from '../../../src/modules/contribution/domain/rules/employer/applicant-is-legal-representative.rule';
import { employerInBusiness } from '../../../src/modules/contribution/domain/rules/employer/employer-in-business.rule';
import { employerNameAsLicensed } from '../../../src/modules/contribution/domain/rules/employer/employer-name-as-licensed.rule';
import { employerRatioInRange } from '../../../src/modules/contribution/domain/rules/employer/employer-ratio-in-range.rule';
import { firstMonthPlausible } from '../../../src/modules/contribution/domain/rules/employer/first-month-plausible.rule';
import { listCoversEveryMember } from '../../../src/modules/contribution/domain/rules/remittance/list-covers-every-member.rule';
import { listIsDraft } from '../../../src/modules/contribution/domain/rules/remittance/list-is-draft.rule';
import { registrantsKnownToPolice } from '../../../src/modules/contribution/domain/rules/employer/registrants-known-to-police.rule';
import { remittanceMonthNotYetRemitted } from '../../../src/modules/contribution/domain/rules/remittance/remittance-month-not-yet-remitted.rule';
import { remittanceMonthWithoutGap } from '../../../src/modules/contribution/domain/rules/remittance/remittance-month-without-gap.rule';
import { unitAccountActive } from '../../../src/modules/contribution/domain/rules/employer/unit-account-active.rule';
import { unitAccountOpen } from '../../../src/modules/contribution/domain/rules/employer/unit-account-open.rule';
import { decide, parametersOn, type Rule } from '../../../src/modules/policy';

const lawDay = '2026-11-21';

function known(name: string, value: Json): Fact {
  return {
    name,
    state: 'known',
    value,
    source: 'x',
    receiptNo: '1',
    asOf: '2026-11-21T00:00:00Z',
    validUntil: null,
  };
}

function judge(rule: Rule, facts: Record<string, Json>, input: object = {}) {
  const gathered = new Map(Object.entries(facts).map(([name, value]) => [name, known(name, value)]));
  const parameters = parametersOn(lawDay);
  const request = { item: 'GJ01', rules: [rule], facts: gathered, parameters, input, lawDay, today: lawDay };
  const [finding] = decide(request).findings;
  return finding!;
}

const licence = (more: object) => ({
  'company.licence': {
    registered: true,
    name: '零跑',
    status: 'in-business',
    foundedOn: '2026-05-20',
    applicantIsLegalRepresentative: true,
    nameAgrees: true,
    ...more,
  } as Json,
});
const list = (more: object) => ({
  'remittance.list': {
    state: 'DRAFT',
    month: '2026-11',
    paidThrough: '2026-10',
    members: 3,
    total: '1.00',
    missing: 0,
    surplus: 0,
    ...more,
  } as Json,
});

describe('rules of registration', () => {
  it.each([
    ['in-business', 'true'],
    ['revoked', 'false'],
    ['deregistered', 'false'],
  ])('a licence that is %s: %s', (status, truth) => {
    expect(judge(employerInBusiness, licence({ status })).truth).toBe(truth);
  });

  it('a credit code nobody holds is no employer in business; nothing is said of a licence that is not there', () => {
    const facts = { 'company.licence': { registered: false } };
    expect(judge(employerInBusiness, facts)).toMatchObject({
      truth: 'false',
      text: { zh: expect.stringContaining('查无此单位') },
    });
    for (const rule of [applicantIsLegalRepresentative, employerNameAsLicensed]) {
      const { truth, text } = judge(rule, facts);
      expect([truth, text.zh, text.en]).toEqual([
        'true',
        expect.stringContaining('查无登记，未作比对'),
        expect.stringContaining('no licence was found, nothing was compared'),
      ]);
    }
  });

  it('a licence that is there is compared with name and person', () => {
    const same = licence({});
    expect(judge(applicantIsLegalRepresentative, same)).toMatchObject({
      truth: 'true',
      text: { zh: expect.stringContaining('一致') },
    });
    expect(judge(employerNameAsLicensed, same)).toMatchObject({
      truth: 'true',
      text: { zh: expect.stringContaining('一致') },
    });
    const other = licence({ applicantIsLegalRepresentative: false, nameAgrees: false });
    expect(judge(applicantIsLegalRepresentative, other).truth).toBe('false');
    expect(judge(employerNameAsLicensed, other)).toMatchObject({
      truth: 'false',
      text: { zh: expect.stringContaining('“零跑”') },
    });
  });

  it.each([
    ['0.05', '0.12', 'true'],
    ['0.0499', '0.05', 'false'],
    ['0.05', '0.1201', 'false'],
    ['0.13', '0.05', 'false'],
    ['0.055', '0.05', 'false'],
  ])('ratios %s and %s: %s', (ratioEmployer, ratioEmployee, truth) => {
    expect(judge(employerRatioInRange, {}, { ratioEmployer, ratioEmployee }).truth).toBe(truth);
  });

  it.each([
    ['2026-05', 'true'],
    ['2026-04', 'false'],
    ['2026-12', 'true'],
    ['2027-01', 'false'],
  ])('first month %s of an employer founded in 2026-05: %s', (firstMonth, truth) => {
    expect(judge(firstMonthPlausible, licence({}), { firstMonth }).truth).toBe(truth);
  });

  it.each([
    ['alive', null, 'true'],
    ['alive', 'alive', 'true'],
    ['mismatch', null, 'false'],
    ['alive', 'deceased', 'false'],
  ])('police: representative %s, agent %s: %s', (legalRepresentative, agent, truth) => {
    const facts = { 'person.police': { legalRepresentative, agent } };
    expect(judge(registrantsKnownToPolice, facts).truth).toBe(truth);
  });
});

describe('rules of remittance', () => {
  it.each([
    ['01', 'true', 'true'],
    ['02', 'true', 'false'],
    ['03', 'true', 'false'],
    ['04', 'false', 'false'],
    ['05', 'false', 'false'],
    ['none', 'false', 'false'],
  ])('a unit account in state %s opens members: %s, remits: %s', (state, opens, remits) => {
    expect(judge(unitAccountOpen, { 'unit.account': { state } }).truth).toBe(opens);
    expect(judge(unitAccountActive, { 'unit.account': { state } }).truth).toBe(remits);
  });

  it.each([
    ['2026-10', 'false', 'true'],
    ['2026-11', 'true', 'true'],
    ['2026-12', 'true', 'false'],
  ])('paid through 2026-10, a list of %s: not yet remitted %s, no gap %s', (month, fresh, whole) => {
    expect(judge(remittanceMonthNotYetRemitted, list({ month })).truth).toBe(fresh);
    expect(judge(remittanceMonthWithoutGap, list({ month })).truth).toBe(whole);
  });

  it.each(['CONFIRMED', 'POSTED', 'SUSPENSE_SHORT', 'CANCELLED'])(
    'a list that is %s is not confirmed',
    (state) => {
      expect(judge(listIsDraft, list({ state }))).toMatchObject({
        truth: 'false',
        reasonCode: 'LIST_NOT_CONFIRMED',
      });
    },
  );

  it.each([
    [0, 0, 'true'],
    [1, 0, 'false'],
    [0, 1, 'false'],
  ])('%i missing and %i surplus: %s', (missing, surplus, truth) => {
    expect(judge(listCoversEveryMember, list({ missing, surplus })).truth).toBe(truth);
  });
});
