import { Injectable, Logger } from '@nestjs/common';

/** Resolves when what it checks can serve, rejects otherwise. */
export type ReadinessCheck = () => Promise<void>;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>;
}

const DEADLINE_MS = 2_000;

/** What must work before this process is sent traffic. Rooms register their checks at start. */
@Injectable()
export class Readiness {
  private readonly logger = new Logger('Readiness');
  private readonly checks = new Map<string, ReadinessCheck>();
  private draining = false;

  /** @throws Error when the name is taken. */
  register(name: string, check: ReadinessCheck): void {
    if (this.checks.has(name)) throw new Error(`readiness check ${name} is registered twice`);
    this.checks.set(name, check);
  }

  /** Runs every check at once, each with its own deadline; none of them once the process is ending. */
  async report(): Promise<ReadinessReport> {
    if (this.draining) return { ready: false, checks: {} };
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.passes(name, check)] as const),
    );
    const checks = Object.fromEntries(
      results.map(([name, ok]) => [name, ok ? ('ok' as const) : ('failed' as const)]),
    );
    return { ready: results.every(([, ok]) => ok), checks };
  }

  /** From now on not ready, whatever works. */
  drain(): void {
    this.draining = true;
  }

  private async passes(name: string, check: ReadinessCheck): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`readiness check ${name} gave no answer in time`)),
        DEADLINE_MS,
      );
    });
    try {
      await Promise.race([check(), deadline]);
      return true;
    } catch (error) {
      this.logger.warn(
        `readiness check ${name} failed: ${error instanceof Error ? error.name : typeof error}`,
      );
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
