import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import {
  Answers,
  BodyHash,
  cursorAfter,
  type CursorForm,
  IdempotencyKey,
  keyOfCursor,
  Problems,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { MoveOriginals } from '../../app/signing/move-originals';
import type { OriginalsAway } from '../../store/originals-store';
import { OriginalsOutcomeRequest, OriginalsQuery, OriginalsRequest } from './originals.dto';
import { sendAnswer } from './send-answer';

interface OriginalsPage {
  readonly originals: readonly OriginalsAway[];
  readonly next: string | null;
}

const PAGE = 50;
const form: CursorForm = {
  list: 'loan-originals',
  key: [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/, /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/],
};

/** Originals of signed contracts on their way to the borrower. */
@ApiTags('贷款 loans')
@Controller('v1')
export class OriginalsController {
  constructor(private readonly moves: MoveOriginals) {}

  @Get('loan-originals')
  @Permit('signing:read')
  @ApiOperation({
    operationId: 'listOriginals',
    summary:
      '尚未交到借款人的合同原件：在谁手里、自何时起 / originals that borrowers do not have yet, with whom and since when',
  })
  @Problems({ 403: ['CLERK_UNNAMED'] })
  async list(
    @Query() { holder, cursor, limit = PAGE }: OriginalsQuery,
    @CurrentActor() actor: Actor,
  ): Promise<OriginalsPage> {
    const filters = { holder: holder ?? '' };
    const [since, loanId] = keyOfCursor(form, filters, cursor) ?? [];
    const after = since === undefined || loanId === undefined ? null : { since, loanId };
    const { found, isLast } = await this.moves.away(actor, { holder: holder ?? null, after, limit });
    const last = found.at(-1);
    return {
      originals: found,
      next: isLast || !last ? null : cursorAfter(form, filters, [last.since, last.loanId]),
    };
  }

  @Post('loans/:id/signing/originals')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({ operationId: 'postOriginals', summary: '合同原件寄出 / the originals are in the post' })
  @Answers('SigningDesk')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['ORIGINALS_ELSEWHERE', 'SIGNING_STATE', 'TRACKING_KNOWN'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async send(
    @Param('id', UuidParamPipe) id: string,
    @Body() { carrier, trackingNo, address }: OriginalsRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const route = `POST /v1/loans/${id}/signing/originals`;
    const told = { kind: 'sent', carrier, trackingNo, ...(address !== undefined && { address }) } as const;
    await sendAnswer(response, await this.moves.move(actor, id, told, { route, key, bodyHash }));
  }

  @Post('loans/:id/signing/originals/outcome')
  @HttpCode(200)
  @Permit('signing:act')
  @ApiOperation({
    operationId: 'tellOriginals',
    summary: '原件妥投、退回或在柜台领取 / the originals were delivered, returned or handed over',
  })
  @Answers('SigningDesk')
  @Problems({
    403: ['CLERK_UNNAMED', 'OWN_CASE'],
    409: ['ORIGINALS_ELSEWHERE', 'SIGNING_STATE'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async outcome(
    @Param('id', UuidParamPipe) id: string,
    @Body() { delivery: kind, on, reason }: OriginalsOutcomeRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const route = `POST /v1/loans/${id}/signing/originals/outcome`;
    const told = {
      kind,
      ...(on !== undefined && { on }),
      ...(kind === 'returned' && reason !== undefined && { reason }),
    };
    await sendAnswer(response, await this.moves.move(actor, id, told, { route, key, bodyHash }));
  }
}
