import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { Problem } from '../../../platform/http';

const WINDOW_MS = 60_000;
/** Codes a minute and address that were none: more than anybody mistypes. */
export const MISSES_ALLOWED = 30;
/** Addresses remembered; beyond it all are forgotten, which only makes the limit milder. */
const MOST_ADDRESSES = 10_000;

/** Slows down who tries codes, on this instance. A code of 74 bits is not found by guessing; this keeps the noise down. */
@Injectable()
export class GuessLimit {
  private readonly misses = new Map<string, { since: number; count: number }>();

  constructor(private readonly clock: Clock) {}

  /** @throws Problem 429 while the address has missed too often. */
  assertFree(address: string): void {
    const seen = this.misses.get(address);
    if (seen === undefined || seen.count < MISSES_ALLOWED) return;
    const left = seen.since + WINDOW_MS - this.clock.now().getTime();
    if (left > 0) throw tooManyGuesses(Math.ceil(left / 1000));
    this.misses.delete(address);
  }

  missed(address: string): void {
    const now = this.clock.now().getTime();
    const seen = this.misses.get(address);
    if (seen !== undefined && now - seen.since < WINDOW_MS) {
      seen.count += 1;
      return;
    }
    if (this.misses.size >= MOST_ADDRESSES) this.misses.clear();
    this.misses.set(address, { since: now, count: 1 });
  }
}

function tooManyGuesses(seconds: number): Problem {
  return new Problem({
    status: 429,
    code: 'TOO_MANY_GUESSES',
    title: { zh: '核验过于频繁', en: 'Too many codes' },
    detail: {
      zh: `多次核验的编码均不存在，请核对证明上的核验码，${seconds} 秒后再试。`,
      en: `Too many codes that belong to no document; check the code and try again in ${seconds} s.`,
    },
    headers: { 'Retry-After': String(seconds) },
  });
}
