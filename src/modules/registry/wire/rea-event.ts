import type { Day } from '../../../kernel/calendar';
import { MORTGAGE_STATUS, type MortgageStatus } from './rea-mortgage';
import { openAnswer } from './reading';

/**
 * What the title registry tells by itself: how an application of ours stands, that a unit has its first title, or, as
 * the desk of the one hall, that another department has moved a joint case on; what it did is the department's to say.
 */
export interface TitleEvent {
  readonly eventNo: string;
  readonly unitKey: string;
  readonly occurredAt: Date;
  readonly told:
    | {
        readonly about: 'mortgage';
        readonly applyNo: string;
        readonly seq: number;
        readonly status: MortgageStatus;
        readonly certNo: string | null;
        readonly mortgagee: string | null;
        readonly registeredOn: Day | null;
        readonly reason: string | null;
      }
    | { readonly about: 'first-title' }
    | { readonly about: 'hall'; readonly hallNo: string; readonly party: HallParty };
}

/** Whose part of a joint case moved: the contract on file, the tax, the custody of the price. */
export type HallParty = 'contract' | 'tax' | 'custody';

const FIELDS = ['EventNo', 'OccurredAt', 'UnitNo', 'Topic'];
const OF_MORTGAGE = ['ApplyNo', 'Seq', 'Status', 'CertNo', 'Mortgagee', 'RegisteredOn', 'Reason'];
const OF_HALL = ['HallNo', 'Party'];
const PARTIES = { WQBA: 'contract', SWJG: 'tax', ZJJG: 'custody' } as const;
const TOPICS = { DYSQ: 'mortgage', SCDJ: 'first-title', YCBL: 'hall' } as const;
const MORE = { mortgage: OF_MORTGAGE, 'first-title': [], hall: OF_HALL } as const;
const DOTTED = /^(\d{4})\.(\d\d)\.(\d\d)$/;

/** Reads a pushed event. Throws `AnswerFault`. */
export function readTitleEvent(bytes: Uint8Array): TitleEvent {
  const root = openAnswer(bytes);
  const about = root.field('Topic').code(TOPICS);
  root.only([...FIELDS, ...MORE[about]]);
  const head = {
    eventNo: root.field('EventNo').text(/^BDCTS-\d{4}-\d{8}$/),
    unitKey: root.field('UnitNo').text(/^[0-9A-Z]{28}$/),
    occurredAt: root.answeredAt(
      root.field('OccurredAt').shanghaiInstant(/^(\d{4})\.(\d\d)\.(\d\d) (\d\d):(\d\d):(\d\d)$/),
    ),
  };
  if (about === 'first-title') return { ...head, told: { about } };
  if (about === 'hall') {
    const hallNo = root.field('HallNo').text(/^YT\d{16}$/);
    return { ...head, told: { about, hallNo, party: root.field('Party').code(PARTIES) } };
  }
  const textOrNull = (name: string): string | null => root.field(name).orNull((value) => value.text());
  return {
    ...head,
    told: {
      about,
      applyNo: root.field('ApplyNo').text(/^[0-9A-Z]{12,40}$/),
      seq: root.field('Seq').whole(1, 9_999),
      status: root.field('Status').code(MORTGAGE_STATUS),
      certNo: textOrNull('CertNo'),
      mortgagee: textOrNull('Mortgagee'),
      registeredOn: root.field('RegisteredOn').orNull((day) => day.pastDay(DOTTED)),
      reason: textOrNull('Reason'),
    },
  };
}
