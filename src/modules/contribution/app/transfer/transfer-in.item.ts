import { Injectable } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { invalidAt } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import { transferInAccountActive } from '../../domain/rules/transfer/transfer-in-account-active.rule';
import { transferInAccountThere } from '../../domain/rules/transfer/transfer-in-account-there.rule';
import { transferInIdentity } from '../../domain/rules/transfer/transfer-in-identity.rule';
import { transferInMonthsHere } from '../../domain/rules/transfer/transfer-in-months-here.rule';
import { transferInNoneUnderWay } from '../../domain/rules/transfer/transfer-in-none-under-way.rule';
import { transferInNotEngaged } from '../../domain/rules/transfer/transfer-in-not-engaged.rule';
import { transferInSealedThere } from '../../domain/rules/transfer/transfer-in-sealed-there.rule';
import { findCentre } from '../../domain/transfer/centre-codes';
import type { Letter } from '../../domain/transfer/letter-message';
import { letterNumber } from '../../domain/transfer/letter-number';
import { letterStateText } from '../../domain/transfer/letter-state';
import { selectCollectionAccounts } from '../../store/collection-account-store';
import { insertLetter, takeLetterSequence } from '../../store/transfer-letter-store';
import { selectOwnCentre } from '../../store/transferred-account-store';
import { MemberAccounts } from '../member/member-accounts';
import { PlatformMail } from './platform-mail';
import { TRANSFER } from './transfer-out-settlement';
import { answerBy } from './transfer-terms';

/** Input of GJ27. */
export class TransferInInput {
  /** 转出地公积金中心的名称或 15 位机构号 / name or 15-digit code of the centre that holds the former account. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  centre!: string;

  /** 原缴存单位，可不填 / former employer. */
  @IsOptional()
  @IsString()
  @MaxLength(120)
  formerUnit?: string;

  /** 原个人账号，可不填 / number of the former account. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  formerAccountNo?: string;
}

/** GJ27 异地转入: a letter to the other centre through the national platform; its money becomes principal here. */
@Injectable()
export class TransferInItem implements Item<TransferInInput> {
  readonly code = 'GJ27';
  readonly input = TransferInInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly facts = [
    { name: 'person.identity', replaces: { zh: '身份证', en: 'identity card' } },
    { name: 'member.account' },
    { name: 'contribution.monthsInARow', replaces: { zh: '缴存证明', en: 'certificate of contribution' } },
    { name: 'account.engagement' },
    { name: 'transfer.underWay' },
    {
      name: 'transfer.accountThere',
      replaces: {
        zh: '转出地账户证明、转移接续函',
        en: 'proof of the account there, and letters carried by hand',
      },
    },
  ];
  readonly grants: Grants = { 'POL.people': ['alive'], 'NAT.accounts': ['centreCode', 'accountState'] };
  readonly rules = [
    transferInIdentity,
    transferInAccountActive,
    transferInMonthsHere,
    transferInNotEngaged,
    transferInNoneUnderWay,
    transferInAccountThere,
    transferInSealedThere,
  ];
  readonly example: TransferInInput = { centre: '大同市住房公积金管理中心' };

  constructor(
    private readonly accounts: MemberAccounts,
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly mail: PlatformMail,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { centre }: TransferInInput): Promise<Subject> {
    if (!actor.identity) throw new Error('a transfer is applied for by a natural person');
    const own = await selectOwnCentre(tx);
    const other = findCentre(centre);
    if (other === null || other.code === own.code) throw unknownCentre();
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await this.accounts.latestAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: personId };
  }

  /** Account, then engagement: until the letter is over the account stays what it is, and credits pass. */
  async lock(tx: Tx, { accountId, caseId }: CaseContext<TransferInInput>): Promise<void> {
    if (accountId === null || caseId === null) return;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    await this.ledger.tryEngage(tx, { accountId, kind: TRANSFER, caseId });
  }

  async unlock(tx: Tx, { accountId, caseId }: CaseContext<TransferInInput>): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  /** The letter under its number, and the message that carries it, sent after this transaction. */
  async carryOut(
    tx: Tx,
    context: CaseContext<TransferInInput> & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const { accountId, caseId, personId, input, actor } = context;
    const other = findCentre(input.centre);
    if (accountId === null || other === null || !actor.identity)
      throw new Error('an approved transfer has an account, another centre and a person');
    const today = this.clock.today();
    const own = await selectOwnCentre(tx);
    const [payTo] = await selectCollectionAccounts(tx);
    const letter: Letter = {
      name: actor.identity.name,
      idNo: actor.identity.idNo,
      formerUnit: input.formerUnit ?? '',
      formerAccountNo: input.formerAccountNo ?? '',
      payTo,
    };
    const letterNo = letterNumber(own.code, today, await takeLetterSequence(tx, today));
    const named = { id: newId(), direction: 'in', letterNo, counterpart: other.code } as const;
    const until = answerBy(today);
    const letterSealed = this.sealer.seal(JSON.stringify(letter));
    await insertLetter(tx, {
      ...named,
      personId,
      accountId,
      caseId,
      state: '01',
      letterSealed,
      openedOn: today,
      answerBy: until,
      due: false,
    });
    await this.mail.queue(tx, named, { what: 'letter', letter });
    const told = { letterNo, from: other.name, answerBy: until };
    return {
      state: 'waiting-funds',
      receipt: { letterId: named.id, ...told, status: '01', statusText: { ...letterStateText('01') } },
      event: { kind: 'transfer-letter-sent', body: told },
    };
  }
}

function unknownCentre() {
  return invalidAt('/input/centre', 'UNKNOWN_CENTRE', {
    zh: '没有这个公积金中心；请填写转出地中心的全称或 15 位机构号，不要填写本中心。',
    en: 'There is no such centre; give the full name or the 15-digit code of the other centre, not of ours.',
  });
}
