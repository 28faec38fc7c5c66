import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { Parties } from '../../../party';
import { selectStopNotices } from '../../store/servicing/loan-closing-store';

/** What an employer is told of a settled loan of somebody on its staff. */
export interface StopNoticeView {
  readonly loanNo: string;
  readonly name: string;
  readonly settledOn: string;
  readonly toldOn: string;
  readonly text: BilingualText;
}

const TEXT: BilingualText = {
  zh: '该职工住房公积金贷款已结清，请停止从工资中代扣还款',
  en: 'The loan is settled: deduct nothing more from the wages for it',
};
const SHOWN = 200;

/** Notices to employers that a loan is settled (停止代扣通知), for those who act for them. */
@Injectable()
export class StopNotices {
  constructor(private readonly parties: Parties) {}

  /** The latest first. @throws Problem 404 for another's employer. */
  async of(tx: Tx, actor: Actor, employerId: string): Promise<StopNoticeView[]> {
    const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
    if (!personId || !(await this.parties.isAgentOf(tx, personId, employerId))) throw notFound();
    const notices = await selectStopNotices(tx, employerId, SHOWN);
    const names = await this.parties.namesOf(
      tx,
      notices.map((notice) => notice.personId),
    );
    return notices.map(({ personId: of, ...notice }) => ({
      ...notice,
      name: names.get(of) ?? '',
      text: TEXT,
    }));
  }
}
