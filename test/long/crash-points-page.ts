import { CRASH_POINTS, type CrashPointName, type CrashRoad } from '../../src/platform/crash-point';
import type { Kill } from '../journey/support';

/** A kill, and what the proof of the books said after it. */
export interface ProvedKill extends Kill {
  readonly proof: string;
}

const TITLES: Readonly<Record<CrashRoad, string>> = {
  withdrawal: 'A withdrawal, from application to answer',
  'open-payment': 'A withdrawal whose bank tells the result later: the answer meanwhile',
  replay: 'A repeated request',
  desk: 'A clerk’s answer, and the decision on it',
  'case-worker': 'The worker that takes up a case whose first process died',
  'settlement-worker': 'The worker that takes up a payment whose first process died',
  remittance: 'Money that comes in, from the notice to the accounts of the members',
  statement: 'Money of which only the statement of the day tells',
  interest: 'The yearly run of interest',
  disbursement: 'A loan, from asking for its mortgage to its money',
  hall: 'A second-hand home in the one hall, from the commitment to the payment of the seller',
  'hall-end': 'A joint case that is taken back, or goes on after all',
  'hall-release': 'The seller of a cancelled contract, let through by two people',
  conversion: 'A bank loan that ours has paid off, and a pre-notice that becomes a mortgage',
  'loan-dues': 'A due day of loans, from the night to what the card gives',
};

const names = Object.keys(CRASH_POINTS) as CrashPointName[];

/** What a kill must not double, where that is no payment of a bank. */
const COUNTED: Readonly<Partial<Record<CrashRoad, string>>> = {
  remittance: 'receipts',
  statement: 'receipts',
  interest: 'postings of an account',
  'hall-end': 'times the money in custody moved',
  'loan-dues': 'times the card gave',
};

/** What stands above the tables. */
export function prefaceOf(kills: number): string {
  return `# Crash points

Written by \`npm run test:long\`: every row was seen in that run. The service kills itself (SIGKILL) when it is about to take the named step, and when it has taken it; it is started again on the same database, and nobody asks for anything. \`nothing\` in the database means that the request left no trace: the client, or the bank, sends it again with the same key or serial number. Withdrawals are killed some at a time; after each such batch, and each other kill, the books were proved and every decision replayed, and the same key gave the same answer.

${names.length} points, ${kills} kills.
`;
}

/** The head of a road's table. */
export function headOf(road: CrashRoad): string {
  const columns = ['point', 'edge', 'in the database', COUNTED[road] ?? 'bank payments', 'outcome', 'proof'];
  return `## ${TITLES[road]}\n\n${row(columns)}\n${row(columns.map(() => '---'))}\n`;
}

export const ROADS_OF_PAGE = Object.keys(TITLES) as CrashRoad[];

/** docs/crash-points.md, out of what one run of all kills has seen. */
export function crashPointsPage(kills: readonly ProvedKill[]): string {
  const sections = ROADS_OF_PAGE.map((road) => section(road, kills));
  return `${prefaceOf(kills.length)}\n${sections.join('\n')}`;
}

function section(road: CrashRoad, kills: readonly ProvedKill[]): string {
  const lines = names
    .filter((name) => CRASH_POINTS[name] === road)
    .flatMap((name) => kills.filter(({ moment }) => moment.startsWith(`${name}:`)))
    .map(({ moment, found, payments, outcome, proof }) => {
      const [name = '', edge = ''] = moment.split(':');
      return row([`\`${name}\``, edge, found, String(payments), outcome, proof]);
    });
  return `${headOf(road)}${lines.join('\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
