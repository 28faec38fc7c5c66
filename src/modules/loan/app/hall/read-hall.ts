import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import {
  BRANCH_NAMES,
  branchState,
  HALL_BRANCHES,
  type HallBranchName,
  isOver,
} from '../../domain/hall/hall-branch';
import { HALL_STATES } from '../../domain/hall/hall-saga';
import type { HallBranchView, HallEntry, HallView } from '../../domain/hall/hall-view';
import type { NextStep } from '../../domain/loan-next';
import { loanEventTexts } from '../../domain/loan-event';
import { type HallBranch, selectBranches } from '../../store/loan-hall-branch-store';
import { selectHall } from '../../store/loan-hall-store';
import { type Loan, selectLoanEvents, type StoredLoanEvent } from '../../store/loan-store';
import { LoanAccess } from '../application/loan-access';
import type { LoanPagePart } from '../application/loan-pages';

/** What the title waits for, in the order in which it is told. */
const AWAITED: readonly HallBranchName[] = ['tax', 'custody', 'contract', 'title'];

/** Joint cases as their people and the centre see them: who has each branch, and since when. */
@Injectable()
export class ReadHall implements LoanPagePart {
  readonly name = 'hall';

  constructor(private readonly access: LoanAccess) {}

  /** @throws Problem 404 where there is no joint case, or it is another's; 403 for a clerk too near. */
  one(actor: Actor, loanId: string): Promise<HallView> {
    return this.access.read(actor, loanId, (tx, { loan }) => this.of(tx, loan));
  }

  /** For an answer to whoever acted on it. @throws Problem 404 where there is no joint case. */
  async of(tx: Tx, loan: Loan): Promise<HallView> {
    const view = await this.view(tx, loan);
    if (view === null) throw notFound();
    return view;
  }

  /** On the page of its loan; null for a loan without one. */
  async read(tx: Tx, loan: Loan): Promise<Json> {
    const view = await this.view(tx, loan);
    if (view === null) return null;
    const { hallNo, state, stateText, until, ending } = view;
    return { hallNo, state, stateText: { ...stateText }, until, ending };
  }

  /** Between signature and title the loan waits for whoever has a branch that is not done. */
  async next(tx: Tx, { id, state }: Loan): Promise<(NextStep & { readonly since: Date }) | null> {
    if (state !== 'signed' || (await selectHall(tx, id)) === null) return null;
    const branches = await selectBranches(tx, id);
    for (const name of AWAITED) {
      const found = branches.find(({ branch }) => branch === name);
      const at = found && branchState(name, found.state);
      if (!found || !at || at.who === 'nobody') continue;
      return { who: at.who, what: inWords(name, found.state), since: found.since };
    }
    return null;
  }

  private async view(tx: Tx, { id }: Loan): Promise<HallView | null> {
    const hall = await selectHall(tx, id);
    if (!hall) return null;
    const branches = await selectBranches(tx, id);
    const events = await selectLoanEvents(tx, id);
    return {
      hallNo: hall.hallNo,
      loanId: id,
      contractNo: hall.contractNo,
      state: hall.state,
      stateText: HALL_STATES[hall.state],
      since: hall.stateSince.toISOString(),
      until: hall.until,
      ending: hall.endingReason,
      branches: BRANCH_NAMES.flatMap((name) =>
        branches.filter(({ branch }) => branch === name).map(branchView),
      ),
      timeline: events.filter(({ kind }) => kind.startsWith('hall-')).map(entryOf),
    };
  }
}

function branchView({ branch, state, since, shown }: HallBranch): HallBranchView {
  const { letter, name } = HALL_BRANCHES[branch];
  const { text, who } = branchState(branch, state);
  return {
    branch,
    letter,
    name,
    state,
    text,
    who,
    since: since.toISOString(),
    over: isOver(branch, state),
    shown,
  };
}

/** A move is told as its branch and the state it came to. */
function entryOf({ seq, at, kind, body }: StoredLoanEvent): HallEntry {
  const head = { seq, at: at.toISOString(), kind };
  const { state } = body;
  const branch = BRANCH_NAMES.find((name) => name === body['branch']) ?? null;
  if (kind !== 'hall-moved' || branch === null || typeof state !== 'string')
    return { ...head, branch, text: loanEventTexts[kind] };
  return { ...head, branch, text: inWords(branch, state) };
}

function inWords(branch: HallBranchName, state: string): BilingualText {
  const { name } = HALL_BRANCHES[branch];
  const { text } = branchState(branch, state);
  return { zh: `${name.zh}：${text.zh}`, en: `${name.en}: ${text.en}` };
}
