import { everyField } from '../../../src/modules/registry';
import { readCiv } from '../../../src/modules/registry/wire/civ';
import { readCourtOrder } from '../../../src/modules/registry/wire/crt';
import { readHsg } from '../../../src/modules/registry/wire/hsg';
import { readDisability, readRetirement } from '../../../src/modules/registry/wire/hrr';
import { readMsa } from '../../../src/modules/registry/wire/msa';
import { readPol } from '../../../src/modules/registry/wire/pol';
import { readAccounts, readLoans } from '../../../src/modules/registry/wire/nat';
import { readPbc } from '../../../src/modules/registry/wire/pbc';
import { readIncomes } from '../../../src/modules/registry/wire/tax-batch';
import { readDeed, readIncome } from '../../../src/modules/registry/wire/tax';
import { readRea } from '../../../src/modules/registry/wire/rea';
import { readSoc } from '../../../src/modules/registry/wire/soc';
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
    body: natBody('DKCX', ['dkcs', 'wjqbs'], [[2, 1]]),
    unread: [],
    read: (bytes) => readLoans(bytes, PERSON, everyField('NAT.loans')),
    coded: ['fhm'],
    echoed: [
      ['zjbh', '0'],
      ['zjbh', '1'],
    ],
  },
];
