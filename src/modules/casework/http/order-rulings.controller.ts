import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { parseYuan } from '../../../kernel/money';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import type { RuledOutcome } from '../../settlement';
import { type OpenOrderView, OrderRulings, type OrderRulingView } from '../app/order-rulings';
import { OrderRulingBody, OrderRulingDecisionBody } from './order-ruling.dto';

interface OrderRulingList {
  readonly rulings: readonly OrderRulingView[];
}

interface OpenOrderList {
  readonly orders: readonly OpenOrderView[];
}

/** Orders to banks that are frozen or silent, ended by two people upon the bank's written word. */
@ApiTags('柜台 desk')
@Controller('v1/desk')
export class OrderRulingsController {
  constructor(private readonly rulings: OrderRulings) {}

  @Get('order-rulings')
  @Permit('order:read')
  @ApiOperation({
    operationId: 'listOrderRulings',
    summary:
      '指令处理结果：待决定和已决定的 / how orders ended by the word of banks, proposed and decided on',
  })
  async list(@CurrentActor() actor: Actor): Promise<OrderRulingList> {
    return { rulings: await this.rulings.list(actor) };
  }

  @Get('order-batches/:id/orders')
  @Permit('order:read')
  @ApiOperation({
    operationId: 'listOpenOrders',
    summary: '批量代收中结果未明的各笔 / orders of a batch whose end is not known',
  })
  async parts(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<OpenOrderList> {
    return { orders: await this.rulings.parts(actor, id) };
  }

  @Post('order-rulings')
  @HttpCode(201)
  @Permit('order:propose')
  @ApiOperation({
    operationId: 'proposeOrderRuling',
    summary: '凭银行书面结果提出指令的处理 / put down how an order ended, as its bank declares',
  })
  @Answers({ 201: 'OrderRulingView' })
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['ORDER_NOT_STUCK', 'RULING_PROPOSED', 'ORDER_CONTRADICTS'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @Body() body: OrderRulingBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const { what, orderId, evidenceNo } = body;
    const of = { what, orderId, evidenceNo, ruled: ruledOf(body) };
    await send(response, await this.rulings.propose(actor, of, { key, bodyHash }));
  }

  @Post('order-rulings/:id/decision')
  @HttpCode(200)
  @Permit('order:decide')
  @ApiOperation({
    operationId: 'decideOrderRuling',
    summary: '决定指令的处理，须为另一人 / apply it or not, as another person than its proposer',
  })
  @Answers('OrderRulingView')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: [
      'RULING_NOT_PROPOSED',
      'SECOND_PERSON_WANTED',
      'ORDER_NOT_STUCK',
      'ORDER_CONTRADICTS',
      'VALUE_DATE_IMPOSSIBLE',
    ],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async decide(
    @Param('id', UuidParamPipe) id: string,
    @Body() { agreed }: OrderRulingDecisionBody,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    await send(response, await this.rulings.decide(actor, { id, agreed }, { key, bodyHash }));
  }
}

/** Of each outcome the body holds what belongs to it: it was validated. */
function ruledOf({
  bankResult: outcome,
  bankSerial,
  valueDate,
  amount,
  rejectCode,
}: OrderRulingBody): RuledOutcome {
  if (outcome === 'rejected') return { outcome, rejectCode: rejectCode ?? '' };
  return {
    outcome,
    bankSerial: bankSerial ?? '',
    valueDate: valueDate ?? '',
    amountFen: parseYuan(amount ?? ''),
  };
}

async function send(
  response: FastifyReply,
  reply: { readonly status: number; readonly answer: string; readonly replayed: boolean },
): Promise<void> {
  if (reply.replayed) response.header('Idempotency-Replayed', 'true');
  await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
}
