import { type Fen, fen, maxFen, minus, parseYuan, plus } from '../../../../kernel/money';
import type { FactReader } from '../../../policy';
import type { CourtFreezesFact } from './court-order';

/** What a deduction may take: what nobody holds, and what the freeze that it refers to holds. */
export function deductionRoom({ fact }: Pick<FactReader, 'fact'>): Fen {
  const { posted, held } = fact<{ posted: string; held: string }>('member.balance');
  const { referred } = fact<CourtFreezesFact>('court.freezes');
  const free = maxFen(fen(0n), minus(parseYuan(posted), parseYuan(held)));
  return referred?.open ? plus(free, parseYuan(referred.frozen)) : free;
}
