import type { Tx } from '../../../platform/database/tx';
import type { CaseFile } from '../../casework';
import type { RejectedInstruction, ReturnedInstruction } from '../../settlement';

/** Told on the case whose payment has shown that its card cannot be paid to. */
export async function tellCardStopped(
  caseFile: CaseFile,
  tx: Tx,
  instruction: RejectedInstruction | ReturnedInstruction,
): Promise<void> {
  if (!instruction.cardStopped) return;
  const why = 'returnReason' in instruction ? instruction.returnReason : instruction.rejectCode;
  await caseFile.tell(tx, instruction.sourceId, { kind: 'card-stopped', body: { why } });
}
