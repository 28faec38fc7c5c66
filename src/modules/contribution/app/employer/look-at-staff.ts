import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { addDays, type Day, parseDay } from '../../../../kernel/calendar';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { type Ask, CompanyRegistry, Evidence, type Exchange, SocialInsurance } from '../../../registry';
import {
  INSURANCE_LAG_DAYS,
  type StaffChange,
  staffChanges,
  type StaffPeriod,
} from '../../domain/employer/staff-change';
import { type EndingTold, storeEnding } from '../../store/employer-ending-store';
import {
  endStaffLook,
  planStaffLooks,
  selectGaps,
  selectStaffLook,
  storeGaps,
  type ToldChange,
} from '../../store/staff-gap-store';

/** Purpose of the question; its grants are registered with the room. */
export const STAFF_CLOCK = 'staff-clock';

const leased = { table: 'staff_look', work: 't.due_at IS NOT NULL' };
const ticks = 40;
const BATCH = 20;
/** Nobody was enrolled anywhere before the Regulations. */
const FIRST_DAY = parseDay('1999-04-03');
const ENDING_DUTY = '《住房公积金管理条例》第十四条 (Regulations, article 14)';
const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

class LookLost extends Error {
  override name = 'LookLost';
}

interface Told {
  readonly changes: readonly StaffChange[];
  readonly receiptNo: string;
}

/**
 * Asks social insurance who came to each employer or left it, and keeps those whose account does not show it: the
 * overdue-change report, from which the clocks of hire and termination run. An employer is asked every so many days, about all of
 * its staff at first and while anything is open, else about what is new; an answer that does not come whole changes nothing and is asked for again. With it the company
 * registry is asked whether the employer goes on (条例14条).
 */
@Injectable()
export class LookAtStaff extends TickingWorker {
  private planned: Day | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly insurance: SocialInsurance,
    private readonly companies: CompanyRegistry,
    private readonly evidence: Evidence,
    private readonly parties: Parties,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('staff-clocks', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const today = this.clock.today();
    if (this.planned !== today) {
      const everyDays = parametersOn(today).integer('contribution.staffAskedEveryDays');
      await this.unitOfWork.run(centreId, (tx) => planStaffLooks(tx, today, everyDays));
      this.planned = today;
    }
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS * BATCH, limit: BATCH }),
    );
    for (const claim of claims) {
      try {
        await this.look(claim, today);
      } catch (error) {
        // The lease runs out and the look is taken up again.
        this.logger.warn({ event: 'staff-look-failed', lookId: claim.id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  private async look({ id, token }: Claim, today: Day): Promise<void> {
    const { centreId } = this.config;
    const of = await this.unitOfWork.read(centreId, async (tx) => {
      const look = await selectStaffLook(tx, id);
      const { employerId } = look;
      return { ...look, employer: await this.parties.employerById(tx, employerId) };
    });
    if (!of.employer) throw new Error(`the employer ${of.employerId} is gone`);
    const since =
      of.toldTo === null || of.gaps ? FIRST_DAY : addDays(parseDay(of.toldTo), -INSURANCE_LAG_DAYS);
    const exchanges: Exchange[] = [];
    const told = await this.ask(of.employer.creditCode, since, today, exchanges);
    const licence = await this.askLicence(of.employer.creditCode, exchanges);
    await this.unitOfWork.run(centreId, async (tx) => {
      await this.evidence.store(tx, null, exchanges);
      if (licence) await storeEnding(tx, { employerId: of.employerId, ...licence, day: today });
      if (told) {
        const changes = told.changes.map(({ idNo, kind, happenedOn }): ToldChange => ({
          personId: this.parties.idOf(idNo),
          kind,
          happenedOn,
        }));
        const open = await selectGaps(tx, of.employerId, changes);
        const gaps = changes.filter(({ personId }) => open.has(personId));
        // Only whom the employer did not enrol is stored: the others are members, or nobody's business here.
        await this.parties.ensurePersons(
          tx,
          told.changes.filter((_, place) => open.has(changes[place]?.personId ?? '')),
        );
        const { employerId } = of;
        await storeGaps(tx, { employerId, receiptNo: told.receiptNo, day: today }, changes, gaps);
      }
      if (!(await endStaffLook(tx, { id, token, toldTo: told ? today : null }))) throw new LookLost(id);
    });
  }

  /** How the company registry has the employer; null where it does not say: what was heard before stays. */
  private async askLicence(
    creditCode: string,
    exchanges: Exchange[],
  ): Promise<Pick<EndingTold, 'status' | 'receiptNo'> | null> {
    const ask: Ask = {
      traceId: newId().replaceAll('-', ''),
      purpose: STAFF_CLOCK,
      caseId: null,
      basis: ENDING_DUTY,
    };
    const answer = await this.companies.licence(ask, creditCode, ['status']);
    if (answer.exchange) exchanges.push(answer.exchange);
    if (answer.state === 'unknown' || !answer.value.registered) return null;
    return { status: answer.value.status, receiptNo: answer.receiptNo };
  }

  /** All pages, or null when one of them did not come. */
  private async ask(creditCode: string, since: Day, today: Day, exchanges: Exchange[]): Promise<Told | null> {
    const ask: Ask = {
      traceId: newId().replaceAll('-', ''),
      purpose: STAFF_CLOCK,
      caseId: null,
      basis: DUTY,
    };
    const periods: StaffPeriod[] = [];
    const receipts: string[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await this.insurance.staff(ask, { creditCode, since, page }, ['from', 'to']);
      if (answer.exchange) exchanges.push(answer.exchange);
      if (answer.state === 'unknown') return null;
      receipts.push(answer.receiptNo);
      for (const row of answer.value.rows) periods.push({ ...row, idNo: normaliseResidentId(row.idNo) });
      if (!answer.value.more) break;
    }
    return { changes: staffChanges(periods, today), receiptNo: receipts.join(', ') };
  }
}
