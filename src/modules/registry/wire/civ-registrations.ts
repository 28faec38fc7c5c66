import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { drift } from '../domain/fault';
import type { Told } from '../domain/questions';
import { CIV_FILE, type CivFile, openCiv } from './civ';
import { readFields, wireNames, type WireFields } from './fields';
import type { Reading } from './reading';

/** How often somebody registered a marriage or a divorce since a day, and nothing of with whom. */
export type Registrations<N extends RegistrationField = RegistrationField> =
  | ({ readonly file: 'local' } & Told<RegistrationDetails, N>)
  /** Answered, but the registrations are not in this file: only a visit can supply them. Never to be read as none. */
  | { readonly file: Exclude<CivFile, 'local'> };

export interface RegistrationDetails {
  readonly times: number;
}

export type RegistrationField = keyof RegistrationDetails;

export const CIV_REGISTRATIONS_PATH = '/gateway/civil/registration.count';

const MOST_TIMES = 999;

const DETAILS: WireFields<RegistrationDetails> = {
  times: { wire: 'times', read: (node) => node.whole(0, MOST_TIMES) },
};

/** Body of the question about one person. */
export function registrationsRequest(
  asked: PersonAsked & { readonly since: Day },
  fields: readonly RegistrationField[],
  of: { readonly traceId: string; readonly purpose: string },
): string {
  const content = {
    cert_no: asked.idNo,
    person_name: asked.name,
    since: asked.since,
    fields: wireNames(DETAILS, fields).join('|'),
  };
  return JSON.stringify({ biz_id: of.traceId, scene: of.purpose, biz_content: JSON.stringify(content) });
}

/** Reads the answer. Throws `AnswerFault`. */
export function readRegistrations<N extends RegistrationField>(
  bytes: Uint8Array,
  asked: PersonAsked & { readonly since: Day },
  fields: readonly RegistrationField[],
): Reading<Registrations<N>> {
  const { content, ...signs } = openCiv(bytes, asked, ['since', ...wireNames(DETAILS, fields)]);
  const since = content.field('since');
  if (since.text() !== asked.since) throw drift(since.path, 'the day that was asked');
  const file = content.field('file_place').code(CIV_FILE);
  if (file === 'local')
    return { ...signs, value: { file, ...readFields<RegistrationDetails, N>(content, DETAILS, fields) } };
  for (const name of wireNames(DETAILS, fields)) content.field(name).isNull();
  return { ...signs, value: { file } };
}
