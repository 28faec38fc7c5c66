import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { CrashPoint } from '../../../platform/crash-point';
import {
  Answers,
  BodyHash,
  IdempotencyKey,
  languageOf,
  notFound,
  Problems,
  TraceId,
  UuidParamPipe,
} from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { CancelCase } from '../app/cancel-case';
import { CaseFile } from '../app/case-file';
import { CaseReading } from '../app/case-reading';
import { StreamCaseEvents } from '../app/stream-case-events';
import { SubmitCase } from '../app/submit-case';
import type { CaseView } from '../domain/case-view';
import { CaseRequest } from './case.dto';
import { sendReply } from './send-reply';

@ApiTags('办件 cases')
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly submitCase: SubmitCase,
    private readonly cancelCase: CancelCase,
    private readonly caseFile: CaseFile,
    private readonly reading: CaseReading,
    private readonly stream: StreamCaseEvents,
  ) {}

  @Post()
  @Permit('case:submit')
  @ApiOperation({
    operationId: 'submitCase',
    summary: '申请办理 / apply: decided, carried out and answered in one call',
  })
  @Answers('CaseView')
  @Problems({
    403: ['CLERK_UNNAMED', 'ITEM_NOT_FOR_ROLE', 'OWN_CASE'],
    404: ['NOT_FOUND'],
    409: [
      'ACCOUNT_STEP_NOT_THERE',
      'CARD_BOUND_ELSEWHERE',
      'CASE_ALREADY_OPEN',
      'CASE_JUST_ENDED',
      'CONSENT_NUMBER_USED',
      'EMPLOYER_REGISTERED',
      'ITEM_NOT_USABLE',
      'LOAN_NOT_PAID_OUT',
      'UNIT_STATE',
    ],
    422: ['NO_PARAMETERS_FOR_DAY'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @CrashPoint('application')
  async submit(
    @Body() request: CaseRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @TraceId() traceId: string,
    @Headers('accept-language') accepted: string | undefined,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const { item, input } = request;
    const reply = await this.submitCase.submit({
      actor,
      key,
      bodyHash,
      item,
      input,
      channel: 'web',
      traceId,
      language: languageOf(accepted),
    });
    await sendReply(response, reply);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Permit('case:cancel')
  @ApiOperation({
    operationId: 'cancelCase',
    summary: '撤回尚未决定的申请 / take back an application that is not decided yet',
  })
  @Answers('CaseView')
  @Problems({ 409: ['CASE_NOT_WAITING'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async cancel(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const reply = await this.cancelCase.cancel(actor, id, { key, bodyHash });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }

  @Get(':id')
  @Permit('case:read')
  @ApiOperation({
    operationId: 'readCase',
    summary: '查看办件：决定、依据、进度、回执 / decision, trace, timeline, receipt',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  async read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<CaseView> {
    const view = await this.reading.of(actor, id, (tx) => this.caseFile.view(tx, id));
    if (!view) throw notFound();
    return view;
  }

  @Get(':id/events')
  @Permit('case:read')
  @ApiOperation({
    operationId: 'followCase',
    summary: '办件进度事件流 / progress as server-sent events, resumed by Last-Event-ID',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: '已收到的最后编号 / number of the last event seen',
  })
  @ApiOkResponse({
    description: '每条的 data 为一项进度 / the data of each event is one entry of the timeline',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  async events(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await this.reading.of(actor, id, () => Promise.resolve());
    const after = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
    await response
      .type('text/event-stream; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .send(this.stream.from(actor.centreId, id, after));
  }
}
