import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
import { cardIndexOf, phoneIndexOf } from '../domain/card-index';
import { cardBoundElsewhere } from '../domain/party-problems';

export interface NewCard {
  readonly personId: string;
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
  readonly cardNo: string;
  readonly phone: string;
  /** The registry exchange that verified the four factors. */
  readonly evidenceId: string;
}

export interface CardSummary {
  readonly id: string;
  readonly bankCode: string;
  readonly last4: string;
}

export interface CardStanding {
  /** What its bank said of it. */
  readonly stopped: string | null;
  readonly another: boolean;
}

export interface StoppedCard {
  readonly bankCode: string;
  readonly why: 'NAME_MISMATCH' | 'CARD_CLOSED' | 'ACCOUNT_NOT_FOUND';
  readonly at: Date;
}

export interface CardForPayment {
  readonly cardNo: string;
  readonly holderName: string;
  readonly bankCode: string;
}

@Injectable()
export class CardStore {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async bind(tx: Tx, card: NewCard): Promise<string> {
    const holders = await tx.query('SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE', [card.personId]);
    if (holders.length === 0) throw notFound();
    const index = cardIndexOf(this.sealer, card.cardNo);
    const active = await tx.query<{ id: string; same: boolean }>(
      'SELECT id, card_index = $2 AS same FROM payout_card WHERE person_id = $1 AND replaced_at IS NULL',
      [card.personId, index],
    );
    if (active[0]?.same) return this.verifiedAgain(tx, active[0].id, card);
    const now = this.clock.now();
    await tx.execute('UPDATE payout_card SET replaced_at = $2 WHERE person_id = $1 AND replaced_at IS NULL', [
      card.personId,
      now,
    ]);
    const id = newId();
    const stored = await tx.execute(
      `INSERT INTO payout_card (centre_id, id, person_id, bank_code, card_index, card_sealed, phone_sealed, last4,
         evidence_id, bound_at, phone_index)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (centre_id, card_index) WHERE replaced_at IS NULL DO NOTHING`,
      [
        tx.centreId,
        id,
        card.personId,
        card.bankCode,
        index,
        this.sealer.seal(card.cardNo),
        this.sealer.seal(card.phone),
        card.cardNo.slice(-4),
        card.evidenceId,
        now,
        phoneIndexOf(this.sealer, card.phone),
      ],
    );
    if (stored !== 1) throw cardBoundElsewhere();
    return id;
  }

  async isFree(tx: Tx, personId: string, cardNo: string): Promise<boolean> {
    const held = await tx.query(
      'SELECT 1 FROM payout_card WHERE card_index = $1 AND replaced_at IS NULL AND person_id <> $2',
      [cardIndexOf(this.sealer, cardNo), personId],
    );
    return held.length === 0;
  }

  /** How many other people have bound a card under that phone since; under which they hold it now does not matter. */
  async othersUnderPhone(
    tx: Tx,
    { personId, phone, since }: { readonly personId: string; readonly phone: string; readonly since: Date },
  ): Promise<number> {
    const [row] = await tx.query<{ others: number }>(
      `SELECT count(DISTINCT person_id)::int AS others FROM payout_card
        WHERE centre_id = $1 AND phone_index = $2 AND bound_at >= $3 AND person_id <> $4`,
      [tx.centreId, phoneIndexOf(this.sealer, phone), since, personId],
    );
    return row?.others ?? 0;
  }

  async active(tx: Tx, personId: string): Promise<CardSummary | null> {
    const rows = await tx.query<CardSummary>(
      'SELECT id, bank_code AS "bankCode", last4 FROM payout_card WHERE person_id = $1 AND replaced_at IS NULL',
      [personId],
    );
    return rows[0] ?? null;
  }

  /** The one bound last, where its bank has stopped it: an active one is stopped by nobody. */
  async stopped(tx: Tx, personId: string): Promise<StoppedCard | null> {
    const [last] = await tx.query<Omit<StoppedCard, 'why'> & { why: StoppedCard['why'] | null }>(
      `SELECT bank_code AS "bankCode", stopped_why AS why, replaced_at AS at FROM payout_card
        WHERE centre_id = $1 AND person_id = $2
        ORDER BY replaced_at DESC NULLS FIRST, bound_at DESC, id DESC LIMIT 1`,
      [tx.centreId, personId],
    );
    return last?.why ? { ...last, why: last.why } : null;
  }

