import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { CurrentActor, Permit } from '../../access';
import { type MonthEndView, ReadMonths } from '../../settlement';

interface MonthList {
  readonly months: readonly MonthEndView[];
}

const SHOWN = 36;

/** Months that are over: closed with their balances, or what still stands in the way. */
@ApiTags('监督 oversight')
@Controller('v1/oversight/months')
export class MonthsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly months: ReadMonths,
  ) {}

  @Get()
  @Permit('oversight:read')
  @ApiOperation({
    operationId: 'listMonths',
    summary:
      '月结：各月是否结账、未结原因、科目余额 / months that are over: closed with balances, or why not',
  })
  async list(@CurrentActor() actor: Actor): Promise<MonthList> {
    const months = await this.unitOfWork.read(actor.centreId, (tx) => this.months.latest(tx, SHOWN));
    return { months };
  }
}
