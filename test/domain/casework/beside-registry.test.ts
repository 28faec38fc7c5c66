import type { Fact, KnownFact } from '../../../src/kernel/fact';
import type { DeskAnswering } from '../../../src/modules/casework';
import { besideRegistry } from '../../../src/modules/casework/domain/beside-registry';

const desk: DeskAnswering = {
  input: Object,
  example: {},
  evidence: {},
  value: () => null,
  same: (one, other) => one === other,
  shown: (value) => value,
  fits: (value, known) => known.get('other')?.state !== 'known' || value === 'whole',
};
const name = 'some.fact';
const silent: Fact = {
  name,
  state: 'unknown',
  reason: 'silent',
  source: 'CIV',
  askedAt: '2026-10-15T02:00:00.000Z',
};
const says = (value: string, source: string): KnownFact => ({
  name,
  state: 'known',
  value,
  source,
  receiptNo: `${source}-1`,
  asOf: '2026-10-15T02:00:00.000Z',
  validUntil: null,
});
const nothing = new Map<string, Fact>();
const other = new Map<string, Fact>([['other', says('known', 'CIV')]]);

describe('a paper beside a registry', () => {
  it('stands where the registry is silent', () => {
    expect(besideRegistry(desk, silent, says('a', 'DESK'), nothing)).toMatchObject({
      source: 'DESK',
      value: 'a',
    });
  });

  it('gives way to a registry that says the same', () => {
    expect(besideRegistry(desk, says('a', 'CIV'), says('a', 'DESK'), nothing)).toMatchObject({
      source: 'CIV',
    });
  });

  it('F38: leaves the fact unknown where the registry says something else: neither wins silently', () => {
    expect(besideRegistry(desk, says('b', 'CIV'), says('a', 'DESK'), nothing)).toEqual({
      name,
      state: 'unknown',
      reason: 'conflict',
      source: 'CIV',
      askedAt: '2026-10-15T02:00:00.000Z',
    });
  });

  it('leaves the fact unknown where it is no whole answer beside the other facts', () => {
    expect(besideRegistry(desk, silent, says('half', 'DESK'), other)).toMatchObject({ reason: 'conflict' });
    expect(besideRegistry(desk, silent, says('whole', 'DESK'), other)).toMatchObject({ source: 'DESK' });
  });
});
