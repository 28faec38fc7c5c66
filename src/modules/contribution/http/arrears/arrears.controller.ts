import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { Arrears, type ArrearsReport, type ArrearsView } from '../../app/arrears/arrears';

class ArrearsQuery {
  @ApiPropertyOptional({ description: '上一页的 next / next of the page before' })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  after?: string;
}

@ApiTags('欠缴 arrears')
@Controller('v1')
export class ArrearsController {
  constructor(
    private readonly arrears: Arrears,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('employers/:id/arrears')
  @Permit('remittance:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'readEmployerArrears',
    summary: '单位欠缴：发薪日后五日仍未汇缴的年月 / months not remitted five days after payday',
  })
  ofEmployer(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<ArrearsView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.arrears.view(tx, actor, id));
  }

  @Get('arrears')
  @Permit('desk:read')
  @ApiOperation({ operationId: 'readArrears', summary: '欠缴账龄 / arrears of all employers by age' })
  all(@Query() { after = '0' }: ArrearsQuery, @CurrentActor() actor: Actor): Promise<ArrearsReport> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.arrears.report(tx, BigInt(after)));
  }
}
