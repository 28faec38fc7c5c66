import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { invalidAt, IsMonth, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import {
  type EmployerReliefPreview,
  type OwnRelief,
  PreviewRelief,
  reliefTerms,
} from '../../app/employer/preview-relief';
import { RATIO } from '../../app/employer/register-employer.input';

class ReliefQuery {
  @ApiPropertyOptional({ description: '起月 / first month' })
  @IsOptional()
  @IsMonth()
  fromMonth?: string;

  @ApiPropertyOptional({ description: '止月 / last month' })
  @IsOptional()
  @IsMonth()
  untilMonth?: string;

  @ApiPropertyOptional({ description: '降低后的单位比例，缓缴不填 / lower ratio; none for a deferral' })
  @IsOptional()
  @Matches(RATIO)
  ratioEmployer?: string;

  @ApiPropertyOptional({ description: '降低后的个人比例，缓缴不填 / lower ratio; none for a deferral' })
  @IsOptional()
  @Matches(RATIO)
  ratioEmployee?: string;
}

@ApiTags('单位 employers')
@Controller('v1')
export class ReliefPreviewController {
  constructor(
    private readonly previews: PreviewRelief,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('me/relief')
  @Permit('account:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'readOwnRelief',
    summary: '降低比例、缓缴期间本人少缴的金额 / what a lower ratio or a deferral takes from me',
  })
  own(@Query() query: ReliefQuery, @CurrentActor() actor: Actor): Promise<OwnRelief> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.previews.own(tx, actor, reliefTerms(query)));
  }

  @Get('employers/:id/relief-preview')
  @Permit('remittance:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'previewRelief',
    summary: '申请降低比例、缓缴前每位职工少缴的金额 / what relief would take from every member',
  })
  ofEmployer(
    @Param('id', UuidParamPipe) id: string,
    @Query() query: ReliefQuery,
    @CurrentActor() actor: Actor,
  ): Promise<EmployerReliefPreview> {
    const terms = reliefTerms(query);
    if (!terms)
      throw invalidAt('/fromMonth', 'MONTHS_MISSING', {
        zh: '请写明起月和止月。',
        en: 'Name the first and the last month.',
      });
    return this.unitOfWork.read(actor.centreId, (tx) => this.previews.ofEmployer(tx, actor, id, terms));
  }
}
