import type { InstructionState } from './instruction-state';
import type { IncidentCode, OutcomeKind } from './outcome';

/** What an outcome does to an instruction, when amount, card and account agree. */
export type Cell =
  /** The state becomes this one. */
  | { readonly to: InstructionState }
  /** Nothing new yet: ask the bank again later. */
  | 'wait'
  /** Known already, or overtaken by something later: no change. */
  | 'nothing'
  /** The bank is ahead of us: ask it now; the sender of the notice repeats it. */
  | 'early'
  /** No change, but a person is told. */
  | { readonly note: IncidentCode }
  /** No change, nothing automatic any more, and a person is told. */
  | { readonly freeze: IncidentCode };

const to = (state: InstructionState): Cell => ({ to: state });
const note = (incident: IncidentCode): Cell => ({ note: incident });
const freeze = (incident: IncidentCode): Cell => ({ freeze: incident });

type Row = Readonly<Record<OutcomeKind, Cell>>;

/**
 * The state machine as a table: monotone, so that duplicates and messages out of order do nothing, and blind to the
 * way an outcome came. `contradiction` carries its own incident code; the one written here is the fallback.
 */
export const OUTCOME_TABLE: Readonly<Record<InstructionState, Row>> = {
  created: {
    accepted: to('accepted'),
    paid: to('paid'),
    rejected: to('rejected'),
    returned: 'early',
    'insufficient-funds': 'nothing',
    'not-found': 'nothing',
    unknown: 'nothing',
    contradiction: freeze('REFERENCE_REUSED'),
  },
  sending: {
    accepted: to('accepted'),
    paid: to('paid'),
    rejected: to('rejected'),
    returned: 'early',
    'insufficient-funds': to('created'),
    'not-found': to('created'),
    unknown: to('unknown'),
    contradiction: freeze('REFERENCE_REUSED'),
  },
  unknown: {
    accepted: to('accepted'),
    paid: to('paid'),
    rejected: to('rejected'),
    returned: 'early',
    'insufficient-funds': to('created'),
    'not-found': to('created'),
    unknown: 'wait',
    contradiction: freeze('REFERENCE_REUSED'),
  },
  accepted: {
    accepted: 'wait',
    paid: to('paid'),
    rejected: to('rejected'),
    returned: 'early',
    'insufficient-funds': to('created'),
    'not-found': 'wait',
    unknown: 'wait',
    contradiction: freeze('REFERENCE_REUSED'),
  },
  paid: {
    accepted: 'nothing',
    paid: 'nothing',
    rejected: note('REJECTED_AFTER_PAID'),
    returned: to('returned'),
    'insufficient-funds': note('REJECTED_AFTER_PAID'),
    'not-found': note('NOT_FOUND_AFTER_PAID'),
    unknown: 'nothing',
    contradiction: note('REFERENCE_REUSED'),
  },
  rejected: {
    accepted: 'nothing',
    paid: freeze('PAID_AFTER_REJECTED'),
    rejected: 'nothing',
    returned: freeze('RETURNED_AFTER_REJECTED'),
    'insufficient-funds': 'nothing',
    'not-found': 'nothing',
    unknown: 'nothing',
    contradiction: note('REFERENCE_REUSED'),
  },
  returned: {
    accepted: 'nothing',
    paid: 'nothing',
    rejected: note('REJECTED_AFTER_PAID'),
    returned: 'nothing',
    'insufficient-funds': 'nothing',
    'not-found': 'nothing',
    unknown: 'nothing',
    contradiction: note('REFERENCE_REUSED'),
  },
};

/**
 * Every change of state there may be: those of the table and `created → sending`, which is ours alone to make.
 * The database refuses any other (see the migration).
 */
export function allowedTransitions(): ReadonlySet<string> {
  const pairs = new Set(['created>sending', 'sending>unknown']);
  for (const [from, row] of Object.entries(OUTCOME_TABLE)) {
    for (const cell of Object.values(row)) {
      if (typeof cell === 'object' && 'to' in cell) pairs.add(`${from}>${cell.to}`);
    }
  }
  return pairs;
}
