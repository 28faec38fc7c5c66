import { parseDay } from '../../../src/kernel/calendar';
import { everyField } from '../../../src/modules/registry';
import { readCiv } from '../../../src/modules/registry/wire/civ';
import { readRegistrations } from '../../../src/modules/registry/wire/civ-registrations';
import { readCourtOrder } from '../../../src/modules/registry/wire/crt';
import { readListing } from '../../../src/modules/registry/wire/crt-defaulter';
import { readHsg } from '../../../src/modules/registry/wire/hsg';
import { readSales } from '../../../src/modules/registry/wire/hsg-sale';
import { readDisability, readRetirement } from '../../../src/modules/registry/wire/hrr';
import { readMsa } from '../../../src/modules/registry/wire/msa';
import { readPol } from '../../../src/modules/registry/wire/pol';
import { readFace } from '../../../src/modules/registry/wire/pol-face';
import { readProject } from '../../../src/modules/registry/wire/hsg-project';
import { readMortgage } from '../../../src/modules/registry/wire/rea-mortgage';
import { readUnit } from '../../../src/modules/registry/wire/rea-unit';
import { readAccounts, readLoans } from '../../../src/modules/registry/wire/nat';
import { readContribution } from '../../../src/modules/registry/wire/nat-contribution';
import { readPbc } from '../../../src/modules/registry/wire/pbc';
import { readIncomes } from '../../../src/modules/registry/wire/tax-batch';
import { readCustody } from '../../../src/modules/registry/wire/bnk-custody';
import { readDeedFiling } from '../../../src/modules/registry/wire/tax-filing';
import { readAssessment } from '../../../src/modules/registry/wire/tax-assessment';
import { readDeed, readIncome } from '../../../src/modules/registry/wire/tax';
import { readRea } from '../../../src/modules/registry/wire/rea';
import { readSoc } from '../../../src/modules/registry/wire/soc';
import { readStaff } from '../../../src/modules/registry/wire/soc-staff';
import type { Reading } from '../../../src/modules/registry/wire/reading';

/** One agreed answer of a registry: what it looks like, who was asked about, and what may be left out of it. */
export interface Sample {
  readonly registry: string;
  readonly body: object;
  /** Fields nobody reads: the registry may drop them without breaking the agreement. */
  readonly unread: readonly string[];
  read(bytes: Uint8Array): Reading<unknown>;
  /** A path to a coded field, and its replacement by a code outside the table. */
  readonly coded: readonly string[];
  /** Values of another type than any field here has, where the usual ones would pass as text. */
  readonly otherTypes?: readonly unknown[];
  /** Paths to what is echoed. */
  readonly echoed: readonly (readonly string[])[];
}

export const PERSON = { name: '测𠮷·一', idNo: '11010519491231002X' };
const SPOUSE = { person_name: '测之二', cert_no: '140199198611120410' };
const CODE = '91350100M000100Y43';
const STAFF_ASKED = { creditCode: CODE, since: parseDay('2026-09-22'), page: 1 };

const civContent = {
  cert_no: PERSON.idNo,
  person_name: PERSON.name,
  file_place: 'LOCAL',
  marriage_code: '22',
  spouse: SPOUSE,
  register_date: '2019年05月20日',
};

/** The content of a CIV answer is a JSON text; here it is written as an object and packed on the way. */
export function civBytes(content: object): Buffer {
  const body = {
    code: 200,
    biz_no: 'MZ20261121H17',
    timestamp: 1_795_000_000_000,
    biz_content: JSON.stringify(content),
  };
  return Buffer.from(JSON.stringify(body));
}

/** A credit report is XML; here it is written as an object and put into elements on the way. */
export function pbcBytes(content: object): Buffer {
  return Buffer.from(`<creditReport>${elements(content)}</creditReport>`);
}

function elements(value: unknown): string {
  if (Array.isArray(value)) return value.map(elements).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `<${name}>${elements(inner)}</${name}>`)
    .join('');
}

const taxHead = {
  结果: '成功',
  查询编号: '晋税查〔2026〕0000017',
  查询时间: '2026年11月21日10时11分12秒',
  纳税人: { 姓名: PERSON.name, 证件号码: PERSON.idNo },
};
const TAX_ECHO = [
  ['纳税人', '姓名'],
  ['纳税人', '证件号码'],
];

