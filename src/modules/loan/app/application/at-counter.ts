import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { newId } from '../../../../kernel/identifiers/uuid';
import type { Sealer } from '../../../../platform/crypto';
import { evidenceIssuedLater, evidenceOfAnother } from './application-problems';

/** Who stands at a counter, and the paper by which a clerk knows them. */
export interface AtCounter {
  readonly name: string;
  readonly idNo: string;
  readonly evidence: {
    readonly kind: string;
    readonly number: string;
    readonly issuer: string;
    readonly issuedOn: string;
  };
}

/** Papers whose number is the id number of whoever they are of. */
const CARDS = ['identity-card', 'temporary-identity-card'];

/** @throws Problem 400 for a card of somebody else, or a paper of tomorrow; `pointer` is where the paper stands. */
export function assertShown(
  { idNo, evidence }: Pick<AtCounter, 'idNo' | 'evidence'>,
  pointer: string,
  today: string,
): void {
  const { kind, number, issuedOn } = evidence;
  if (CARDS.includes(kind) && normaliseResidentId(number) !== normaliseResidentId(idNo))
    throw evidenceOfAnother(`${pointer}/number`);
  if (issuedOn > today) throw evidenceIssuedLater(`${pointer}/issuedOn`);
}

/** The paper as it is kept: sealed, under a number of ours. */
export function keptEvidence(
  sealer: Sealer,
  { evidence }: Pick<AtCounter, 'evidence'>,
  today: string,
): { readonly evidenceNo: string; readonly evidenceSealed: Buffer } {
  const { kind, number, issuer, issuedOn } = evidence;
  return {
    evidenceNo: `QR${today.replaceAll('-', '')}${newId().slice(-8)}`,
    evidenceSealed: sealer.seal(JSON.stringify({ kind, number, issuer, issuedOn })),
  };
}