  /**
   * When the card took the place of the other one that was replaced last: the same card stopped and bound anew since is
   * no further change. Null where no other was bound before; one of a former system was never a payout card here.
   */
  async changedAt(tx: Tx, cardId: string): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }>(
      `SELECT min(s.bound_at) AS at FROM payout_card AS c
         JOIN LATERAL (
           SELECT max(f.replaced_at) AS gone_at FROM payout_card AS f
            WHERE f.centre_id = c.centre_id AND f.person_id = c.person_id AND f.replaced_at <= c.bound_at
              AND f.card_index <> c.card_index AND f.evidence_id <> 'takeover') AS o ON true
         JOIN payout_card AS s ON s.centre_id = c.centre_id AND s.person_id = c.person_id AND s.card_index = c.card_index
          AND s.evidence_id <> 'takeover' AND s.bound_at BETWEEN o.gone_at AND c.bound_at
        WHERE c.centre_id = $1 AND c.id = $2`,
      [tx.centreId, cardId],
    );
    return row?.at ?? null;
  }

  /** Cards of many people, by the people. */
  async activeOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, CardSummary>> {
    const rows = await tx.query<CardSummary & { personId: string }>(
      `SELECT person_id AS "personId", id, bank_code AS "bankCode", last4 FROM payout_card
        WHERE centre_id = $1 AND person_id = ANY ($2::uuid[]) AND replaced_at IS NULL`,
      [tx.centreId, personIds],
    );
    return new Map(rows.map(({ personId, ...card }) => [personId, card]));
  }

  /** Many at once, by their ids; what is not there is missing. */
  async manyForPayment(tx: Tx, cardIds: readonly string[]): Promise<Map<string, CardForPayment>> {
    const rows = await tx.query<{ id: string; card_sealed: Buffer; name: string; bank_code: string }>(
      `SELECT c.id, c.card_sealed, c.bank_code, p.name
         FROM payout_card AS c JOIN person AS p ON p.centre_id = c.centre_id AND p.id = c.person_id
        WHERE c.centre_id = $1 AND c.id = ANY ($2::uuid[])`,
      [tx.centreId, cardIds],
    );
    return new Map(
      rows.map(({ id, card_sealed, name, bank_code }) => [
        id,
        { cardNo: this.sealer.open(card_sealed), holderName: name, bankCode: bank_code },
      ]),
    );
  }

  /** Who holds or held any of these cards, each once. */
  async holders(tx: Tx, cardIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ personId: string }>(
      `SELECT DISTINCT person_id AS "personId" FROM payout_card WHERE centre_id = $1 AND id = ANY ($2::uuid[])`,
      [tx.centreId, cardIds],
    );
    return rows.map(({ personId }) => personId);
  }

  async forPayment(tx: Tx, cardId: string): Promise<CardForPayment> {
    const rows = await tx.query<{ card_sealed: Buffer; name: string; bank_code: string }>(
      `SELECT c.card_sealed, c.bank_code, p.name
       FROM payout_card c JOIN person p ON (p.centre_id, p.id) = (c.centre_id, c.person_id) WHERE c.id = $1`,
      [cardId],
    );
    const row = rows[0];
    if (row === undefined) throw notFound();
    return { cardNo: this.sealer.open(row.card_sealed), holderName: row.name, bankCode: row.bank_code };
  }

  /**
   * Nothing is paid to the number any more until it is verified and bound anew, under whichever row it was bound; false
   * when it is its holder's payout card no more.
   * @param why what its bank says of it.
   */
  async stop(tx: Tx, cardId: string, why: string): Promise<boolean> {
    const rows = await tx.query<{ inUse: boolean }>(
      `WITH number AS (
         SELECT c.centre_id, c.id, c.replaced_at IS NULL AS in_use FROM payout_card AS c
           JOIN payout_card AS n ON n.centre_id = c.centre_id AND n.person_id = c.person_id AND n.card_index = c.card_index
          WHERE n.centre_id = $1 AND n.id = $2 AND c.stopped_why IS NULL FOR NO KEY UPDATE OF c)
       UPDATE payout_card AS c SET replaced_at = coalesce(c.replaced_at, $3), stopped_why = $4
         FROM number WHERE c.centre_id = number.centre_id AND c.id = number.id RETURNING number.in_use AS "inUse"`,
      [tx.centreId, cardId, this.clock.now(), why],
    );
    return rows.some(({ inUse }) => inUse);
  }

  /**
   * Why the number of a card is stopped, null where it is not or was verified anew since; and whether its holder has
   * another card bound.
   */
  async standing(tx: Tx, cardId: string): Promise<CardStanding> {
    const [row] = await tx.query<CardStanding>(
      `SELECT CASE WHEN EXISTS (SELECT FROM payout_card AS n WHERE n.centre_id = c.centre_id AND n.person_id = c.person_id
                 AND n.card_index = c.card_index AND n.stopped_why IS NULL) THEN NULL ELSE c.stopped_why END AS stopped,
              EXISTS (SELECT FROM payout_card AS n WHERE n.centre_id = c.centre_id AND n.person_id = c.person_id
                 AND n.card_index <> c.card_index AND n.replaced_at IS NULL) AS another
         FROM payout_card AS c WHERE c.centre_id = $1 AND c.id = $2`,
      [tx.centreId, cardId],
    );
    if (row === undefined) throw notFound();
    return row;
  }

  /** Every card somebody has or had. */
  async allOf(tx: Tx, personId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'SELECT id FROM payout_card WHERE centre_id = $1 AND person_id = $2',
      [tx.centreId, personId],
    );
    return rows.map(({ id }) => id);
  }

  /** The card stays; phone and evidence are those of the newest verification. */
  private async verifiedAgain(tx: Tx, cardId: string, card: NewCard): Promise<string> {
    await tx.execute(
      'UPDATE payout_card SET bank_code = $2, phone_sealed = $3, evidence_id = $4, phone_index = $5 WHERE id = $1',
      [
        cardId,
        card.bankCode,
        this.sealer.seal(card.phone),
        card.evidenceId,
        phoneIndexOf(this.sealer, card.phone),
      ],
    );
    return cardId;
  }
}
