import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Day } from '../../src/kernel/calendar';
import { fromOldResidentId } from '../../src/kernel/identifiers/old-resident-id';
import { checkResidentId } from '../../src/kernel/identifiers/resident-id';
import {
  cardIndexOf,
  foldedName,
  maskIdNo,
  personIdOf,
  personIndexOf,
  sealIdNo,
} from '../../src/modules/party';
import type { Sealer } from '../../src/platform/crypto';
import { columnOf } from './field-kinds';
import { isPrivate, type PrivateKind } from './legacy-field';
import { LEGACY_FILES, type LegacyField, type LegacyFile, type LegacyFileKey } from './legacy-files';
import { hasContact, leftOut, maskedCell, sealedContact } from './private-cells';
import { sealHome } from './sealed-home';
import { LegacyFolderError } from './legacy-folder-error';
import { type LegacyRow, readLegacyFile } from './read-legacy-file';

/** Rows written to the server at once; sealing them takes some milliseconds, after which others get their turn. */
const PIECE = 500;
const TELL_EVERY = 100_000;

export interface Staged {
  readonly rows: Readonly<Record<LegacyFileKey, number>>;
  /** SHA-256 of each file by its name; none for a file that is not there. */
  readonly hashes: Readonly<Record<string, string>>;
}

export interface StagePlan {
  readonly folder: string;
  readonly cutOver: Day;
  readonly sealer: Sealer;
  readonly print: (line: string) => void;
}

/**
 * Copies the files of a folder into temporary tables of this session, as text, each with its line. Nobody else sees them
 * and they end with the session. Id numbers, contact data and cards are judged and sealed on the way: in clear they never reach
 * the database.
 * @throws LegacyFolderError when a file is missing or is no such file.
 */
export async function stageFiles(client: Client, plan: StagePlan): Promise<Staged> {
  const rows = {} as Record<LegacyFileKey, number>;
  const hashes: Record<string, string> = {};
  for (const file of LEGACY_FILES) {
    await client.query(
      `CREATE TEMP TABLE staged_${file.key} (line int NOT NULL, ${columnsOf(file).join(', ')})`,
    );
    const path = join(plan.folder, file.file);
    rows[file.key] = 0;
    if (existsSync(path)) {
      const reading = readLegacyFile(path, file);
      rows[file.key] = await copy(client, file, reading.rows, plan);
      hashes[file.file] = reading.hash();
    } else if (!file.optional) {
      throw new LegacyFolderError(`${plan.folder}：没有 / there is no ${file.file}`);
    }
    await client.query(`ANALYZE staged_${file.key}`);
  }
  return { rows, hashes };
}

function columnsOf(file: LegacyFile): string[] {
  const columns = file.fields.flatMap((field) => {
    const name = columnOf(field);
    if (field.kind === 'identity') {
      return [
        `${name} text`,
        `${name}_fault text`,
        `${name}_id uuid`,
        `${name}_index bytea`,
        `${name}_sealed bytea`,
      ];
    }
    if (field.kind === 'repayment-account')
      return [
        `${name} text`,
        `${name}_fault text`,
        `${name}_index bytea`,
        `${name}_sealed bytea`,
        `${name}_phone bytea`,
      ];
    if (field.kind === 'home') return [`${name} bytea`];
    if (field.kind === 'card') return [`${name} text`, `${name}_fault text`, `${name}_sealed bytea`];
    if (isPrivate(field.kind)) return [`${name} text`, `${name}_fault text`];
    return field.kind === 'person-name' ? [`${name} text`, `${name}_folded text`] : [`${name} text`];
  });
  return hasContact(file) ? [...columns, 'contact_sealed bytea'] : columns;
}

