import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { CancelLoan } from '../../app/application/cancel-loan';
import { LoanAccess } from '../../app/application/loan-access';
import { ReadLoans } from '../../app/application/read-loans';
import { StreamLoanEvents } from '../../app/application/stream-loan-events';
import type { LoanLine, LoanView } from '../../domain/loan-view';
import { LoanCancellationRequest } from './loan-consent.dto';

interface LoanList {
  readonly loans: readonly LoanLine[];
}

@ApiTags('贷款 loans')
@Controller('v1/loans')
export class LoansController {
  constructor(
    private readonly loans: ReadLoans,
    private readonly access: LoanAccess,
    private readonly cancelLoan: CancelLoan,
    private readonly stream: StreamLoanEvents,
  ) {}

  @Get()
  @Permit('loan:list')
  @ApiOperation({
    operationId: 'listLoans',
    summary: '本人参与的贷款 / own loans, in whatever part',
  })
  async list(@CurrentActor() actor: Actor): Promise<LoanList> {
    return { loans: await this.loans.own(actor) };
  }

  @Get(':id')
  @Permit('loan:read')
  @ApiOperation({
    operationId: 'readLoan',
    summary: '查看贷款：条款、进度、下一步由谁办理 / terms, timeline, who has it in hand',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<LoanView> {
    return this.loans.one(actor, id);
  }

  @Get(':id/events')
  @Permit('loan:read')
  @ApiOperation({
    operationId: 'followLoan',
    summary: '贷款进度事件流 / progress as server-sent events, resumed by Last-Event-ID',
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
    await this.access.read(actor, id, () => Promise.resolve());
    const after = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0;
    await response
      .type('text/event-stream; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .send(this.stream.from(actor.centreId, id, after));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Permit('loan:cancel')
  @ApiOperation({
    operationId: 'cancelLoan',
    summary: '放款前撤销贷款 / give a loan up before its money has left',
  })
  @Answers('LoanView')
  @Problems({ 403: ['BORROWER_ONLY', 'CLERK_UNNAMED', 'OWN_CASE'], 409: ['LOAN_NOT_CANCELLABLE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async cancel(
    @Param('id', UuidParamPipe) id: string,
    @Body() { counter }: LoanCancellationRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const reply = await this.cancelLoan.cancel(actor, id, { key, bodyHash, counter });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}
