import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, IsDay, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { SetUpBranches } from '../../app/signing/set-up-branches';
import type { SigningBranch, SigningSlot } from '../../domain/signing/signing-view';
import { sendAnswer } from './send-answer';
import { NewBranchRequest, OpenSlotsRequest } from './signing.dto';

interface SigningBranchList {
  readonly branches: readonly SigningBranch[];
}

interface SigningSlotList {
  readonly slots: readonly SigningSlot[];
}

/** Half hours that a manager has opened. */
export interface OpenedSlots {
  readonly branchId: string;
  readonly from: string;
  readonly until: string;
  readonly capacity: number;
}

class SlotsQuery {
  @ApiProperty({ required: false, example: '2027-03-12', description: '起始日期，默认今天 / first day' })
  @IsOptional()
  @IsDay()
  from?: string;
}

@ApiTags('贷款 loans')
@Controller('v1/signing-branches')
export class SigningBranchesController {
  constructor(private readonly branches: SetUpBranches) {}

  @Get()
  @Permit('signing:list')
  @ApiOperation({ operationId: 'listSigningBranches', summary: '面签网点 / branches where loans are signed' })
  async list(@CurrentActor() actor: Actor): Promise<SigningBranchList> {
    return { branches: await this.branches.list(actor) };
  }

  @Get(':id/slots')
  @Permit('signing:list')
  @ApiOperation({
    operationId: 'listSigningSlots',
    summary: '网点面签时段和余量 / half hours of a branch and what is free in each',
  })
  async slots(
    @Param('id', UuidParamPipe) id: string,
    @Query() { from }: SlotsQuery,
    @CurrentActor() actor: Actor,
  ): Promise<SigningSlotList> {
    return { slots: await this.branches.slots(actor, id, from) };
  }

  @Post()
  @HttpCode(201)
  @Permit('signing:setup')
  @ApiOperation({ operationId: 'openSigningBranch', summary: '设置面签网点 / open a branch for signing' })
  @Answers('SigningBranch')
  @Problems({ 409: ['BRANCH_EXISTS'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async open(
    @Body() { name, address }: NewBranchRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.branches.openBranch(actor, { name, address }, { key, bodyHash }));
  }

  @Post(':id/slots')
  @HttpCode(200)
  @Permit('signing:setup')
  @ApiOperation({
    operationId: 'openSigningSlots',
    summary: '设置面签时段容量 / open half hours, or change how many loans they receive',
  })
  @Answers('OpenedSlots')
  @Problems({ 409: ['SLOTS_BOOKED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async openSlots(
    @Param('id', UuidParamPipe) id: string,
    @Body() { from, until, opens, closes, capacity }: OpenSlotsRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const wanted = { from, until, opens, closes, capacity };
    await sendAnswer(response, await this.branches.openSlots(actor, id, wanted, { key, bodyHash }));
  }
}
