import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
import { eachInTurns } from '../../../platform/turns';
import { personIdOf, personIndexOf, sealIdNo } from '../domain/person-keys';
import { sameName } from '../domain/same-name';

/** A person as documents name one. The id number is expected to have passed `checkResidentId`. */
export interface Identity {
  readonly name: string;
  readonly idNo: string;
}

export interface EnsuredPerson {
  readonly id: string;
  /** False when the person was known before under a name that is not the same. */
  readonly nameAgrees: boolean;
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly id_no_index: Buffer;
}

interface Indexed extends Identity {
  readonly index: Buffer;
  readonly key: string;
}

/** Rows a statement, and identities sealed before the event loop gets its turn. */
const ROWS = 2_000;
const TURN = 500;

@Injectable()
export class PersonStore {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  idOf(idNo: string): string {
    return personIdOf(this.sealer, idNo);
  }

  async ensure(tx: Tx, people: readonly Identity[]): Promise<EnsuredPerson[]> {
    const wanted = await this.indexed(people);
    const unique = [...new Map(wanted.map((person) => [person.key, person])).values()];
    // One order for all writers: two lists that overlap must not wait for each other crosswise.
    unique.sort((a, b) => (a.key < b.key ? -1 : 1));
    const known = new Map<string, PersonRow>();
    for (let from = 0; from < unique.length; from += ROWS) {
      const part = unique.slice(from, from + ROWS);
      await this.collect(tx, part, known);
      const missing = part.filter(({ key }) => !known.has(key));
      if (missing.length === 0) continue;
      await this.insert(tx, missing);
      await this.collect(tx, missing, known);
    }
    return wanted.map(({ key, name }) => {
      const row = known.get(key);
      if (row === undefined) throw new Error('a person that was just stored is not there');
      return { id: row.id, nameAgrees: sameName(row.name, name) };
    });
  }

  async recognise(tx: Tx, people: readonly Identity[]): Promise<(EnsuredPerson | null)[]> {
    const result: (EnsuredPerson | null)[] = [];
    for (let from = 0; from < people.length; from += ROWS) {
      const wanted = await this.indexed(people.slice(from, from + ROWS));
      const known = new Map<string, PersonRow>();
      await this.collect(tx, wanted, known);
      await eachInTurns(wanted, ({ key, name }) => {
        const row = known.get(key);
        result.push(row ? { id: row.id, nameAgrees: sameName(row.name, name) } : null);
      });
    }
    return result;
  }

  async identities(tx: Tx, personIds: readonly string[]): Promise<Map<string, Identity>> {
    const found = new Map<string, Identity>();
    for (let from = 0; from < personIds.length; from += ROWS) {
      const rows = await tx.query<{ id: string; name: string; id_no_sealed: Buffer }>(
        `SELECT p.id, p.name, p.id_no_sealed FROM unnest($2::uuid[]) AS w (id)
           JOIN person AS p ON p.centre_id = $1 AND p.id = w.id`,
        [tx.centreId, personIds.slice(from, from + ROWS)],
      );
      for (const { id, name, id_no_sealed } of rows) {
        found.set(id, { name, idNo: this.sealer.open(id_no_sealed) });
        if (found.size % TURN === 0) await nextTurn();
      }
    }
    return found;
  }

  async findByIdNo(tx: Tx, idNo: string): Promise<{ id: string; name: string } | null> {
    const rows = await tx.query<PersonRow>('SELECT id, name FROM person WHERE id_no_index = $1', [
      this.indexOf(idNo),
    ]);
    const row = rows[0];
    return row ? { id: row.id, name: row.name } : null;
  }

  async identity(tx: Tx, personId: string): Promise<Identity | null> {
    const [row] = await tx.query<{ name: string; id_no_sealed: Buffer }>(
      'SELECT name, id_no_sealed FROM person WHERE id = $1',
      [personId],
    );
    return row ? { name: row.name, idNo: this.sealer.open(row.id_no_sealed) } : null;
  }

  async names(tx: Tx, personIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; name: string }>(
      `SELECT p.id, p.name FROM unnest($2::uuid[]) AS w (id) JOIN person AS p ON p.centre_id = $1 AND p.id = w.id`,
      [tx.centreId, [...new Set(personIds)]],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async rename(tx: Tx, personId: string, name: string): Promise<void> {
    const changed = await tx.execute('UPDATE person SET name = $2 WHERE id = $1', [personId, name]);
    if (changed !== 1) throw notFound();
  }

  private indexOf(idNo: string): Buffer {
    return personIndexOf(this.sealer, idNo);
  }

  private async indexed(people: readonly Identity[]): Promise<Indexed[]> {
    const result: Indexed[] = [];
    await eachInTurns(people, (person) => {
      const index = this.indexOf(person.idNo);
      result.push({ ...person, index, key: index.toString('base64') });
    });
    return result;
  }

  private async collect(tx: Tx, people: readonly Indexed[], known: Map<string, PersonRow>): Promise<void> {
    const rows = await tx.query<PersonRow>(
      // Driven from the list: `= ANY` would read the whole table for each row while statistics are young.
      `SELECT p.id, p.name, p.id_no_index FROM unnest($2::bytea[]) AS w (id_no_index)
         JOIN person AS p ON p.centre_id = $1 AND p.id_no_index = w.id_no_index`,
      [tx.centreId, people.map(({ index }) => index)],
    );
    for (const row of rows) known.set(row.id_no_index.toString('base64'), row);
  }

  private async insert(tx: Tx, people: readonly Indexed[]): Promise<void> {
    const sealed: Buffer[] = [];
    for (const { idNo } of people) {
      sealed.push(sealIdNo(this.sealer, idNo));
      if (sealed.length % TURN === 0) await nextTurn();
    }
    await tx.execute(
      `INSERT INTO person (centre_id, id, name, id_no_index, id_no_sealed, created_at)
       SELECT $1, p.id, p.name, p.id_no_index, p.id_no_sealed, $6
       FROM unnest($2::uuid[], $3::text[], $4::bytea[], $5::bytea[]) AS p (id, name, id_no_index, id_no_sealed)
       ON CONFLICT DO NOTHING`,
      [
        tx.centreId,
        people.map(({ idNo }) => this.idOf(idNo)),
        people.map(({ name }) => name),
        people.map(({ index }) => index),
        sealed,
        this.clock.now(),
      ],
    );
  }
}
