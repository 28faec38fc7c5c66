import { ApiProperty } from '@nestjs/swagger';
import type { BilingualText, Decision, RuleFinding } from '../../../../kernel/decision';
import type { Language } from '../../../../platform/http';
import type { ListFaultCode } from '../../domain/remittance/list-fault-texts';
import { ListFaults } from '../../domain/remittance/list-fault';
import type { RosterField } from '../../domain/roster/roster-row-refusal';
import { rosterRowsCanBeMade2 } from '../../domain/rules/roster/roster-rows-can-be-made-2.rule';
import { toldFault, type ToldFault } from '../files/list-report';
import { COLUMN_OF, type SentChanges } from './sent-roster-changes';

/** What became, or would become, of the changes that were sent. */
export class RosterReport {
  @ApiProperty({ enum: ['accepted', 'accepted-in-part', 'refused', 'undecided'] })
  readonly outcome!: 'accepted' | 'accepted-in-part' | 'refused' | 'undecided';

  @ApiProperty({ description: '读到的行数 / rows that were read' })
  readonly rows!: number;

  @ApiProperty({ description: '已办理（试算时为可办理）的行数 / rows carried out, or that could be' })
  readonly rowsAccepted!: number;

  @ApiProperty({ description: '不能办理的行数 / rows that cannot be carried out' })
  readonly rowsRefused!: number;

  @ApiProperty({
    type: [Object],
    description: '与单行无关的原因 / reasons that are not those of single rows',
  })
  readonly reasons!: readonly { readonly code: string; readonly text: BilingualText }[];

  @ApiProperty({ description: '错误总数 / faults in all' })
  readonly errorCount!: number;

  @ApiProperty({ type: [Object], description: '至多 1000 条 / the first 1,000 of them' })
  readonly errors!: readonly ToldFault[];
}

/** A row that cannot be carried out, as the rule tells it: rows from 1. */
interface ResultOfRow {
  readonly row: number;
  readonly field: RosterField;
  readonly code: ListFaultCode;
  readonly earliest?: string;
}

/** What a decision says of the rows, as faults of the file beside those it had by itself. */
export function faultsOf(sent: SentChanges, decision: Decision | null): ListFaults {
  const faults = ListFaults.from(sent.faults);
  const cells = new Map(sent.rows.map(({ row, cells: written }) => [row, written]));
  for (const { row: place, field, code, earliest } of resultsOf(decision)) {
    const row = sent.rowOf[place - 1];
    if (row === undefined) continue;
    const column = COLUMN_OF[field];
    const value = cells.get(row)?.[column] ?? '';
    faults.add(code, { row, column, value }, ...(earliest === undefined ? [] : [earliest]));
  }
  return faults;
}

export function rosterReport(sent: SentChanges, decision: Decision | null, language: Language): RosterReport {
  const faults = faultsOf(sent, decision);
  const rows = sent.rows.length;
  const refusedRows = faults.badRows;
  const outcome = outcomeOf(decision?.outcome ?? null, faults.count > 0);
  return {
    outcome,
    rows,
    rowsAccepted: outcome === 'refused' || outcome === 'undecided' ? 0 : rows - refusedRows,
    rowsRefused: refusedRows,
    reasons: (decision?.findings ?? [])
      .filter((finding) => finding.truth === 'false' && !isOfRows(finding))
      .map(({ reasonCode, text }) => ({ code: reasonCode, text })),
    errorCount: faults.count,
    errors: faults.reported.map((fault) => toldFault(fault, language)),
  };
}

function outcomeOf(decided: Decision['outcome'] | null, anyFault: boolean): RosterReport['outcome'] {
  if (decided === 'approved') return anyFault ? 'accepted-in-part' : 'accepted';
  return decided === 'refused' || decided === null ? 'refused' : 'undecided';
}

function isOfRows({ rule }: RuleFinding): boolean {
  return rule.startsWith(`${rosterRowsCanBeMade2.id}@`);
}

/** Rows that cannot be carried out; those of which nothing is known yet are none while the case waits. */
function resultsOf(decision: Decision | null): readonly ResultOfRow[] {
  const finding = decision?.findings.find(isOfRows);
  if (!finding || finding.truth === 'unknown') return [];
  const { results } = finding.observed as unknown as { readonly results: readonly ResultOfRow[] };
  return results;
}
