import { AnswerFault, everyField } from '../../../src/modules/registry';
import { readCiv } from '../../../src/modules/registry/wire/civ';
import { readPbc } from '../../../src/modules/registry/wire/pbc';
import { readPol } from '../../../src/modules/registry/wire/pol';
import { fieldPaths, objectPaths, removed, replaced } from './mutations';
import { civBytes, PERSON, SAMPLES, type Sample } from './samples';

/** Their samples are packed into another format on the way, so that broken bytes would break in the packing. */
const PACKED = ['CIV', 'CIV registrations', 'PBC'];

const bytesOf = (body: object): Buffer => Buffer.from(JSON.stringify(body));

function faultOf(read: () => unknown): AnswerFault | 'accepted' {
  try {
    read();
    return 'accepted';
  } catch (error) {
    if (error instanceof AnswerFault) return error;
    throw error;
  }
}

function reasonFor(sample: Sample, body: object): string {
  const fault = faultOf(() => sample.read(bytesOf(body)));
  return fault === 'accepted' ? fault : fault.reason;
}

/** A field in the body of the sample with that registry code. */
function changed(registry: string, path: readonly string[], value: unknown): string {
  const sample = SAMPLES.find((candidate) => candidate.registry === registry);
  if (sample === undefined) throw new Error(`no sample of ${registry}`);
  return reasonFor(sample, replaced(sample.body, path, value));
}

describe.each(SAMPLES)('F34, F36: the agreed format of $registry', (sample) => {
  it('is accepted as agreed', () => {
    const reading = sample.read(bytesOf(sample.body));
    expect(reading.receiptNo).not.toBe('');
    expect(Number.isNaN(reading.asOf.getTime())).toBe(false);
  });

  it('drifts with a field more anywhere', () => {
    for (const at of objectPaths(sample.body)) {
      const more = replaced(sample.body, [...at, 'added'], 'in a later release');
      expect([at.join('.'), faultOf(() => sample.read(bytesOf(more)))]).toEqual([
        at.join('.'),
        expect.objectContaining({ reason: 'drift' }),
      ]);
    }
  });

  it('drifts when any field it needs is missing, and only then', () => {
    for (const path of fieldPaths(sample.body)) {
      const expected = sample.unread.includes(path.join('.')) ? 'accepted' : 'drift';
      expect([path.join('.'), reasonFor(sample, removed(sample.body, path))]).toEqual([
        path.join('.'),
        expected,
      ]);
    }
  });

  it('drifts when any field it needs is of another type', () => {
    for (const path of fieldPaths(sample.body).filter((field) => !sample.unread.includes(field.join('.')))) {
      for (const other of sample.otherTypes ?? [true, 12.5, [[]], { of: 'another type' }, '']) {
        const reason = reasonFor(sample, replaced(sample.body, path, other));
        const stillAgreed = other === true && path.join('.') === 'success';
        expect([path.join('.'), reason]).toEqual([path.join('.'), stillAgreed ? 'accepted' : 'drift']);
      }
    }
  });

  it('drifts when a code is outside its table, names of prototype members included', () => {
    for (const code of ['99', 'constructor', '__proto__', 'toString']) {
      expect(reasonFor(sample, replaced(sample.body, sample.coded, code))).toBe('drift');
    }
  });

  it('is about another person when anything echoed differs', () => {
    for (const path of sample.echoed) {
      expect(reasonFor(sample, replaced(sample.body, path, '140199198611120410'))).toBe('other-person');
    }
  });

  it('never quotes the answer in its fault', () => {
    for (const path of sample.echoed) {
      const fault = faultOf(() => sample.read(bytesOf(replaced(sample.body, path, '他人姓名'))));
      expect(fault).toBeInstanceOf(AnswerFault);
      expect((fault as AnswerFault).message).not.toContain('他人姓名');
    }
  });
});

describe.each(SAMPLES.filter((sample) => !PACKED.includes(sample.registry)))(
  'bytes that are no answer of $registry',
  (sample) => {
    it.each([
      ['nothing', Buffer.alloc(0)],
      ['a web page', Buffer.from('<html>维护</html>')],
      ['half an answer', bytesOf(sample.body).subarray(0, 40)],
      ['another encoding', Buffer.from([0x7b, 0x22, 0xb2, 0xe2, 0x22, 0x3a, 0x31, 0x7d])],
      ['a list', Buffer.from('[]')],
      ['null', Buffer.from('null')],
      ['a text', Buffer.from('"none"')],
    ])('%s is garbage', (_, bytes) => {
      expect(faultOf(() => sample.read(bytes))).toMatchObject({ reason: 'garbage' });
    });
  },
);

