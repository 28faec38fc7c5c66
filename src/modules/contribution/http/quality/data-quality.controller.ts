import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { DataQuality, type EmployerQuality, type QualityReport } from '../../app/quality/data-quality';

class QualityQuery {
  @ApiPropertyOptional({ description: '上一页的 next / next of the page before' })
  @IsOptional()
  @IsString()
  @Length(1, 400)
  cursor?: string;
}

/** What employers' data lack, and how they mend it themselves. */
@ApiTags('单位 employers')
@Controller('v1')
export class DataQualityController {
  constructor(
    private readonly quality: DataQuality,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('data-quality')
  @Permit('quality:read')
  @ApiOperation({
    operationId: 'readDataQuality',
    summary:
      '单位数据质量：完整率、各项问题单位数与待完善单位 / quality of employers’ data, those with most to mend first',
  })
  report(@Query() { cursor }: QualityQuery, @CurrentActor() actor: Actor): Promise<QualityReport> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.quality.report(tx, cursor));
  }

  @Get('employers/:id/data-quality')
  @Permit('employer:warnings')
  @ApiOperation({
    operationId: 'readEmployerDataQuality',
    summary:
      '本单位待完善的信息与自助办理事项 / what of the employer’s data is to be mended, and by which item',
  })
  of(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<EmployerQuality> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.quality.of(tx, actor, id));
  }
}
