import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { StopNotices, type StopNoticeView } from '../../app/closing/stop-notices';

interface StopNoticeList {
  readonly notices: readonly StopNoticeView[];
}

@ApiTags('单位 employers')
@Controller('v1')
export class StopNoticesController {
  constructor(
    private readonly notices: StopNotices,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('employers/:id/loan-notices')
  @Permit('employer:loan-notices')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'listLoanNotices',
    summary: '职工贷款结清、停止代扣通知 / settled loans for which nothing is deducted from wages any more',
  })
  async list(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<StopNoticeList> {
    return {
      notices: await this.unitOfWork.read(actor.centreId, (tx) => this.notices.of(tx, actor, id)),
    };
  }
}