describe('answers that contradict themselves are drift, never the milder half', () => {
  it('titles listed beside HasTitle N, and HasTitle Y with none', () => {
    expect(changed('REA', ['HasTitle'], 'N')).toBe('drift');
    expect(changed('REA', ['Titles'], [])).toBe('drift');
  });

  it('nobody insured with periods, and somebody insured without', () => {
    expect(changed('SOC', ['result', 'records', '0', 'insuredState'], 'N')).toBe('drift');
    expect(changed('SOC', ['result', 'records', '0', 'periods'], [])).toBe('drift');
  });

  it('contracts other than counted, and shares that are no whole', () => {
    expect(changed('HSG', ['jgs'], 0)).toBe('drift');
    expect(changed('HSG', ['ht'], [])).toBe('drift');
    expect(changed('HSG', ['ht', '0', '109', '0', 'fe'], '60%')).toBe('drift');
  });

  it('tax amounts that are no sum of their parts, and more months than were declared', () => {
    expect(changed('TAX income', ['收入合计'], '86400.01')).toBe('drift');
    expect(changed('TAX income', ['申报月数'], '11个月')).toBe('drift');
    expect(changed('TAX income', ['扣缴单位'], [])).toBe('drift');
    expect(changed('TAX deed', ['缴纳状态'], '未缴')).toBe('drift');
  });

  it('a credit list cut short, and fewer overdue periods in all than in a row', () => {
    expect(changed('PBC', ['loans', '0', 'count'], '2')).toBe('drift');
    expect(changed('PBC', ['cumulative'], '1')).toBe('drift');
    expect(changed('PBC', ['overdue24', '1', 'month'], '202613')).toBe('drift');
  });

  it('more unsettled loans elsewhere than were taken, and a row cut short', () => {
    expect(changed('NAT loans', ['sj', '0', '1'], 3)).toBe('drift');
    expect(changed('NAT loans', ['sj'], [])).toBe('drift');
    expect(changed('NAT accounts', ['sj', '0'], ['110100000000000'])).toBe('drift');
    expect(changed('NAT accounts', ['sj', '0', '1'], '07')).toBe('drift');
  });

  it('an answer of the platform while a centre is offline is unknown, whatever it holds', () => {
    expect(changed('NAT accounts', ['lxzx'], ['340100000000000'])).toBe('unreachable');
  });

  it('a pension day beside "not retired"', () => {
    expect(changed('HRR retirement', ['message', 'content', 'result', 'AIC161'], '0')).toBe('drift');
  });

  it('an employment that ends before it begins', () => {
    expect(changed('SOC', ['result', 'records', '0', 'periods', '0', 'endDate'], '2024/02/29')).toBe('drift');
  });

  it('a number of children other than the years named', () => {
    expect(changed('POL', ['BODY', 'LIST', '0', 'MINORS'], '1')).toBe('drift');
  });

  it('somebody single with a spouse', () => {
    expect(changed('CIV', ['marriage_code'], '10')).toBe('drift');
  });

  it('fewer persons than were asked about', () => {
    const sample = SAMPLES.find((candidate) => candidate.registry === 'POL');
    const two = [PERSON, { name: '测之二', idNo: '140199198611120410' }];
    expect(faultOf(() => readPol(bytesOf(sample?.body ?? {}), two, everyField('POL.people')))).toMatchObject({
      reason: 'drift',
    });
  });
});

describe('F33: a day of what has happened is not one that has not come', () => {
  const result = ['message', 'content', 'result'];
  const days: readonly (readonly [string, readonly string[], unknown, unknown])[] = [
    ['MSA', ['sj', 'CLRQ'], '20261121', '20261122'],
    ['CIV', ['register_date'], '2026年11月18日', '2026年11月19日'],
    ['REA', ['Titles', '0', 'RegisteredOn'], '2026.11.21', '2026.11.22'],
    ['REA unit', ['Title', 'RegisteredOn'], '2026.11.21', '2026.11.22'],
    ['REA mortgage', ['RegisteredOn'], '2026.11.21', '2026.11.22'],
    ['HSG', ['ht', '0', '107'], '21/11/2026', '22/11/2026'],
    ['HSG sale', ['ht', '0', '206'], '21/11/2026', '22/11/2026'],
    ['HRR disability', [...result, 'ALC031'], 20261121, 20261122],
    ['TAX deed', ['缴款日期'], '2026年11月21日', '2026年11月22日'],
    ['TAX assessment', ['评估日期'], '2026年11月21日', '2026年11月22日'],
    ['TAX filing', ['缴款日期'], '2026年11月21日', '2026年11月22日'],
    ['BNK custody', ['settled'], '20261121', '20261122'],
    ['PBC', ['loans', '1', 'loan', 'grantedOn'], '2026-11-21', '2026-11-22'],
    ['PBC', ['overdue24', '1', 'month'], '202611', '202612'],
    ['CRT', ['nr', 'cjrq'], '2026/11/21', '2026/11/22'],
    ['CRT list', ['nr', 'lrrq'], '2026/11/21', '2026/11/22'],
    ['NAT contribution', ['sj', '0', '4'], 20261118, 20261119],
  ];

  it.each(days)(
    '%s at %j: the day of the answer is accepted, the next is drift',
    (registry, at, day, next) => {
      expect([changed(registry, at, day), changed(registry, at, next)]).toEqual(['accepted', 'drift']);
    },
  );

  it.each([
    ['HRR retirement', [...result, 'AIC162'], 20270121],
    ['REA unit', ['LandUntil'], '2096.11.21'],
    ['CRT', ['nr', 'dqrq'], '2029/11/20'],
    ['SOC', ['result', 'records', '0', 'periods', '0', 'startDate'], '2026/12/01'],
  ])('%s at %j may lie ahead', (registry, at, day) => {
    expect(changed(registry, at, day)).toBe('accepted');
  });
});