function natBody(jybm: string, lm: readonly string[], sj: readonly unknown[]): object {
  return {
    jybm,
    fhm: '00000',
    lsh: 'NP2026112100000017',
    sjc: 1_795_000_000,
    zjbh: [PERSON.idNo, PERSON.name],
    lxzx: [],
    lm,
    sj,
  };
}

const HRR_ECHO = [
  ['message', 'content', 'person', 'AAC002'],
  ['message', 'content', 'person', 'AAC003'],
];

function hrrBody(serviceId: string, result: object): object {
  const header = {
    serviceId,
    state: 'SUCCESS',
    answerId: 'HRSS/2026/0000017',
    time: '20261121T101112',
  };
  return { message: { header, content: { person: { AAC002: PERSON.idNo, AAC003: PERSON.name }, result } } };
}

export const SAMPLES: readonly Sample[] = [
  {
    registry: 'MSA',
    body: {
      dm: '0',
      ms: '成功',
      cxlsh: 'SC-20261121-000001',
      cxsj: '2026-11-21 10:11:12',
      sj: {
        TYSHXYDM: CODE,
        QYMC: '零跑',
        FDDBRXM: '甲',
        FDDBRZJHM: PERSON.idNo,
        DJZT: '1',
        CLRQ: '20181121',
      },
    },
    unread: ['ms'],
    read: (bytes) => readMsa(bytes, CODE, everyField('MSA.licence')),
    coded: ['sj', 'DJZT'],
    echoed: [['sj', 'TYSHXYDM']],
  },
  {
    registry: 'POL',
    body: {
      HEAD: { TX: 'P0301', RET: '0000', ANSNO: '1401.26.11.21.0000017', ASOF: '20261121101112' },
      BODY: {
        CNT: 1,
        LIST: [
          {
            IDNO: PERSON.idNo,
            NAME: PERSON.name,
            CHK: '01',
            LIV: 'Y',
            MINORS: '2',
            MINORS_BORN: ['2017', '2022'],
            MINORS_ID: [
              { IDNO: '140199201706150516', NAME: '测大' },
              { IDNO: '140199202206150524', NAME: '测小' },
            ],
            FORMER: [{ IDNO: '140199198611120410', NAME: '曾用名' }],
          },
        ],
      },
    },
    unread: ['HEAD.TX', 'BODY.CNT'],
    read: (bytes) => readPol(bytes, [PERSON], everyField('POL.people')),
    coded: ['BODY', 'LIST', '0', 'CHK'],
    echoed: [
      ['BODY', 'LIST', '0', 'IDNO'],
      ['BODY', 'LIST', '0', 'NAME'],
    ],
  },
  {
    registry: 'POL face',
    body: {
      HEAD: { TX: 'P0412', RET: '0000', ANSNO: '1401.26.11.21.0000018', ASOF: '20261121101112' },
      BODY: { IDNO: PERSON.idNo, NAME: PERSON.name, CAPNO: 'RX0000000001', RES: '01', SIM: '97.20' },
    },
    unread: ['HEAD.TX'],
    read: (bytes) => readFace(bytes, PERSON, 'RX0000000001', everyField('POL.face')),
    coded: ['BODY', 'RES'],
    echoed: [
      ['BODY', 'IDNO'],
      ['BODY', 'NAME'],
      ['BODY', 'CAPNO'],
    ],
  },
  {
    registry: 'SOC',
    body: {
      success: true,
      errorCode: null,
      result: {
        answerNo: 'SI000000017-140100',
        dataTime: '2026-11-21T10:11:12+08:00',
        records: [
          {
            certNo: PERSON.idNo,
            fullName: PERSON.name,
            insuredState: 'A',
            periods: [
              { orgCreditCode: CODE, startDate: '2024/03/01', endDate: null, monthlyBase: '7200.00' },
            ],
          },
        ],
      },
    },
    unread: ['errorCode'],
    read: (bytes) => readSoc(bytes, [PERSON], everyField('SOC.employments')),
    coded: ['result', 'records', '0', 'insuredState'],
    echoed: [
      ['result', 'records', '0', 'certNo'],
      ['result', 'records', '0', 'fullName'],
    ],
  },
  {
    registry: 'SOC staff',
    body: {
      success: true,
      errorCode: null,
      result: {
        answerNo: 'SI000000018-140100',
        dataTime: '2026-11-21T10:11:12+08:00',
        orgCreditCode: CODE,
        changedSince: '2026/09/22',
        pageNo: 1,
        pageState: 'LAST',
        staff: [
          { certNo: PERSON.idNo, fullName: PERSON.name, startDate: '2024/03/01', endDate: '2026/10/31' },
        ],
      },
    },
    unread: ['errorCode'],
    read: (bytes) => readStaff(bytes, STAFF_ASKED, everyField('SOC.staff')),
    coded: ['result', 'pageState'],
    echoed: [
      ['result', 'orgCreditCode'],
      ['result', 'changedSince'],
    ],
  },
  {
    registry: 'CIV',
    body: civContent,
    unread: [],
    read: (bytes) =>
      readCiv(
        civBytes(JSON.parse(Buffer.from(bytes).toString()) as object),
        PERSON,
        everyField('CIV.marriage'),
      ),
    coded: ['marriage_code'],
    echoed: [['cert_no'], ['person_name']],
  },
  {
    registry: 'CIV registrations',
    body: {
      cert_no: PERSON.idNo,
      person_name: PERSON.name,
      since: '2024-11-21',
      file_place: 'LOCAL',
      times: 2,
    },
    unread: [],
    read: (bytes) =>
      readRegistrations(
        civBytes(JSON.parse(Buffer.from(bytes).toString()) as object),
        { ...PERSON, since: parseDay('2024-11-21') },
        everyField('CIV.registrations'),
      ),
    coded: ['file_place'],
    echoed: [['cert_no'], ['person_name']],
  },
  {
    registry: 'REA',
    body: {
      ReturnCode: 'SUCCESS',
      QueryNo: '晋不动产查〔2026〕第0000017号',
      QueriedAt: '2026.11.21 10:11:12',
      Subjects: [{ CertNo: PERSON.idNo, Name: PERSON.name }],
      CityCode: '140100',
      HasTitle: 'Y',
      Titles: [
        {
          TitleNo: '晋(2022)太原市不动产权第0000001号',
          OwnerCertNo: PERSON.idNo,
          Location: '太原市虚构路1号',
          UsageCode: '10',
          AreaM2: '89.50',
          SharePercent: 50,
          RegisteredOn: '2022.09.21',
          Seized: 'N',
        },
      ],
    },
    unread: [],
    read: (bytes) => readRea(bytes, [PERSON], '1401', everyField('REA.homes')),
    coded: ['Titles', '0', 'UsageCode'],
    echoed: [
      ['CityCode'],
      ['Subjects', '0', 'CertNo'],
      ['Subjects', '0', 'Name'],
      ['Titles', '0', 'OwnerCertNo'],
    ],
  },
  {
    registry: 'REA unit',
    body: {
      ReturnCode: 'SUCCESS',
      QueryNo: '晋不动产单〔2026〕第0000017号',
      QueriedAt: '2026.11.21 10:11:12',
      UnitNo: '140199001001GB00012F00010001',
      Seized: 'N',
      Mortgages: [{ CertNo: '晋(2026)太原市不动产证明第0000001号', Mortgagee: '零跑', Kind: 'YG' }],
      Title: {
        TitleNo: '晋(2022)太原市不动产权第0000001号',
        RegisteredOn: '2022.09.21',
        Owners: [PERSON.idNo],
      },
      LandUntil: '2082.03.31',
    },
    unread: [],
    read: (bytes) => readUnit(bytes, '140199001001GB00012F00010001', everyField('REA.unit')),
    coded: ['Mortgages', '0', 'Kind'],
    echoed: [['UnitNo']],
  },
  {
    registry: 'REA mortgage',
    body: {
      ReturnCode: 'SUCCESS',
      QueryNo: '晋不动产抵〔2026〕第0000017号',
      QueriedAt: '2026.11.21 10:11:12',
      ApplyNo: 'DK2026112100000001M1',
      UnitNo: '140199001001GB00012F00010001',
      Status: 'DJ',
      Seq: 2,
      CertNo: '晋(2026)太原市不动产证明第0000001号',
      Mortgagee: '零跑',
      RegisteredOn: '2026.11.21',
      Reason: null,
    },
    unread: [],
    read: (bytes) =>
      readMortgage(
        bytes,
        { applyNo: 'DK2026112100000001M1', unitKey: '140199001001GB00012F00010001' },
        everyField('REA.mortgage'),
      ),
    coded: ['Status'],
    echoed: [['ApplyNo'], ['UnitNo']],
  },
  {
    registry: 'HSG project',
    body: {
      ztm: '00',
      cxbh: 'FX-261121-0000017',
      cxsk: '2026/11/21-10:11:12',
      xmbh: 'XS140199-0007',
      djzt: '1',
      xm: { '201': '1', '202': { yhdm: '104', zh: '104014019900000077', hm: '监管专户' } },
    },
    unread: [],
    read: (bytes) => readProject(bytes, 'XS140199-0007', everyField('HSG.project')),
    coded: ['xm', '201'],
    echoed: [['xmbh']],
  },
  {
    registry: 'HSG',
    body: {
      ztm: '00',
      cxbh: 'FG-261121-0000017',
      cxsk: '2026/11/21-10:11:12',
      cxr: { xm: PERSON.name, zjhm: PERSON.idNo },
      jgs: 1,
      ht: [
        {
          '101': 'YS(2026)0000001',
          '102': 'XS140199-0007',
          '103': '140199001001GB00012F00010001',
          '104': '太原市虚构区样板路7号',
          '105': '108.60',
          '106': '120000000',
          '107': '21/09/2026',
          '108': '11',
          '109': [{ xm: PERSON.name, zjhm: PERSON.idNo, fe: '100%' }],
          '110': '70000000',
          '111': '104014019900000077',
          '112': '36000000',
          '113': '21',
        },
      ],
    },
    unread: [],
    read: (bytes) => readHsg(bytes, PERSON, everyField('HSG.filed-contracts')),
    coded: ['ht', '0', '108'],
    echoed: [
      ['cxr', 'xm'],
      ['cxr', 'zjhm'],
      ['ht', '0', '109', '0', 'zjhm'],
    ],
  },
  {
    registry: 'HSG sale',
    body: {
      ztm: '00',
      cxbh: 'FG-261121-0000018',
      cxsk: '2026/11/21-10:11:12',
      cxr: { xm: PERSON.name, zjhm: PERSON.idNo },
      jgs: 1,
      ht: [
        {
          '201': 'CL(2026)0000001',
          '202': '140199001002GB00034F00020005',
          '203': '太原市虚构区旧巷9号',
          '204': '76.20',
          '205': '98000000',
          '206': '21/09/2026',
          '207': '11',
          '208': [{ xm: PERSON.name, zjhm: PERSON.idNo, fe: '100%' }],
          '209': [{ xm: '测有房', zjhm: '140199198001010015' }],
          '210': '30000000',
          '211': { hm: '资金监管户', zh: '104014019900000088', yhdm: '104' },
          '212': '2012',
        },
      ],
    },
    unread: [],
    read: (bytes) => readSales(bytes, PERSON, everyField('HSG.sale-contracts')),
    coded: ['ht', '0', '207'],
    echoed: [
      ['cxr', 'xm'],
      ['cxr', 'zjhm'],
      ['ht', '0', '208', '0', 'zjhm'],
    ],
  },
  {
    registry: 'HRR retirement',
    body: hrrBody('RS0501', { AIC161: '1', AIC162: 20261021, AIC163: '12' }),
    unread: [],
    read: (bytes) => readRetirement(bytes, PERSON, everyField('HRR.retirement')),
    coded: ['message', 'content', 'result', 'AIC163'],
    echoed: HRR_ECHO,
  },
  {
    registry: 'HRR disability',
    body: hrrBody('RS0702', { ALC029: '1', ALC030: 3, ALC031: 20260721 }),
    unread: [],
    read: (bytes) => readDisability(bytes, PERSON, everyField('HRR.disability')),
    coded: ['message', 'content', 'result', 'ALC029'],
    echoed: HRR_ECHO,
  },
  {
    registry: 'TAX income',
    body: {
      ...taxHead,
      年度: '2025年',
      收入合计: '86400.00',
      申报月数: '12个月',
      扣缴单位: [
        { 统一社会信用代码: CODE, 收入额: '86400.00', 所属期起: '2025年01月', 所属期止: '2025年12月' },
      ],
    },
    unread: [],
    read: (bytes) => readIncome(bytes, PERSON, 2025, everyField('TAX.wage-income')),
    coded: ['结果'],
    echoed: TAX_ECHO,
  },
  {
    registry: 'TAX incomes',
    body: {
      结果: '成功',
      查询编号: '晋税查〔2026〕0000018',
      查询时间: '2026年11月21日10时11分12秒',
      年度: '2025年',
      明细: [
        {
          姓名: PERSON.name,
          证件号码: PERSON.idNo,
          扣缴单位: [
            { 统一社会信用代码: CODE, 收入额: '86400.00', 所属期起: '2025年01月', 所属期止: '2025年12月' },
          ],
        },
      ],
    },
    unread: [],
    read: (bytes) => readIncomes(bytes, [PERSON], 2025, everyField('TAX.wages-of-many')),
    coded: ['结果'],
    echoed: [
      ['明细', '0', '姓名'],
      ['明细', '0', '证件号码'],
    ],
  },
  {
    registry: 'TAX deed',
    body: {
      ...taxHead,
      合同编号: 'ES(2026)0000001',
      缴纳状态: '已缴',
      计税价格: '1050000.00',
      缴款日期: '2026年08月26日',
    },
    unread: [],
    read: (bytes) => readDeed(bytes, PERSON, 'ES(2026)0000001', everyField('TAX.deed-tax')),
    coded: ['缴纳状态'],
    echoed: [...TAX_ECHO, ['合同编号']],
  },
  {
    registry: 'TAX assessment',
    body: {
      ...taxHead,
      合同编号: 'CL(2026)0000001',
      评估状态: '已评估',
      评估价格: '950000.00',
      评估日期: '2026年09月21日',
    },
    unread: [],
    read: (bytes) =>
      readAssessment(bytes, { person: PERSON, contractNo: 'CL(2026)0000001' }, everyField('TAX.assessment')),
    coded: ['评估状态'],
    echoed: [...TAX_ECHO, ['合同编号']],
  },
  {
    registry: 'TAX filing',
    body: {
      ...taxHead,
      申报编号: 'YT2026112100000001',
      合同编号: 'CL(2026)0000001',
      申报状态: '已缴款',
      变更序号: 3,
      应纳税额: '9500.00',
      缴款日期: '2026年11月20日',
      原因: null,
    },
    unread: [],
    read: (bytes) =>
      readDeedFiling(
        bytes,
        { filingNo: 'YT2026112100000001', contractNo: 'CL(2026)0000001', buyer: PERSON },
        everyField('TAX.deed-filing'),
      ),
    coded: ['申报状态'],
    echoed: [...TAX_ECHO, ['申报编号'], ['合同编号']],
  },
  {
    registry: 'BNK custody',
    body: {
      hdr: { rc: '0000', seq: 'ZJ2026112100000017', tm: '20261121101112' },
      protocol_no: 'YT2026112100000001',
      acct: '104014019900000088',
      st: 'B1',
      rev: 4,
      held_cents: '30000000',
      settled: '20261121',
      why: null,
    },
    unread: [],
    read: (bytes) =>
      readCustody(
        bytes,
        { custodyNo: 'YT2026112100000001', accountNo: '104014019900000088' },
        everyField('BNK.custody'),
      ),
    coded: ['st'],
    echoed: [['protocol_no'], ['acct']],
  },
  {
    registry: 'PBC',
    body: {
      head: {
        reportNo: '20261121101112-0000017',
        reportTime: '2026-11-21T10:11:12',
        result: 'AAA000',
      },
      subject: { name: PERSON.name, idNo: PERSON.idNo },
      file: '1',
      overdue24: [{ count: '2' }, { month: '202607' }, { month: '202608' }],
      maxConsecutive: '2',
      cumulative: '3',
      presentOverdue: '0.00',
      loans: [
        { count: '1' },
        {
          loan: {
            type: '12',
            lender: '样板银行',
            contractNo: 'GF2021000077',
            balance: '358000.00',
            monthly: '2316.75',
            purpose: '01',
            grantedOn: '2021-06-18',
          },
        },
      ],
      flags: [{ count: '1' }, { flag: 'F1' }],
    },
    unread: [],
    read: (bytes) =>
      readPbc(
        pbcBytes(JSON.parse(Buffer.from(bytes).toString()) as object),
        PERSON,
        everyField('PBC.credit-report'),
      ),
    coded: ['flags', '1', 'flag'],
    otherTypes: [{ of: 'another type' }, ''],
    echoed: [
      ['subject', 'name'],
      ['subject', 'idNo'],
    ],
  },
  {
    registry: 'CRT',
    body: {
      jg: '1',
      hzbh: 'CK20261121-000017',
      hzsj: '2026/11/21 10:11:12',
      ws: '（2026）晋0105执17号',
      bzxr: { xm: PERSON.name, zjhm: PERSON.idNo },
      yx: 'Y',
      nr: {
        fymc: '太原市虚构区人民法院',
        cslx: 'DJ',
        je: '5000.00',
        cjrq: '2026/11/20',
        dqrq: '2027/11/19',
        yws: '（2026）晋0105执16号',
        qzkh: 'N',
        skzh: { hm: '太原市虚构区人民法院', zh: '104140199000000018', yhdm: '104' },
      },
    },
    unread: [],
    read: (bytes) =>
      readCourtOrder(bytes, { orderNo: '（2026）晋0105执17号', person: PERSON }, everyField('CRT.order')),
    coded: ['nr', 'cslx'],
    echoed: [['ws'], ['bzxr', 'xm'], ['bzxr', 'zjhm']],
  },
  {
    registry: 'CRT list',
    body: {
      jg: '1',
      hzbh: 'SX20261121-000017',
      hzsj: '2026/11/21 10:11:12',
      bzxr: { xm: PERSON.name, zjhm: PERSON.idNo },
      sx: 'Y',
      nr: { lrrq: '2025/03/04' },
    },
    unread: [],
    read: (bytes) => readListing(bytes, PERSON, everyField('CRT.defaulter')),
    coded: ['sx'],
    echoed: [
      ['bzxr', 'xm'],
      ['bzxr', 'zjhm'],
    ],
  },
  {
    registry: 'NAT accounts',
    body: natBody('ZHCX', ['jgbm', 'grzhzt'], [['110100000000000', '02']]),
    unread: [],
    read: (bytes) => readAccounts(bytes, PERSON, everyField('NAT.accounts')),
    coded: ['fhm'],
    echoed: [
      ['zjbh', '0'],
      ['zjbh', '1'],
    ],
  },
  {
    registry: 'NAT loans',
    body: natBody(
      'DKCX',
      ['dkcs', 'wjqbs', 'dkht'],
      [
        [
          2,
          1,
          [
            ['YD2019000001', 'Y'],
            ['YD2023000002', 'N'],
          ],
        ],
      ],
    ),
    unread: [],
    read: (bytes) => readLoans(bytes, PERSON, everyField('NAT.loans')),
    coded: ['fhm'],
    echoed: [
      ['zjbh', '0'],
      ['zjbh', '1'],
    ],
  },
  {
    registry: 'NAT contribution',
    body: natBody(
      'JCCX',
      ['jgbm', 'grzhzt', 'lxjcys', 'grjcjs', 'khrq', 'grzhye'],
      [['110100000000000', '01', 40, '12000.00', 20190701, '86000.00']],
    ),
    unread: [],
    read: (bytes) =>
      readContribution(
        bytes,
        { person: PERSON, centreCode: '110100000000000' },
        everyField('NAT.contribution'),
      ),
    coded: ['fhm'],
    echoed: [
      ['zjbh', '0'],
      ['zjbh', '1'],
      ['sj', '0', '0'],
    ],
  },
];
