import type { Decision, RuleFinding } from '../../../src/kernel/decision';
import { findEntry } from '../../../src/modules/casework/catalogue/catalogue';
import { eventTexts, type EventKind } from '../../../src/modules/casework/domain/case-event';
import {
  type CaseRecord,
  caseView,
  runMeter,
  type StoredEvent,
  timelineEntry,
} from '../../../src/modules/casework/domain/case-view';

const event = (seq: number, kind: EventKind, body: StoredEvent['body'] = {}): StoredEvent => ({
  seq,
  kind,
  at: `2026-11-21T02:00:0${seq}.000Z`,
  body,
});
const paper = (zh: string, en: string) => ({ zh, en });
const asked = (seq: number, ...papersSpared: { zh: string; en: string }[]) =>
  event(seq, 'facts-asked', { papersSpared, papersAsked: 0 });

describe('the run meter', () => {
  it('shows 0 visits, 0 papers and 0 approvals of a case that went by itself', () => {
    const meter = runMeter([
      event(1, 'accepted', { channel: 'online' }),
      asked(2, paper('无房证明', 'proof of owning no home')),
      event(3, 'approved', { amount: '1.00', humanApprovals: 0 }),
      event(4, 'credited'),
    ]);
    expect(meter).toEqual({
      visits: 0,
      papersAsked: 0,
      humanApprovals: 0,
      papersSpared: [{ zh: '无房证明', en: 'proof of owning no home' }],
    });
  });

  it('counts what an event says happened, so that the zeros are no decoration', () => {
    expect(
      runMeter([
        event(1, 'facts-asked', { papersSpared: [], papersAsked: 2 }),
        event(2, 'counter'),
        event(3, 'counter'),
        event(4, 'approved', { humanApprovals: 1 }),
      ]),
    ).toEqual({ visits: 2, papersAsked: 2, humanApprovals: 1, papersSpared: [] });
  });

  it('names a spared paper once, however often it was asked about', () => {
    const [home, card] = [paper('无房证明', 'proof'), paper('银行卡复印件', 'copy')];
    expect(runMeter([asked(1, home), asked(2, card, home)]).papersSpared).toEqual([home, card]);
  });

  it('does not name a paper that somebody showed, nor one whose fact nobody told in the end', () => {
    const ofFact = (fact: string, zh: string) => ({ ...paper(zh, 'paper'), fact });
    const [marriage, homes, alive] = [
      ofFact('household.marriage', '结婚证或单身声明'),
      ofFact('household.homes', '无房证明'),
      ofFact('person.identity', '身份证复印件'),
    ];
    const events = [
      asked(1, marriage, homes, alive),
      event(2, 'counter'),
      event(3, 'fact-answered', { fact: 'household.marriage', evidenceNo: 'E1', day: '2026-11-21' }),
    ];
    const named = (unknown: string[]) => runMeter(events, unknown).papersSpared.map(({ zh }) => zh);
    expect(named([])).toEqual(['无房证明', '身份证复印件']);
    expect(named(['household.homes'])).toEqual(['身份证复印件']);
    expect(runMeter(events).papersSpared[0]).toEqual({ zh: '无房证明', en: 'paper' });
  });

  it('of no event at all is all zero', () => {
    expect(runMeter([])).toEqual({ visits: 0, papersAsked: 0, humanApprovals: 0, papersSpared: [] });
  });
});

describe('the timeline', () => {
  it.each(Object.keys(eventTexts) as EventKind[])(
    'says "%s" in both languages, without a placeholder',
    (kind) => {
      const { text, seq, at } = timelineEntry(event(3, kind));
      expect(text.zh).toMatch(/^\p{Script=Han}[\p{Script=Han}，]+$/u);
      expect(text.en).toMatch(/^[A-Z][^\p{Script=Han}{}]+$/u);
      expect([seq, at]).toEqual([3, '2026-11-21T02:00:03.000Z']);
    },
  );

  it('keeps the body of the event as it was stored', () => {
    expect(timelineEntry(event(1, 'credited', { amount: '1.00', bankSerial: 'S1' })).body).toEqual({
      amount: '1.00',
      bankSerial: 'S1',
    });
  });
});

describe('a case as its owner sees it', () => {
  const finding = (truth: RuleFinding['truth'], reasonCode: string): RuleFinding => ({
    rule: 'example@1',
    reasonCode,
    truth,
    clause: { instrument: paper('条例', 'regulations'), version: '2019', article: '24', mark: 'law' },
    observed: null,
    required: null,
    sources: [],
    missing: [],
    text: paper('理由', 'reason'),
    fix: null,
    retryOn: null,
  });
  const decision = (outcome: Decision['outcome']): string =>
    JSON.stringify({
      item: 'TQ12',
      outcome,
      headline: null,
      amount: null,
      amountTrace: [],
      lawDay: '2026-11-21',
      today: '2026-11-21',
      parameters: 'TY-2026-09',
      findings: [finding('true', 'A'), finding('false', 'B'), finding('unknown', 'C'), finding('false', 'D')],
    } satisfies Decision);
  const record = (change: Partial<CaseRecord> = {}): CaseRecord => ({
    id: '0198-case',
    item: 'TQ12',
    personId: '0198-person',
    employerId: null,
    state: 'accepted',
    lawDay: '2026-11-21',
    deadline: '2026-11-24',
    acceptedAt: new Date('2026-11-21T02:00:00.000Z'),
    decidedAt: null,
    finishedAt: null,
    receipt: null,
    missing: [],
    decision: null,
    events: [],
    ...change,
  });
  const entry = findEntry('TQ12')!;

  it('is open until it is finished, and tells how long it took', () => {
    expect(caseView(record(), entry)).toMatchObject({ finishedAt: null, elapsedMs: null, decision: null });
    const finishedAt = new Date('2026-11-21T02:00:01.234Z');
    expect(caseView(record({ finishedAt }), entry)).toMatchObject({
      finishedAt: '2026-11-21T02:00:01.234Z',
      elapsedMs: 1234,
    });
  });

  it('gives every reason of a refusal in order, and none of anything else', () => {
    const reasons = (outcome: Decision['outcome']) =>
      caseView(record({ decision: decision(outcome) }), entry).reasons.map(({ reasonCode }) => reasonCode);
    expect(reasons('refused')).toEqual(['B', 'D']);
    expect([reasons('waiting'), reasons('approved'), reasons('counter')]).toEqual([[], [], []]);
  });

  it('names the item as the catalogue does, and neither person nor employer', () => {
    const view = caseView(record({ employerId: '0198-employer' }), entry);
    expect(view.item).toEqual({ code: 'TQ12', name: entry.names });
    expect(JSON.stringify(view)).not.toMatch(/0198-person|0198-employer/);
  });

  it('gives the same bytes of the same record', () => {
    const made = record({ state: 'refused', decision: decision('refused'), events: [event(1, 'accepted')] });
    expect(JSON.stringify(caseView(made, entry))).toBe(JSON.stringify(caseView({ ...made }, entry)));
  });
});
