import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { CurrentActor, Permit } from '../../access';
import { type DeskRecoveries, type OwnRecoveries, ReadRecoveries } from '../app/recovery/read-recoveries';
import { RecoveriesQuery } from './recoveries.dto';

const page = 20;

/** What was withdrawn on contracts cancelled afterwards and is to be given back. */
@ApiTags('追回 recoveries')
@Controller('v1')
export class RecoveriesController {
  constructor(
    private readonly recoveries: ReadRecoveries,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('me/recoveries')
  @Permit('account:read')
  @ApiOperation({
    operationId: 'listOwnRecoveries',
    summary: '本人应退回的提取：金额、期限、汇款办法 / what one has to give back, until when and how',
  })
  own(@CurrentActor() actor: Actor): Promise<OwnRecoveries> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.recoveries.own(tx, actor));
  }

  @Get('desk/recoveries')
  @Permit('desk:read')
  @ApiOperation({
    operationId: 'listRecoveries',
    summary: '待退回的提取，期限最早的在前 / what is to be given back, the earliest last day first',
  })
  atDesk(
    @Query() { limit = page, ...query }: RecoveriesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<DeskRecoveries> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.recoveries.atDesk(tx, { limit, ...query }));
  }
}
