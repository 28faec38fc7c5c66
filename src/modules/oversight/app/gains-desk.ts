import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { fen, parseYuan, yuan } from '../../../kernel/money';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { Tx } from '../../../platform/database/tx';
import { notFound } from '../../../platform/http';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../casework';
import {
  DistributionRefused,
  type DistributionOfYear,
  GainsDistributions,
  type ReserveRule,
} from '../../ledger';
import { notDistributed } from './gains-problems';

type Command = { readonly key: string; readonly bodyHash: string };

/** What the distribution of a year gives; yuan. */
export interface GainsShares {
  readonly gains: string;
  readonly loanBalance: string;
  readonly reserveBefore: string;
  readonly reserve: string;
  readonly managementFee: string;
  readonly publicRental: string;
}

/** How the gains of a year are distributed, as managers and auditors see it. */
export interface GainsDistributionView {
  readonly id: string;
  readonly year: number;
  readonly state: 'proposed' | 'approved' | 'declined' | 'booked';
  readonly reserveRule: ReserveRule;
  readonly managementFeeBudget: string;
  readonly documentNo: string;
  readonly proposedAt: string;
  readonly decidedAt: string | null;
  /** As booked; before that as it would be on the books of this moment; null of a declined one. */
  readonly shares: GainsShares | null;
}

export interface GainsTerms {
  readonly year: number;
  readonly reserveRule: ReserveRule;
  readonly managementFeeBudget: string;
  readonly documentNo: string;
}

/** The two people of a distribution of gains (V21) at their desks. */
@Injectable()
export class GainsDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly clerks: ClerkAtDesk,
    private readonly distributions: GainsDistributions,
  ) {}

  /** The latest first. */
  list(actor: Actor): Promise<GainsDistributionView[]> {
    return this.unitOfWork.read(actor.centreId, async (tx) => (await this.distributions.list(tx)).map(shown));
  }

  /** Problems: 403 nobody named; 409 the year runs, is closed, or has a proposal. */
  propose(
    actor: Actor,
    { managementFeeBudget, ...terms }: GainsTerms,
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const feeBudgetFen = parseYuan(managementFeeBudget);
    return this.act(actor, 'POST /v1/gains-distributions', 201, command, (tx, by) =>
      this.distributions.propose(tx, { ...terms, feeBudgetFen, by }),
    );
  }

  /** Problems: 403 nobody named; 404; 409 decided before, or by the person who proposed it. */
  decide(
    actor: Actor,
    { id, approve }: { id: string; approve: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/gains-distributions/${id}/decision`;
    return this.act(actor, route, 200, command, async (tx, by) => {
      if (!(await this.distributions.decide(tx, { id, by, approve }))) throw notFound();
      return id;
    });
  }

  private act(
    actor: Actor,
    route: string,
    status: number,
    command: Command,
    work: (tx: Tx, by: string) => Promise<string>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      try {
        const id = await work(tx, this.clerks.named(actor));
        const made = (await this.distributions.list(tx)).find((one) => one.id === id);
        if (made === undefined) throw new Error(`there is no distribution ${id}`);
        return { status, answer: JSON.stringify(shown(made)) };
      } catch (error) {
        if (error instanceof DistributionRefused) throw notDistributed(error.code);
        throw error;
      }
    });
  }
}

function shown(one: DistributionOfYear): GainsDistributionView {
  const { id, year, state, reserveRule, feeBudgetFen, documentNo, proposedAt, decidedAt, result } = one;
  return {
    ...{ id, year, reserveRule, documentNo },
    state: one.isBooked ? 'booked' : state,
    managementFeeBudget: yuan(fen(feeBudgetFen)),
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    shares: result && {
      gains: yuan(fen(result.gainsFen)),
      loanBalance: yuan(fen(result.loanBalanceFen)),
      reserveBefore: yuan(fen(result.reserveBeforeFen)),
      reserve: yuan(fen(result.reserveFen)),
      managementFee: yuan(fen(result.managementFeeFen)),
      publicRental: yuan(fen(result.publicRentalFen)),
    },
  };
}
