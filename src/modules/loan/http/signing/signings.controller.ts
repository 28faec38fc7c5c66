import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { LoanAccess } from '../../app/application/loan-access';
import { BookSigning } from '../../app/signing/book-signing';
import { ChooseHedging } from '../../app/signing/choose-hedging';
import type { HedgingOffer } from '../../domain/hedging/hedging-draw';
import { sendAnswer } from './send-answer';
import { BookSigningRequest } from './signing.dto';

/** The visit to sign a loan, as it is booked. */
@ApiTags('贷款 loans')
@Controller('v1/loans/:id/signing')
export class SigningsController {
  constructor(
    private readonly booking: BookSigning,
    private readonly hedging: ChooseHedging,
    private readonly access: LoanAccess,
  ) {}

  @Post('')
  @HttpCode(201)
  @Permit('signing:book')
  @ApiOperation({ operationId: 'bookSigning', summary: '预约面签 / book the visit to sign' })
  @Answers('SigningView')
  @Problems({
    403: ['BORROWER_ONLY', 'CLERK_UNNAMED', 'OWN_CASE'],
    409: ['HEDGING_FIXED', 'LOAN_NOT_TO_SIGN', 'SIGNING_BOOKED', 'SLOT_FULL'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async book(
    @Param('id', UuidParamPipe) id: string,
    @Body() { branchId, day, time, hedging = false, hedgingChoice }: BookSigningRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(
      response,
      await this.booking.book(
        actor,
        id,
        { branchId, day, time, hedging, ...(hedgingChoice && { hedgingChoice }) },
        { key, bodyHash },
      ),
    );
  }

  @Get('hedging')
  @Permit('signing:book')
  @ApiOperation({
    operationId: 'offerHedging',
    summary: '可选的对冲还贷方式 / how the accounts may repay, and whose there are',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['LOAN_NOT_TO_SIGN'] })
  offer(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<HedgingOffer> {
    return this.access.read(actor, id, (tx, { loan }) => this.hedging.offer(tx, loan));
  }

  @Post('cancellation')
  @HttpCode(200)
  @Permit('signing:book')
  @ApiOperation({ operationId: 'cancelSigning', summary: '取消面签预约 / cancel the visit' })
  @Answers('SigningView')
  @Problems({ 403: ['BORROWER_ONLY', 'CLERK_UNNAMED', 'OWN_CASE'], 409: ['SIGNING_STATE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async cancel(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.booking.cancel(actor, id, { key, bodyHash }));
  }

  @Post('no-show')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({ operationId: 'missSigning', summary: '登记未到场 / nobody came' })
  @Answers('SigningView')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['SIGNING_STATE', 'SIGNING_TO_COME'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async miss(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await sendAnswer(response, await this.booking.miss(actor, id, { key, bodyHash }));
  }
}
