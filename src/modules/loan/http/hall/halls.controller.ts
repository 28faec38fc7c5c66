import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../kernel/actor';
import { Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { ReadHall } from '../../app/hall/read-hall';
import type { HallView } from '../../domain/hall/hall-view';

@ApiTags('贷款 loans')
@Controller('v1/loans')
export class HallsController {
  constructor(private readonly halls: ReadHall) {}

  @Get(':id/hall')
  @Permit('loan:read')
  @ApiOperation({
    operationId: 'readHall',
    summary:
      '二手房一厅式联办进度：各环节由谁办理、自何时起 / the joint case of a second-hand purchase, branch by branch',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<HallView> {
    return this.halls.one(actor, id);
  }
}
