import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../kernel/decision';
import type { Tx } from '../database/tx';

/** A statement about the books that must hold at any moment. */
export interface Invariant {
  /** Stable id, e.g. I3. */
  readonly id: string;
  readonly sentence: BilingualText;
  /** Returns one row per breach; bound to the centre by row-level security; no personal data in the columns. */
  readonly sql?: string;
  /**
   * For what SQL alone cannot see: another system's books. Fetches them while no transaction is open, and gives what
   * compares ours with them and returns the breaches. The two sides are not read at one moment, so a breach counts only
   * when it is still there on a second look. Null where there is nothing to look at: that is not "holds".
   */
  readonly check?: () => Promise<((tx: Tx) => Promise<readonly object[]>) | null>;
}

@Injectable()
export class InvariantRegistry {
  private readonly invariants = new Map<string, Invariant>();

  /** Throws when the id is taken or the invariant has neither SQL nor a check. */
  register(invariant: Invariant): void {
    if (this.invariants.has(invariant.id)) throw new Error(`invariant ${invariant.id} is registered twice`);
    if (!invariant.sql && !invariant.check) throw new Error(`invariant ${invariant.id} checks nothing`);
    this.invariants.set(invariant.id, invariant);
  }

  list(): readonly Invariant[] {
    return [...this.invariants.values()].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  }
}
