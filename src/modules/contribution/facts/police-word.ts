import type { PoliceRecord } from '../../registry';

/** What the police say of a name and number, in one word that names nobody. */
export function policeWord(record: PoliceRecord<'alive'> | undefined): 'alive' | 'deceased' | 'mismatch' {
  if (!record?.match) return 'mismatch';
  return record.alive ? 'alive' : 'deceased';
}
