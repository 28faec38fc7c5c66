import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../kernel/actor';
import { cursorAfter, type CursorForm, keyOfCursor, Problems } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { type OverdueList, ReadOverdue } from '../../app/servicing/read-overdue';
import { OverdueQuery } from './overdue.dto';

interface OverduePage extends OverdueList {
  readonly next: string | null;
}

const PAGE = 50;
const form: CursorForm = {
  list: 'overdue-loans',
  key: [/^\d{4}-\d{2}-\d{2}$/, /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/],
};

/** The overdue register for those who collect. */
@ApiTags('贷款 loans')
@Controller('v1/overdue-loans')
export class OverdueLoansController {
  constructor(private readonly overdue: ReadOverdue) {}

  @Get()
  @Permit('loan:overdue')
  @ApiOperation({
    operationId: 'listOverdueLoans',
    summary: '逾期贷款清单与合计，按催收阶段和五级分类 / overdue loans and their totals, by stage and class',
  })
  @Problems({ 403: ['CLERK_UNNAMED'], 422: ['NO_PARAMETERS_FOR_DAY'] })
  async list(
    @Query() { stage, riskClass, cursor, limit = PAGE }: OverdueQuery,
    @CurrentActor() actor: Actor,
  ): Promise<OverduePage> {
    const filters = { stage: stage ?? '', riskClass: riskClass ?? '' };
    const [oldestDueOn, loanId] = keyOfCursor(form, filters, cursor) ?? [];
    const after = oldestDueOn === undefined || loanId === undefined ? null : { oldestDueOn, loanId };
    const { list, isLast } = await this.overdue.list(actor, { stage, riskClass, after, limit });
    const last = list.loans.at(-1);
    const next = isLast || !last ? null : cursorAfter(form, filters, [last.oldestDueOn, last.loanId]);
    return { ...list, next };
  }
}
