import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { Commands } from '../../../casework';
import { ReadTransfers, type TransferView } from '../../app/transfer/read-transfers';

/** The member's own transfers. */
export interface TransferList {
  readonly transfers: readonly TransferView[];
}

interface Command {
  readonly actor: Actor;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
}

@ApiTags('异地转移 transfers')
@Controller('v1/transfers')
export class TransfersController {
  constructor(
    private readonly transfers: ReadTransfers,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Permit('account:read')
  @ApiOperation({
    operationId: 'listTransfers',
    summary: '本人异地转移：联系函、状态、金额 / own transfers between cities',
  })
  list(@CurrentActor() actor: Actor): Promise<TransferList> {
    return this.unitOfWork.read(actor.centreId, async (tx) => ({
      transfers: await this.transfers.own(tx, actor),
    }));
  }

  @Get(':id')
  @Permit('account:read')
  @ApiOperation({ operationId: 'readTransfer', summary: '异地转移 / one transfer between cities' })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<TransferView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.transfers.one(tx, actor, id));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Permit('case:cancel')
  @ApiOperation({
    operationId: 'cancelTransfer',
    summary: '撤销转入（转出中心收函前） / take a transfer in back before the other centre takes it up',
  })
  @Answers('TransferView')
  @Problems({ 404: ['NOT_FOUND'], 409: ['TRANSFER_STATE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  cancel(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const command = { actor, route: `POST /v1/transfers/${id}/cancellation`, key, bodyHash };
    return this.once(response, command, (tx) => this.transfers.cancel(tx, actor, id));
  }

  @Post(':id/progress-questions')
  @HttpCode(200)
  @Permit('case:cancel')
  @ApiOperation({
    operationId: 'askTransferProgress',
    summary: '询问转出中心办理进度 / ask the other centre how far it is',
  })
  @Answers('TransferView')
  @Problems({ 404: ['NOT_FOUND'], 409: ['TRANSFER_STATE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  ask(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const command = { actor, route: `POST /v1/transfers/${id}/progress-questions`, key, bodyHash };
    return this.once(response, command, (tx) => this.transfers.ask(tx, actor, id));
  }

  private async once(
    response: FastifyReply,
    command: Command,
    work: (tx: Tx) => Promise<TransferView>,
  ): Promise<void> {
    const reply = await this.commands.once(command, async (tx) => ({
      status: 200,
      answer: JSON.stringify(await work(tx)),
    }));
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}
