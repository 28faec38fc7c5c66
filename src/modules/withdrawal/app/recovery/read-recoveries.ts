import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import { fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { cursorAfter, type CursorForm, keyOfCursor } from '../../../../platform/http';
import { maskName, Parties } from '../../../party';
import { type CollectingAccount, Settlement } from '../../../settlement';
import { RECOVERY_TEXTS, type RecoveryState } from '../../domain/recovery/recovery-state';
import { type Recovery, selectAllOf, selectOpen } from '../../store/recovery/recovery-store';

/** What somebody has to give back, as they see it; amounts in yuan. */
export interface RecoveryView {
  readonly recoveryNo: string;
  /** Case with the timeline. */
  readonly caseId: string;
  readonly contractNo: string;
  readonly amount: string;
  readonly givenBack: string;
  readonly outstanding: string;
  readonly state: RecoveryState;
  readonly stateText: BilingualText;
  readonly openedOn: string;
  /** Last day for it; withdrawals are barred until it is paid, on that day and after it. */
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly endedOn: string | null;
  /** What to do now; null when nothing is left to do. */
  readonly toDo: BilingualText | null;
}

export interface OwnRecoveries {
  readonly recoveries: readonly RecoveryView[];
  /** Accounts of the centre to pay to, the number of the recovery in the remark; none when nothing is open. */
  readonly payTo: readonly CollectingAccount[];
}

/** One at the desk. */
export interface DeskRecovery extends RecoveryView {
  /** Masked. */
  readonly person: string | null;
}

export interface DeskRecoveries {
  readonly recoveries: readonly DeskRecovery[];
  /** Start of the next page; null on the last. */
  readonly next: string | null;
}

const form: CursorForm = {
  list: 'recoveries',
  key: [/^\d{4}-\d{2}-\d{2}$/, /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/],
};

/** What members and clerks see of recoveries. */
@Injectable()
export class ReadRecoveries {
  constructor(
    private readonly parties: Parties,
    private readonly settlement: Settlement,
    private readonly clock: Clock,
  ) {}

  /** One's own, the newest first. */
  async own(tx: Tx, actor: Actor): Promise<OwnRecoveries> {
    if (!actor.identity) return { recoveries: [], payTo: [] };
    const own = await selectAllOf(tx, this.parties.idOf(actor.identity.idNo));
    const isOpen = own.some(({ state }) => state === 'open');
    return {
      recoveries: own.map((recovery) => this.viewOf(recovery)),
      payTo: isOpen ? await this.settlement.collectingAccounts(tx) : [],
    };
  }

  /** One page of the open ones, the earliest last day first. @throws Problem 400 for a cursor of another list. */
  async atDesk(tx: Tx, { limit, cursor }: { limit: number; cursor?: string }): Promise<DeskRecoveries> {
    const [dueOn = '', id = ''] = keyOfCursor(form, {}, cursor) ?? [];
    const open = await selectOpen(tx, dueOn === '' ? null : { dueOn, id }, limit + 1);
    const shown = open.slice(0, limit);
    const last = shown.at(-1);
    const names = await this.parties.namesOf(
      tx,
      shown.map(({ personId }) => personId),
    );
    const recoveries = shown.map((recovery): DeskRecovery => {
      const name = names.get(recovery.personId);
      return { ...this.viewOf(recovery), person: name === undefined ? null : maskName(name) };
    });
    return {
      recoveries,
      next: open.length > limit && last ? cursorAfter(form, {}, [last.dueOn, last.id]) : null,
    };
  }

  private viewOf(recovery: Recovery): RecoveryView {
    const { recoveryNo, caseId, contractNo, state, openedOn, dueOn, endedOn } = recovery;
    const outstanding = state === 'open' ? recovery.amountFen - recovery.givenBackFen : 0n;
    return {
      recoveryNo,
      caseId,
      contractNo,
      amount: yuan(fen(recovery.amountFen)),
      givenBack: yuan(fen(recovery.givenBackFen)),
      outstanding: yuan(fen(outstanding)),
      state,
      stateText: RECOVERY_TEXTS[state],
      openedOn,
      dueOn,
      overdue: state === 'open' && dueOn < this.clock.today(),
      endedOn,
      toDo: state === 'open' ? toDo(recoveryNo, yuan(fen(outstanding)), dueOn) : null,
    };
  }
}

function toDo(recoveryNo: string, outstanding: string, dueOn: string): BilingualText {
  return {
    zh: `请在 ${dueOn} 前把 ${outstanding} 元汇入中心归集户，附言写明 ${recoveryNo}，可分次汇款；到账后计入您本人的公积金账户，全部到账即解除提取限制。撤销有误的，请到房管部门更正。`,
    en: `Pay ${outstanding} yuan to the centre's collection account by ${dueOn} with ${recoveryNo} in the remark, in parts if you like. It goes to your own fund account, and once all of it has come withdrawals are possible again. Have a wrong cancellation corrected by the housing bureau.`,
  };
}
