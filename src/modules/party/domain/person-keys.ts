import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Sealer } from '../../../platform/crypto';
import { uuidFromBytes } from './uuid-from-bytes';

/** Id of the person with this id number: derived with the index key, so that it says nothing without that key. */
export function personIdOf(sealer: Sealer, idNo: string): string {
  return uuidFromBytes(sealer.blindIndex('person.id', normaliseResidentId(idNo)));
}

/** What the person is found by: not readable from it. */
export function personIndexOf(sealer: Sealer, idNo: string): Buffer {
  return sealer.blindIndex('person.idNo', normaliseResidentId(idNo));
}

/** The id number as it is stored. */
export function sealIdNo(sealer: Sealer, idNo: string): Buffer {
  return sealer.seal(normaliseResidentId(idNo));
}
