import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRASH_POINTS } from '../../src/platform/crash-point';
import { headOf, prefaceOf, ROADS_OF_PAGE } from '../long/crash-points-page';
import { stepsIn, type Step } from './crash-steps';

const ROOT = join(__dirname, '../..');
const names = Object.keys(CRASH_POINTS);

/** The files that carry the roads of money and of the one hall: what is awaited in them is a step that may be cut short. */
const ROADS = [
  'src/modules/casework/http/cases.controller.ts',
  'src/modules/casework/app/submit-case.ts',
  'src/modules/casework/app/run-case.ts',
  'src/modules/casework/app/gather-facts.ts',
  'src/modules/casework/app/case-file.ts',
  'src/modules/casework/app/case-worker.ts',
  'src/modules/withdrawal/app/partial-withdrawal.ts',
  'src/modules/withdrawal/app/withdrawal-settlement.ts',
  'src/modules/settlement/app/settlement.ts',
  'src/modules/settlement/app/settle-attempt.ts',
  'src/modules/settlement/app/settlement-worker.ts',
  'src/modules/settlement/app/apply-outcome.ts',
  'src/modules/settlement/app/take-notice.ts',
  'src/modules/settlement/app/take-word.ts',
  'src/modules/settlement/app/statement/compare-statements.ts',
  'src/modules/settlement/app/statement/settle-statement.ts',
  'src/modules/settlement/app/book-receipt.ts',
  'src/modules/settlement/app/take-receipts.ts',
  'src/modules/settlement/http/bank-notices.controller.ts',
  'src/modules/contribution/app/remittance/decompose-receipt.ts',
  'src/modules/contribution/app/remittance/book-remittance.ts',
  'src/modules/contribution/app/remittance/decomposition.ts',
  'src/modules/contribution/app/remittance/decompose-together.ts',
  'src/modules/ledger/app/many-postings.ts',
  'src/modules/loan/app/hall/open-hall.ts',
  'src/modules/loan/app/hall/run-hall.ts',
  'src/modules/loan/app/hall/hall-worker.ts',
  'src/modules/loan/app/hall/expire-halls.ts',
  'src/modules/loan/app/hall/release-payout.ts',
  'src/modules/loan/app/conversion/watch-clearances.ts',
];

const joins = 'only joins steps that have points of their own';
const reads = 'reads, and changes nothing';
const asideOf = 'off both roads: what the bank or a rival may bring about instead';
const inCompany =
  'inside the one transaction of receipts taken together: test/module/contribution/receipts-together-faults.test.ts fails each of its calls';
/** Steps in the files of the roads that have no point, and why. */
const WITHOUT_POINT: Readonly<Record<string, string>> = {
  'CasesController.read': reads,
  'CasesController.events': reads,
  'CasesController.cancel': asideOf,
  'SubmitCase.openCase': reads,
  'SubmitCase.carry': joins,
  'SubmitCase.seek': reads,
  'SubmitCase.store': 'stands between the edges of the intake, in its transaction',
  'RunCase.putOff': asideOf,
  'RunCase.end': asideOf,
  'RunCase.isOurs': reads,
  'GatherFacts.besideDesk': 'off both roads: only where a desk has answered',
  'CaseFile.stepTogether': inCompany,
  'CaseFile.tell': asideOf,
  'CaseFile.view': reads,
  'CaseWorker.workOnce': joins,
  'PartialWithdrawal.unlock': asideOf,
  'WithdrawalSettlement.onRejected': asideOf,
  'WithdrawalSettlement.onReturned': asideOf,
  'WithdrawalSettlement.onUnknown': asideOf,
  'WithdrawalSettlement.onHeld': asideOf,
  'WithdrawalSettlement.onShort': asideOf,
  'WithdrawalSettlement.voidSince': reads,
  'WithdrawalSettlement.restore': asideOf,
  'WithdrawalSettlement.holdOf': joins,
  'ApplyOutcome.stopCard': asideOf,
  'Settlement.openBankAccount': asideOf,
  'Settlement.accountsInView': reads,
  'Settlement.storedAttempt': reads,
  'Settlement.sendFirst': joins,
  'Settlement.find': reads,
  'Settlement.collectingAccounts': reads,
  'Settlement.frozen': reads,
  'Settlement.payerOf': reads,
  'Settlement.unclaimed': reads,
  'Settlement.isReceipt': reads,
  'Settlement.claim': 'off both roads: a clerk says whose money a receipt is',
  'Settlement.matchBy': 'off both roads: a clerk says which loan a receipt is for',
  'SettleAttempt.postpone': asideOf,
  'SettleAttempt.putBack': asideOf,
  'BookReceipt.bookParts': joins,
  'WorkOfBank.workOnce': joins,
  'SettlementWorker.workOnce': joins,
  'SettlementWorker.onModuleDestroy': joins,
  'ApplyOutcome.payeeAccount': reads,
  'ApplyOutcome.wait': asideOf,
  'ApplyOutcome.untilFunds': asideOf,
  'ApplyOutcome.giveBack': asideOf,
  'ApplyOutcome.report': asideOf,
  'TakeNotice.takeAlone': joins,
  'TakeNotice.inOneTransaction': joins,
  'TakeWord.result': joins,
  'TakeWord.again': asideOf,
  'TakeWord.contradicts': asideOf,
  'TakeWord.applyTo': 'a payment told by notice: the steps of the bank’s answer, and of a notice',
  'TakeWord.applyToCollection': 'money of an order of ours, told by notice: the steps of a notice',
  'TakeWord.notOurs': asideOf,
  'TakeWord.report': asideOf,
  'CompareStatements.workOnce': joins,
  'CompareStatements.goOnAtOnce': asideOf,
  'CompareStatements.plan': 'plans the same again when it is repeated',
  'CompareStatements.keep': 'stands between the edges of the fetched statement, in its transaction',
  'SettleStatement.settle': joins,
  'SettleStatement.settleLine': joins,
  'SettleStatement.takeLine': joins,
  'SettleStatement.report': asideOf,
  'BookReceipt.isOthers': reads,
  'TakeReceipts.take': joins,
  'TakeReceipts.work': joins,
  'TakeReceipts.settle': joins,
  'TakeReceipts.tryTogether': inCompany,
  'TakeReceipts.together': inCompany,
  'TakeReceipts.told': reads,
  'BookReceipt.keepReturned': asideOf,
  'BookReceipt.again': asideOf,
  'BookReceipt.postUnallocated': asideOf,
  each: reads,
  firstNamed: reads,
  'BookRemittance.forUnit': asideOf,
  'BookRemittance.lotsOf': reads,
  longerStatements: 'a setting of its transaction: it stores nothing',
  'BookRemittance.keepForList': asideOf,
  'BookRemittance.tellShort': asideOf,
  'BookRemittance.lacksExactly': reads,
  'DecomposeReceipt.matchTogether': inCompany,
  'Decomposition.creditTogether': inCompany,
  'DecomposeTogether.match': inCompany,
  'DecomposeTogether.book': inCompany,
  'DecomposeTogether.post': inCompany,
  'DecomposeTogether.finish': inCompany,
  'ManyPostings.post': 'off both roads: the due day of loans and the yearly interest',
  'ManyPostings.creditMembers': inCompany,
  'Decomposition.fromSuspense': asideOf,
  'RunHall.advance': joins,
  'RunHall.follow': joins,
  'RunHall.holdBack': joins,
  'RunHall.perform': joins,
  'RunHall.loanEnded': joins,
  'RunHall.must': joins,
  'RunHall.contractCancelled': 'tells a person, in the transaction of the answer that says so',
  'RunHall.titleRequested': 'stands between the edges of the join, in its transaction',
  'RunHall.holdsTitle': reads,
  'RunHall.states': reads,
  'HallWorker.workOnce': joins,
  'HallWorker.carry': joins,
  'HallWorker.find': reads,
  'ReleasePayout.act': joins,
  'WatchClearances.follow': joins,
  'WatchClearances.workOnce': joins,
};

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Names of steps that have no point and are not excused, and excuses that excuse nothing. */
function faults(steps: readonly Step[], excused: readonly string[]): string[] {
  const bare = steps.filter(({ point }) => point === null).map(({ name }) => name);
  return [
    ...bare.filter((name) => !excused.includes(name)).map((name) => `${name} awaits and has no crash point`),
    ...excused.filter((name) => !bare.includes(name)).map((name) => `${name} needs no excuse`),
  ];
}

