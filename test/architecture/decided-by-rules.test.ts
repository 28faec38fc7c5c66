import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseStates, type CaseState, undecidedStates } from '../../src/modules/casework/domain/case-state';

const SOURCES = join(__dirname, '../../src');

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('simulators'))
  .map((file) => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));
const filesWith = (pattern: RegExp): string[] =>
  files
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort();

describe('no person decides', () => {
  it('cases, facts and decisions are written by these stores alone', () => {
    expect(filesWith(/(UPDATE|INSERT INTO|DELETE FROM)\s+service_case\b/)).toEqual([
      'modules/casework/store/case-step-store.ts',
      'modules/casework/store/case-store.ts',
      'modules/casework/store/desk-store.ts',
      'modules/casework/store/follow-up-store.ts',
      'modules/casework/store/waiting-store.ts',
    ]);
    expect(filesWith(/INSERT INTO (decision|case_fact)\b/)).toEqual(['modules/casework/store/case-store.ts']);
  });

  it('a decision is stored by the round that made it, and only steps after it are taken elsewhere', () => {
    const own = 'modules/casework/store/case-store.ts';
    expect(filesWith(/\bstoreDecidedStep\(/)).toEqual(['modules/casework/app/run-case.ts', own]);
    expect(filesWith(/\bstoreSteps?AfterDecision\(/)).toEqual([
      'modules/casework/app/case-file.ts',
      'modules/casework/store/case-step-store.ts',
    ]);
    expect(filesWith(/\bdecideItem\(/)).toEqual([
      'modules/casework/app/decide-item.ts',
      'modules/casework/app/precheck.ts',
      'modules/casework/app/replay-decisions.ts',
      'modules/casework/app/run-case.ts',
    ]);
  });

  it('what the desk writes to a case is a lease, an event, or its end by the applicant', () => {
    const { text = '' } = files.find(({ file }) => file === 'modules/casework/store/desk-store.ts') ?? {};
    const updates = [...text.matchAll(/UPDATE service_case SET ([^]*?)WHERE/g)].map(([, set]) => set ?? '');
    expect(updates).toHaveLength(2);
    for (const set of updates) expect(set).not.toMatch(/receipt|decided_at|law_day|round|missing|deadline/);
    const states = updates.flatMap((set) =>
      [...set.matchAll(/\bstate = '([a-z-]+)'/g)].map(([, state]) => state),
    );
    expect(states).toEqual(['cancelled']);
  });

  it('money leaves a case only after a decision: no state after it leads back, none before it leads past it', () => {
    const undecided: readonly CaseState[] = undecidedStates;
    for (const [state, { next }] of Object.entries(caseStates) as [
      CaseState,
      { next: readonly CaseState[] },
    ][]) {
      if (undecided.includes(state)) expect(next).not.toContain('pay-failed');
      else expect(next.filter((to) => undecided.includes(to))).toEqual([]);
    }
  });

  it('no request has a field for an outcome', () => {
    const requests = files.filter(
      ({ file }) => file.endsWith('.dto.ts') || file.endsWith('.input.ts') || file.endsWith('.desk.ts'),
    );
    expect(requests.length).toBeGreaterThan(3);
    for (const { file, text } of requests) {
      const fields = [...text.matchAll(/^ {2}(?:readonly )?(\w+)[!?]?:/gm)].map(([, name]) => name ?? '');
      expect([file, fields.filter((name) => /outcome|decision|approv|verdict|override/i.test(name))]).toEqual(
        [file, []],
      );
    }
  });
});