describe('days and amounts at their limits', () => {
  it.each([
    ['20240229', 'accepted'],
    ['20230229', 'drift'],
    ['2024-02-29', 'drift'],
  ])('a founding day written %s is %s', (day, expected) => {
    expect(changed('MSA', ['sj', 'CLRQ'], day)).toBe(expected);
  });

  it.each([
    ['23:59:59', 'accepted'],
    ['24:00:01', 'drift'],
  ])('a time of day of %s is %s', (time, expected) => {
    expect(changed('MSA', ['cxsj'], `2026-11-21 ${time}`)).toBe(expected);
  });

  it.each([
    ['7200.00', 'accepted'],
    ['7200.0', 'drift'],
    ['-7200.00', 'drift'],
    ['7,200.00', 'drift'],
  ])('a base of %s is %s', (base, expected) => {
    expect(changed('SOC', ['result', 'records', '0', 'periods', '0', 'monthlyBase'], base)).toBe(expected);
  });
});

describe('credit reports', () => {
  const report = (xml: string) => faultOf(() => readPbc(Buffer.from(xml), PERSON, []));

  it.each([
    ['nothing', ''],
    ['half a document', '<creditReport><head>'],
    ['JSON', '{"head":{}}'],
    ['a document type', '<!DOCTYPE x [<!ENTITY y "z">]><creditReport/>'],
    ['an unknown entity', '<creditReport>&y;</creditReport>'],
    ['a web page', '<!DOCTYPE html><html><body><h1>维护</h1></body></html>'],
  ])('%s is garbage', (_, xml) => {
    expect(report(xml)).toMatchObject({ reason: 'garbage' });
  });

  it.each([
    ['another root', '<other/>'],
    ['an element twice', '<creditReport><file>1</file><file>0</file></creditReport>'],
    ['text beside elements', '<creditReport>x<file>1</file></creditReport>'],
    ['an attribute', '<creditReport><file since="2020">1</file></creditReport>'],
  ])('%s is drift', (_, xml) => {
    expect(report(xml)).toMatchObject({ reason: 'drift' });
  });
});

describe('marriages', () => {
  const content = { cert_no: PERSON.idNo, person_name: PERSON.name, spouse: null, register_date: null };
  const marriageOf = (more: object): unknown =>
    readCiv(civBytes({ ...content, ...more }), PERSON, everyField('CIV.marriage')).value;

  it.each([
    [{ file_place: 'LOCAL', marriage_code: '10' }, { status: 'single' }],
    [
      { file_place: 'LOCAL', marriage_code: '90' },
      { status: 'not-online', file: 'unstated' },
    ],
    [
      { file_place: 'ELSEWHERE', marriage_code: null },
      { status: 'not-online', file: 'elsewhere' },
    ],
    [
      { file_place: 'PAPER', marriage_code: null },
      { status: 'not-online', file: 'paper' },
    ],
    [
      { file_place: 'NONE', marriage_code: null },
      { status: 'not-online', file: 'none' },
    ],
  ])('%j reads as %j', (answer, marriage) => {
    expect(marriageOf(answer)).toEqual(marriage);
  });

  it('a status beside a file kept elsewhere is drift', () => {
    expect(faultOf(() => marriageOf({ file_place: 'PAPER', marriage_code: '10' }))).toMatchObject({
      reason: 'drift',
    });
  });

  it('content that is no JSON is garbage', () => {
    const bytes = bytesOf({
      code: 200,
      biz_no: 'MZ20261121H1',
      timestamp: 1_795_000_000_000,
      biz_content: '<x/>',
    });
    expect(faultOf(() => readCiv(bytes, PERSON, everyField('CIV.marriage')))).toMatchObject({
      reason: 'garbage',
    });
  });
});