describe('crash points', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file}`);
  const placed = sources.flatMap((file) => stepsIn(file, read(file))).filter(({ point }) => point !== null);

  test('there are at least twenty, and each is placed exactly once', () => {
    expect(names.length).toBeGreaterThanOrEqual(20);
    expect(placed.map(({ point }) => point).sort()).toEqual([...names].sort());
  });

  test('stand innermost, so that what other decorators note of a method is not lost', () => {
    expect(placed.filter(({ isInnermost }) => !isInnermost)).toEqual([]);
  });

  /**
   * The rule: every method and function in the files of the roads that awaits, or returns a promise by its signature,
   * has a point or an excuse. Its limits: it does not see a promise that neither `async` nor a signature tells of, nor
   * what is awaited below these files (stores, the ledger, connectors; those with a point have it by choice), and two
   * awaits in one method have no point between them. Inside a transaction none is needed: nothing of it survives.
   * Every single call to the database is made to fail by test/long/database-faults.test.ts.
   */
  test('leave out no step of the roads of money, but for those that are excused', () => {
    const steps = ROADS.flatMap((file) => stepsIn(file, read(file)));
    expect(steps.length).toBeGreaterThan(60);
    expect(faults(steps, Object.keys(WITHOUT_POINT))).toEqual([]);
  });

  test('a step without a point, and an excuse without a step, are both found', () => {
    const source = `class Road {
      @CrashPoint('hold') async known(): Promise<void> {}
      async bare(): Promise<void> {}
      private signed(): Promise<void> { return other(); }
      plain(): number { return 1; }
    }
    async function loose() {}`;
    expect(faults(stepsIn('road.ts', source), ['Road.signed', 'Road.gone'])).toEqual([
      'Road.bare awaits and has no crash point',
      'loose awaits and has no crash point',
      'Road.gone needs no excuse',
    ]);
  });

  describe('are all on the page of what becomes of a kill', () => {
    const page = read('docs/crash-points.md');

    test('before and after', () => {
      const rows = page.match(/^\| `[a-z-]+` \| (?:before|after) \|/gm) ?? [];
      const expected = names.flatMap((name) => [`| \`${name}\` | before |`, `| \`${name}\` | after |`]);
      expect([...rows].sort()).toEqual(expected.sort());
    });

    test('under the words and columns that the run of all kills writes today', () => {
      expect(page).toContain(prefaceOf(2 * names.length));
      for (const road of ROADS_OF_PAGE) expect(page).toContain(headOf(road));
    });

    test('each with what was found, what became of it, and the proof', () => {
      const rows = page.split('\n').filter((line) => line.startsWith('| `'));
      const bare = rows.filter((line) => {
        const cells = line.split('|').map((cell) => cell.trim());
        return (
          cells.length !== 8 || cells.slice(1, -1).includes('') || !/^\d+ proved, 0 broken$/.test(cells[6]!)
        );
      });
      expect(bare).toEqual([]);
    });
  });
});
