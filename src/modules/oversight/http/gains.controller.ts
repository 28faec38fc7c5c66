import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { GainsDesk, type GainsDistributionView } from '../app/gains-desk';
import { GainsDecision, GainsProposal } from './gains.dto';

interface GainsDistributionList {
  readonly distributions: readonly GainsDistributionView[];
}

/** Gains of a year, distributed as one proposes and another decides (V21). */
@ApiTags('监督 oversight')
@Controller('v1/gains-distributions')
export class GainsController {
  constructor(private readonly desk: GainsDesk) {}

  @Get()
  @Permit('gains:read')
  @ApiOperation({
    operationId: 'listGainsDistributions',
    summary: '增值收益分配：各年度办法与金额 / gains of each year, how they are distributed',
  })
  async list(@CurrentActor() actor: Actor): Promise<GainsDistributionList> {
    return { distributions: await this.desk.list(actor) };
  }

  @Post()
  @HttpCode(201)
  @Permit('gains:distribute')
  @ApiOperation({
    operationId: 'proposeGainsDistribution',
    summary: '提出增值收益分配 / propose how the gains of a year are distributed',
  })
  @Answers({ 201: 'GainsDistributionView' })
  @Problems({
    403: ['CLERK_UNNAMED'],
    409: ['YEAR_STILL_RUNNING', 'YEAR_CLOSED', 'DISTRIBUTION_PROPOSED'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Body() { year, reserveRule, managementFeeBudget, documentNo }: GainsProposal,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const terms = { year, reserveRule, managementFeeBudget, documentNo };
    await send(response, await this.desk.propose(actor, terms, { key, bodyHash }));
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Permit('gains:distribute')
  @ApiOperation({
    operationId: 'decideGainsDistribution',
    summary: '决定增值收益分配，须为另一人 / decide on a distribution, as another person than its proposer',
  })
  @Answers('GainsDistributionView')
  @Problems({ 403: ['CLERK_UNNAMED'], 409: ['DISTRIBUTION_DECIDED', 'SECOND_PERSON_WANTED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) id: string,
    @Body() { agreed: approve }: GainsDecision,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await send(response, await this.desk.decide(actor, { id, approve }, { key, bodyHash }));
  }
}

/** What a command answered; a replay says that it is one. */
async function send(
  response: FastifyReply,
  reply: { readonly status: number; readonly answer: string; readonly replayed: boolean },
): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
}
