import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import type { MergeAccount, MergeAccountsFact, MergeIdentitiesFact } from '../../domain/member/account-merge';
import { mergeAccountsFree } from '../../domain/rules/merge/merge-accounts-free.rule';
import { mergeNotFrozen } from '../../domain/rules/merge/merge-not-frozen.rule';
import { mergeOneActive } from '../../domain/rules/merge/merge-one-active.rule';
import { mergePoliceAgree } from '../../domain/rules/merge/merge-police-agree.rule';
import { mergeSecondAccount } from '../../domain/rules/merge/merge-second-account.rule';
import { MovedMeanwhile } from '../../store/account-move-store';
import {
  closeMerged,
  moveFreezes,
  selectAccountNo,
  selectOpenAccountsOf,
} from '../../store/merged-account-store';

/** GJ29 takes no input: the police say under which numbers the applicant was known. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a DTO without fields refuses every field
export class MergeInput {}

type Context = CaseContext<MergeInput>;

function valueOf<V>(facts: ReadonlyMap<string, Fact>, name: string): V | null {
  const fact = facts.get(name);
  return fact?.state === 'known' ? (fact.value as V) : null;
}

/** GJ29 个人重复账户合并: two accounts of one person, left by an import under a former number, become one. */
@Injectable()
export class MergeAccountsItem implements Item<MergeInput> {
  readonly code = 'GJ29';
  readonly input = MergeInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly facts = [
    {
      name: 'merge.identities',
      replaces: { zh: '公安机关出具的同一人证明', en: 'police certificate that both are one person' },
    },
    { name: 'merge.accounts' },
  ];
  readonly grants: Grants = { 'POL.people': ['alive', 'formerIdentities'] };
  readonly rules = [mergePoliceAgree, mergeSecondAccount, mergeNotFrozen, mergeOneActive, mergeAccountsFree];
  readonly example: MergeInput = {};

  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor): Promise<Subject> {
    const person = actor.identity ? await this.parties.findPersonByIdNo(tx, actor.identity.idNo) : null;
    if (!person) throw notFound();
    return { personId: person.id, employerId: null, accountId: null, businessKey: person.id };
  }

  /** Both accounts in the order of their ids, then both engagements. */
  async lock(tx: Tx, { personId, caseId }: Context, facts: ReadonlyMap<string, Fact>): Promise<void> {
    const former = valueOf<MergeIdentitiesFact>(facts, 'merge.identities')?.former ?? [];
    const accounts = await selectOpenAccountsOf(tx, [personId, ...former]);
    const ids = accounts.map(({ accountId }) => BigInt(accountId));
    if (ids.length !== 2 || caseId === null) return;
    await this.ledger.lockBalances(tx, ids);
    for (const accountId of ids) await this.ledger.tryEngage(tx, { accountId, kind: 'merge', caseId });
  }

  async unlock(tx: Tx, { caseId }: Context): Promise<void> {
    if (caseId !== null) await this.ledger.disengageAll(tx, caseId);
  }

  async carryOut(
    tx: Tx,
    { personId, caseId }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const [survivor, loser] = valueOf<MergeAccountsFact>(facts, 'merge.accounts')?.accounts ?? [];
    if (!survivor || !loser) throw new Error('an approved merger has two accounts');
    const movedFen = await this.join(tx, { survivor, loser, caseId });
    const other = [survivor, loser].find((account) => account.personId !== personId);
    if (other) await this.joinPeople(tx, other.personId, personId, caseId);
    await this.ledger.disengageAll(tx, caseId);
    const receipt = {
      accountNo: await selectAccountNo(tx, BigInt(survivor.accountId)),
      closed: await selectAccountNo(tx, BigInt(loser.accountId)),
      moved: yuan(fen(movedFen)),
    };
    return { state: 'done', receipt, event: { kind: 'done', body: {} } };
  }

  /** Balance with both parts, accumulation, holds and freezes; the one that goes is empty and 03. */
  private async join(
    tx: Tx,
    { survivor, loser, caseId }: { survivor: MergeAccount; loser: MergeAccount; caseId: string },
  ): Promise<bigint> {
    const [fromId, toId] = [BigInt(loser.accountId), BigInt(survivor.accountId)];
    const on = this.clock.today();
    const movedFen = await this.ledger.mergeAccounts(tx, { fromId, toId, caseId, on });
    await moveFreezes(tx, fromId, toId);
    if (!(await closeMerged(tx, fromId, on)))
      throw new MovedMeanwhile('an account changed its state meanwhile');
    return movedFen;
  }

  /** Pots, loans, cards and whatever else named the former record name the person who stays. */
  private async joinPeople(tx: Tx, formerId: string, personId: string, caseId: string): Promise<void> {
    await this.ledger.mergePots(tx, formerId, personId);
    await this.parties.mergePersons(tx, { formerId, personId, caseId });
  }
}
