import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { CardBin } from '../domain/card-bank';

/** How long a process goes by what it has read. */
const FRESH_MS = 60_000;

/** Which bank issued which cards: a table that the centre's owner keeps. */
@Injectable()
export class CardBinStore {
  private read: { readonly bins: readonly CardBin[]; readonly at: number } | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  /** The whole table, at most a minute old; opens a short transaction when it is not. */
  async all(): Promise<readonly CardBin[]> {
    if (this.read !== null && performance.now() - this.read.at < FRESH_MS) return this.read.bins;
    const bins = await this.unitOfWork.read(this.config.centreId, (tx) =>
      tx.query<CardBin>('SELECT prefix, bank_code AS "bankCode" FROM card_bin WHERE centre_id = $1', [
        tx.centreId,
      ]),
    );
    this.read = { bins, at: performance.now() };
    return bins;
  }
}
