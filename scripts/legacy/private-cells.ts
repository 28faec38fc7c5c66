import { checkBankCard } from '../../src/kernel/identifiers/bank-card';
import type { Contact } from '../../src/modules/party';
import type { Sealer } from '../../src/platform/crypto';
import type { PrivateKind } from './legacy-field';
import type { LegacyFile } from './legacy-files';
import type { RejectCode } from './reject-reasons';

const FORMS: Readonly<
  Record<PrivateKind, { readonly code: RejectCode; readonly isValid: (text: string) => boolean }>
> = {
  mobile: { code: 'MOBILE_LEFT_OUT', isValid: (text) => /^1[3-9]\d{9}$/.test(text) },
  landline: { code: 'LANDLINE_LEFT_OUT', isValid: (text) => /^0\d{2,3}-?\d{7,8}$/.test(text) },
  'home-postcode': { code: 'POSTCODE_LEFT_OUT', isValid: (text) => /^\d{6}$/.test(text) },
  'home-address': {
    code: 'ADDRESS_LEFT_OUT',
    isValid: (text) => text.length >= 4 && text.length <= 200,
  },
  card: { code: 'CARD_LEFT_OUT', isValid: (text) => checkBankCard(text).valid },
};

/** Which field of contact data a kind of cell is. */
const PLACES: Readonly<Record<Exclude<PrivateKind, 'card'>, keyof Contact>> = {
  mobile: 'mobile',
  landline: 'landline',
  'home-postcode': 'postcode',
  'home-address': 'address',
};

/** Why the cell is left out; null when it is taken over. */
export function leftOut(kind: PrivateKind, text: string): RejectCode | null {
  const { code, isValid } = FORMS[kind];
  return isValid(text) ? null : code;
}

/** What a list may show of it: enough to find the cell, not to use it. */
export function maskedCell(kind: PrivateKind, text: string): string {
  return kind === 'home-address' ? '***' : `***${text.slice(-2)}`;
}

/** Whether rows of the file say how somebody can be reached: the member, or the agent of an employer. */
export function hasContact({ fields }: LegacyFile): boolean {
  return fields.some(({ kind }) => kind === 'mobile');
}

/** What of a row's contact data is taken over, sealed as a whole; null where there is none. */
export function sealedContact(
  sealer: Sealer,
  { fields }: LegacyFile,
  cells: readonly (string | null)[],
): Buffer | null {
  const contact = fields.flatMap(({ kind }, index): [keyof Contact, string][] => {
    const cell = cells[index] ?? null;
    if (cell === null || !isContactKind(kind) || leftOut(kind, cell) !== null) return [];
    return [[PLACES[kind], cell]];
  });
  return contact.length === 0 ? null : sealer.seal(JSON.stringify(Object.fromEntries(contact)));
}

/** The cell of that kind in sealed contact data; empty where there is none. */
export function cellOfContact(sealer: Sealer, kind: PrivateKind, sealed: Buffer): string {
  if (kind === 'card') return sealer.open(sealed);
  return (JSON.parse(sealer.open(sealed)) as Contact)[PLACES[kind]] ?? '';
}

function isContactKind(kind: string): kind is keyof typeof PLACES {
  return Object.hasOwn(PLACES, kind);
}
