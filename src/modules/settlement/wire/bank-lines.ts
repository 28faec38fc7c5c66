import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { BankLine } from '../domain/bank-line';
import type { BreakerReading } from './bank-channel';

/** A line that is open: its connections are closed at the end. */
export type OpenLine = BankLine & { breakers(): readonly BreakerReading[]; close(): Promise<void> };

/** The lines to the banks this process talks to, by bank code: the only place that knows which banks there are. */
@Injectable()
export class BankLines implements OnApplicationShutdown {
  private readonly byCode: ReadonlyMap<string, OpenLine>;

  /** @param lines the first is the bank that checks the cards of banks to which there is no line. */
  constructor(private readonly lines: readonly [OpenLine, ...OpenLine[]]) {
    this.byCode = new Map(lines.map((line) => [line.bankCode, line]));
    if (this.byCode.size !== lines.length) throw new Error('two lines to one bank');
  }

  /** null when there is no line to this bank. */
  find(bankCode: string | null): BankLine | null {
    return this.byCode.get(bankCode ?? '') ?? null;
  }

  /** Throws when there is no line to this bank: no account of ours there can be paid from. */
  of(bankCode: string): BankLine {
    const line = this.find(bankCode);
    if (line === null) throw new Error(`there is no line to bank ${bankCode}`);
    return line;
  }

  get codes(): readonly string[] {
    return this.lines.map(({ bankCode }) => bankCode);
  }

  breakers(): (BreakerReading & { readonly bankCode: string })[] {
    return this.lines.flatMap((line) => line.breakers().map((one) => ({ ...one, bankCode: line.bankCode })));
  }

  get first(): BankLine {
    return this.lines[0];
  }

  /** After the workers' last rounds have ended. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.lines.map((line) => line.close()));
  }
}
