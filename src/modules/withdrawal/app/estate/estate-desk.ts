import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { invalidAt, notFound } from '../../../../platform/http';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../../casework';
import { MemberAccounts } from '../../../contribution';
import { maskName, Parties, sameName } from '../../../party';
import { type Estate, type EstateState, selectEstate, selectEstates } from '../../store/estate-store';
import { notToTheGains } from './estate-problems';
import { Estates } from './estates';

type Command = { readonly key: string; readonly bodyHash: string };

/** An account that falls to the gains, as people of the centre see it; amounts in yuan. */
export interface EstateView {
  readonly id: string;
  readonly accountNo: string;
  /** Masked. */
  readonly member: string | null;
  readonly state: EstateState;
  readonly diedOn: string;
  readonly deathNo: string;
  readonly rulingNo: string;
  readonly proposedAt: string;
  readonly decidedAt: string | null;
  /** What falls to the gains; null before it is decided. */
  readonly principal: string | null;
  readonly interest: string | null;
}

export interface EstateProposed {
  readonly member: { readonly name: string; readonly idNo: string };
  readonly diedOn: string;
  readonly deathNo: string;
  readonly rulingNo: string;
}

const SHOWN = 200;

/** The two people who let an account without heirs fall to the gains, at their desks; nobody does who is near to its holder. */
@Injectable()
export class EstateDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly accounts: MemberAccounts,
    private readonly parties: Parties,
    private readonly clerks: ClerkAtDesk,
    private readonly estates: Estates,
    private readonly clock: Clock,
  ) {}

  /** Problems: 403 nobody named, or too near; 409 what stands in the way. */
  propose(
    actor: Actor,
    told: EstateProposed,
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route: 'POST /v1/estates', ...command }, async (tx) => {
      if (told.diedOn > this.clock.today())
        throw invalidAt('/diedOn', 'DAY_TO_COME', {
          zh: '死亡日期不得晚于今日，请核对。',
          en: 'The day of death is not to come; check it.',
        });
      const { name, idNo } = told.member;
      const person = await this.parties.findPersonByIdNo(tx, idNo);
      const accountId = person && (await this.accounts.latestAccountOf(tx, person.id));
      if (!person || accountId === null) throw notToTheGains('ACCOUNT_NOT_FOUND');
      if (!sameName(person.name, name)) throw notToTheGains('NAME_MISMATCH');
      const by = await this.mayAct(tx, actor, person.id);
      const { diedOn, deathNo, rulingNo } = told;
      const id = await this.estates.propose(tx, {
        ...{ accountId, personId: person.id, by },
        ...{ diedOn, deathNo, rulingNo },
      });
      return this.answer(tx, id, 201);
    });
  }

  /** Problems: 403 nobody named, or too near; 404; 409 the same person, or what stands in the way by now. */
  decide(
    actor: Actor,
    of: { id: string; agreed: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { id, agreed } = of;
    const route = `POST /v1/estates/${id}/decision`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const estate = await selectEstate(tx, id, { lock: false });
      if (!estate) throw notFound();
      const by = await this.mayAct(tx, actor, estate.personId);
      await this.estates.decide(tx, estate, { by, agreed });
      return this.answer(tx, id, 200);
    });
  }

  /** The latest first. */
  list({ centreId }: Actor): Promise<EstateView[]> {
    return this.unitOfWork.read(centreId, async (tx) => this.views(tx, await selectEstates(tx, SHOWN)));
  }

  private mayAct(tx: Tx, actor: Actor, personId: string): Promise<string> {
    return this.clerks.assertMayAct(tx, actor, { personId, employerId: null }, []);
  }

  private async answer(tx: Tx, id: string, status: number): Promise<CommandAnswer> {
    const estate = await selectEstate(tx, id, { lock: false });
    if (!estate) throw new Error('what was stored is there');
    const [view] = await this.views(tx, [estate]);
    return { status, answer: JSON.stringify(view) };
  }

  private async views(tx: Tx, estates: readonly Estate[]): Promise<EstateView[]> {
    const names = await this.parties.namesOf(
      tx,
      estates.map(({ personId }) => personId),
    );
    return estates.map((estate) => viewOf(estate, names.get(estate.personId)));
  }
}

function viewOf(estate: Estate, name: string | undefined): EstateView {
  const { id, accountNo, state, diedOn, deathNo, rulingNo, principalFen, interestFen } = estate;
  return {
    ...{ id, accountNo, state, diedOn, deathNo, rulingNo },
    member: name === undefined ? null : maskName(name),
    proposedAt: estate.proposedAt.toISOString(),
    decidedAt: estate.decidedAt?.toISOString() ?? null,
    principal: principalFen === null ? null : yuan(fen(principalFen)),
    interest: interestFen === null ? null : yuan(fen(interestFen)),
  };
}
