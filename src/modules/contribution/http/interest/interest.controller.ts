import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import type { CommandAnswer } from '../../../casework';
import {
  GovernInterest,
  type InterestRateView,
  type InterestRunView,
} from '../../app/interest/govern-interest';
import { MemberInterest, type MemberInterestView } from '../../app/interest/member-interest';
import { StreamInterestRun } from '../../app/interest/stream-interest-run';
import { InterestRateRequest, InterestRunRequest } from './interest.dto';

interface InterestRuns {
  readonly runs: readonly InterestRunView[];
}

interface InterestRates {
  readonly rates: readonly InterestRateView[];
}

/** Interest of members: a member's own, the runs over all accounts, the rates. */
@ApiTags('结息 interest')
@Controller('v1')
export class InterestController {
  constructor(
    private readonly govern: GovernInterest,
    private readonly members: MemberInterest,
    private readonly stream: StreamInterestRun,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('me/interest')
  @Permit('account:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'readOwnInterest',
    summary:
      '本人利息：本年至今、6月30日预计、分段积数与算式 / own interest: so far, expected on 30 June, by segment',
  })
  ownInterest(@CurrentActor() actor: Actor): Promise<MemberInterestView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.members.preview(tx, actor));
  }

  @Post('interest-runs')
  @Permit('interest:run')
  @Problems({ 409: ['INTEREST_YEAR_NOT_DUE', 'INTEREST_MONTH_CLOSED', 'INTEREST_RUN_EXISTS'] })
  @ApiOperation({
    operationId: 'startInterestRun',
    summary: '启动年终结息（6月30日）/ start the yearly run of interest',
  })
  @HttpCode(202)
  @Answers('InterestRunView')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async start(
    @Body() request: InterestRunRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const reply = await this.govern.startYear(actor, request.year, { key, bodyHash });
    const { id } = JSON.parse(reply.answer) as InterestRunView;
    response.header('Location', `/v1/interest-runs/${id}`);
    await send(response, reply);
  }

  @Get('interest-runs')
  @Permit('interest:read')
  @ApiOperation({
    operationId: 'listInterestRuns',
    summary: '结息运行记录 / runs of interest, the latest first',
  })
  async runs(@CurrentActor() actor: Actor): Promise<InterestRuns> {
    return { runs: await this.unitOfWork.read(actor.centreId, (tx) => this.govern.list(tx)) };
  }

  @Get('interest-runs/:id')
  @Permit('interest:read')
  @ApiOperation({ operationId: 'readInterestRun', summary: '结息进度 / how far a run of interest has come' })
  run(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<InterestRunView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.govern.run(tx, id));
  }

  @Get('interest-runs/:id/events')
  @Permit('interest:read')
  @Problems({ 404: ['NOT_FOUND'] })
  @ApiOperation({
    operationId: 'followInterestRun',
    summary: '结息进度事件流 / progress as server-sent events, each with the whole run',
  })
  @ApiOkResponse({
    description: '每条的 data 为该次结息的进度 / the data of each event is the run as it stands',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  async follow(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const events = await this.stream.of(actor.centreId, id);
    await response.type('text/event-stream; charset=utf-8').header('Cache-Control', 'no-store').send(events);
  }

  @Get('interest-rates')
  @Permit('interest:read')
  @ApiOperation({ operationId: 'listInterestRates', summary: '职工存款利率 / rates of members’ balances' })
  async rates(@CurrentActor() actor: Actor): Promise<InterestRates> {
    return { rates: await this.unitOfWork.read(actor.centreId, (tx) => this.govern.rates(tx)) };
  }

  @Post('interest-rates')
  @Permit('interest:run')
  @Problems({ 409: ['INTEREST_RATE_TOO_EARLY', 'INTEREST_RATE_EXISTS'] })
  @ApiOperation({
    operationId: 'announceInterestRate',
    summary: '登记新利率（自将来之日起）/ announce a rate that holds from a day to come',
  })
  @Answers('InterestRateView')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async announce(
    @Body() request: InterestRateRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await send(response, await this.govern.announce(actor, request, { key, bodyHash }));
  }
}

async function send(response: FastifyReply, reply: CommandAnswer & { replayed: boolean }): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
}
