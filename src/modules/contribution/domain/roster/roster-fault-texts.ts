import type { FaultTexts } from '../remittance/fault-texts';
import { ROSTER_REFUSALS, type RosterRefusalCode } from './roster-row-refusal';

/** What a row of a file of changes may have wrong besides what its case may find. */
type RosterFaultCode = RosterRefusalCode | 'KIND_UNKNOWN';

const FROM_MONTH: readonly [string, string] = [
  '请将变更年月改为 {0}，或不填年月，由系统从该月起办理。',
  'Send it for {0}, or without a month: it then holds from that one.',
];

/** The refusals of a case as faults of a file. `{0}`: the first lawful month, the row of the first mention. */
export const ROSTER_FAULT_TEXTS: Readonly<Record<RosterFaultCode, FaultTexts>> = {
  ...(Object.fromEntries(
    Object.entries(ROSTER_REFUSALS).map(([code, { text, fix }]) => [
      code,
      [text.zh, text.en, fix.zh, fix.en],
    ]),
  ) as unknown as Record<RosterRefusalCode, FaultTexts>),
  FIRST_JOB_MONTH: dated('FIRST_JOB_MONTH'),
  BEFORE_EMPLOYMENT: dated('BEFORE_EMPLOYMENT'),
  KIND_UNKNOWN: [
    '没有此变更类型',
    'There is no such change',
    '可填：新增、封存、启封、基数调整、同城转入（或 new、seal、unseal、base、transfer）。',
    'One of new, seal, unseal, base, transfer.',
  ],
};

function dated(code: 'FIRST_JOB_MONTH' | 'BEFORE_EMPLOYMENT'): FaultTexts {
  const { zh, en } = ROSTER_REFUSALS[code].text;
  return [zh, en, ...FROM_MONTH];
}
