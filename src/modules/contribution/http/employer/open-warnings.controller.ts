import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { CurrentActor, Permit } from '../../../access';
import { type OpenWarningsView, ReadWarnings } from '../../app/employer/read-warnings';
import { type WarningKind, WARNINGS } from '../../domain/employer/warning';

const KINDS = Object.keys(WARNINGS) as WarningKind[];

class OpenWarningsQuery {
  @ApiPropertyOptional({ enum: KINDS, description: '提醒类别 / which statutory day' })
  @IsOptional()
  @IsIn(KINDS)
  kind?: WarningKind;

  @ApiPropertyOptional({ description: '上一页的 next / next of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

@ApiTags('单位 employers')
@Controller('v1/employer-warnings')
export class OpenWarningsController {
  constructor(
    private readonly readWarnings: ReadWarnings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Permit('desk:read')
  @ApiOperation({
    operationId: 'listOpenWarnings',
    summary: '各单位未纠正的逾期提醒 / statutory days employers let pass and have not made good',
  })
  open(@Query() query: OpenWarningsQuery, @CurrentActor() actor: Actor): Promise<OpenWarningsView> {
    const page = { kind: query.kind ?? null, after: query.after ?? null };
    return this.unitOfWork.read(actor.centreId, (tx) => this.readWarnings.open(tx, page));
  }
}
