import { monthOf, parseDay } from '../../../kernel/calendar';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { compareMonths, nextMonth, parseMonth } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { askOf, type DeskAnswering, factFrom, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import type { CompanyRegistry } from '../../registry';
import {
  type MoveApprovalPaper,
  type MoveMembersInput,
  MoveApprovalWords,
} from '../app/employer/move-members.input';
import type { MoveApprovalFact, MoveTargetFact, MoveUnitsFact } from '../domain/employer/move-facts';
import { selectOpenDeferredOf } from '../store/deferred-month-store';
import { selectMovable, countLaterChanges } from '../store/move-store';
import { selectOpenRelief } from '../store/relief-store';
import { selectUnlistedMonth } from '../store/roster-store';
import { selectUnitOfEmployer } from '../store/unit-account-store';
import { selectObligations } from '../store/unit-closing-store';

const DUTY = '《住房公积金管理条例》第十四条 (Regulations, article 14)';

const approval: DeskAnswering = {
  input: MoveApprovalWords,
  example: {
    fromCreditCode: '91350100M000100Y43',
    toCreditCode: '91350100M000100Y43',
  },
  evidence: {
    'merger-approval': { zh: '合并批准文件', en: 'approval of the merger' },
    'split-approval': { zh: '分立批准文件', en: 'approval of the split' },
    'restructure-approval': { zh: '改制批准文件', en: 'approval of the restructuring' },
  },
  value: (paper): MoveApprovalFact => {
    const { kind, fromCreditCode, toCreditCode } = paper as MoveApprovalPaper;
    return { kind: kind.replace('-approval', ''), fromCreditCode, toCreditCode };
  },
  same: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  shown: (value) => value,
};

interface Rooms {
  readonly companies: CompanyRegistry;
  readonly parties: Parties;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What members who change the employer together rest on. */
export function moveFacts(rooms: Rooms): FactProvider[] {
  return [
    { kind: 'paper', name: 'move.approval', place: 'document', desk: approval },
    moveTargetFact(rooms),
    moveUnitsFact(rooms),
  ];
}

/** `move.target`: whether the receiving employer is in business. */
function moveTargetFact({ companies, parties, unitOfWork, clock }: Rooms): FactProvider {
  const name = 'move.target';
  return {
    kind: 'external',
    name,
    needs: { 'MSA.licence': ['status'] },
    async provide(context, _fact, exchanges) {
      const { toEmployerId } = context.input as MoveMembersInput;
      const to = await unitOfWork.read(context.centreId, (tx) => parties.employerById(tx, toEmployerId));
      if (!to) throw new Error('the receiving employer of an accepted case is gone');
      const at = clock.now();
      const answer = await companies.licence(askOf(context, DUTY), to.creditCode, ['status']);
      return factFrom({ name, source: 'MSA', at }, answer, exchanges, (licence): MoveTargetFact => ({
        status: licence.registered ? licence.status : 'unregistered',
      }));
    },
  };
}

/** `move.units`: both accounts, and who would move from one to the other. */
function moveUnitsFact({ parties, clock }: Rooms): FactProvider {
  const name = 'move.units';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const { fromEmployerId, toEmployerId, fromMonth, members } = context.input as MoveMembersInput;
      const [from, to] = [
        await parties.employerById(tx, fromEmployerId),
        await parties.employerById(tx, toEmployerId),
      ];
      const source = await selectUnitOfEmployer(tx, fromEmployerId, { lock: false });
      const target = await selectUnitOfEmployer(tx, toEmployerId, { lock: false });
      if (!from || !to || !source || !target) throw new Error('both employers of a move have accounts');
      const people = members?.map(({ idNo }) => parties.idOf(normaliseResidentId(idNo))) ?? null;
      const movable = await selectMovable(tx, source.unitId, people);
      const { awaiting } = await selectObligations(tx, source.unitId);
      const sourceOpen = await selectUnlistedMonth(tx, source);
      const targetOpen = await selectUnlistedMonth(tx, target);
      const coming = nextMonth(monthOf(parseDay(context.today)));
      const deferred = await selectOpenDeferredOf(tx, source.unitId);
      const value: MoveUnitsFact = {
        fromCreditCode: from.creditCode,
        toCreditCode: to.creditCode,
        fromMonth,
        sourceOpen,
        targetOpen,
        latest: compareMonths(targetOpen, coming) > 0 ? targetOpen : coming,
        awaiting,
        deferred: deferred.months,
        deferredPayable: deferred.payableMonths,
        pending: await countLaterChanges(tx, source.unitId, parseMonth(fromMonth)),
        relief: (await selectOpenRelief(tx, source.unitId)) !== null,
        members: movable,
        strangers: people === null ? 0 : new Set(people).size - movable,
      };
      const receiptNo = source.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}