async function copy(
  client: Client,
  file: LegacyFile,
  rows: AsyncIterable<LegacyRow>,
  plan: StagePlan,
): Promise<number> {
  let count = 0;
  async function* pieces(): AsyncGenerator<Buffer> {
    let piece: string[] = [];
    for await (const row of rows) {
      piece.push(written(row, file, plan));
      count += 1;
      if (count % TELL_EVERY === 0) plan.print(`  ${file.file}：${count.toLocaleString('en')} 行 / rows`);
      if (piece.length < PIECE) continue;
      yield Buffer.from(piece.join(''));
      piece = [];
    }
    yield Buffer.from(piece.join(''));
  }
  const into = client.query(copyFrom(`COPY staged_${file.key} FROM STDIN`));
  await pipeline(Readable.from(pieces()), into);
  plan.print(`${file.file}：${count.toLocaleString('en')} 行 / rows`);
  return count;
}

/** A line of COPY's text format. */
function written({ line, cells }: LegacyRow, file: LegacyFile, plan: StagePlan): string {
  const values = file.fields.flatMap((field, index) => valuesOf(field, cells, index, plan));
  const contact = hasContact(file) ? [bytesOrNull(sealedContact(plan.sealer, file, cells))] : [];
  const texts = [String(line), ...values, ...contact];
  return `${texts.map((value) => (value === null ? '\\N' : escaped(value))).join('\t')}\n`;
}

function valuesOf(
  field: LegacyField,
  cells: LegacyRow['cells'],
  index: number,
  plan: StagePlan,
): (string | null)[] {
  const cell = cells[index] ?? null;
  if (field.kind === 'identity') return identityOf(cell, cells[index - 1] ?? null, plan);
  if (isPrivate(field.kind)) return privateOf(cell, field.kind, plan);
  if (field.kind === 'repayment-account') return cardOf(cell, plan.sealer);
  if (field.kind === 'home') return [cell === null ? null : bytesOf(sealHome(plan.sealer, cell))];
  return field.kind === 'person-name' ? [cell, cell === null ? null : foldedName(cell)] : [cell];
}

/** Masked and why it is left out; of a card its sealed form as well. */
function privateOf(text: string | null, kind: PrivateKind, { sealer }: StagePlan): (string | null)[] {
  const fault = text === null ? null : leftOut(kind, text);
  const told = [text === null ? null : maskedCell(kind, text), fault];
  if (kind !== 'card') return told;
  return [...told, text === null || fault !== null ? null : bytesOf(sealer.seal(text))];
}

/** Masked, fault, id, index and sealed form of an id number; the kind of document stands in the cell before it. */
function identityOf(
  text: string | null,
  document: string | null,
  { sealer, cutOver }: StagePlan,
): (string | null)[] {
  if (text === null) return [null, null, null, null, null];
  if (document !== null && document !== '01') return [maskIdNo(text), 'DOCUMENT_TYPE', null, null, null];
  const idNo = fromOldResidentId(text);
  if (!checkResidentId(idNo, cutOver).valid) return [maskIdNo(text), 'ID_CHECKSUM', null, null, null];
  return [
    maskIdNo(idNo),
    null,
    personIdOf(sealer, idNo),
    bytesOf(personIndexOf(sealer, idNo)),
    bytesOf(sealIdNo(sealer, idNo)),
  ];
}

function bytesOrNull(buffer: Buffer | null): string | null {
  return buffer === null ? null : bytesOf(buffer);
}

/** An account that repaid a loan: its last digits, fault, index and sealed form; its holder's phone is not told. */
function cardOf(text: string | null, sealer: Sealer): (string | null)[] {
  if (text === null) return [null, null, null, null, null];
  if (!/^\d{12,30}$/.test(text)) return [text.slice(-4), 'CARD_FORM', null, null, null];
  return [
    text.slice(-4),
    null,
    bytesOf(cardIndexOf(sealer, text)),
    bytesOf(sealer.seal(text)),
    bytesOf(sealer.seal('')),
  ];
}

function bytesOf(buffer: Buffer): string {
  return `\\x${buffer.toString('hex')}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\0', '');
}
