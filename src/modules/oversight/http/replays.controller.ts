import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import {
  Answers,
  BodyHash,
  cursorAfter,
  type CursorForm,
  IdempotencyKey,
  keyOfCursor,
} from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { AskReplay } from '../app/ask-replay';
import { type RunWithDifferences, selectReplayRuns } from '../store/replay-run-store';
import { ReplayRequest, ReplaysQuery } from './replay.dto';

/** A replay and what differed. */
export type ShownRun = Omit<RunWithDifferences, 'at'>;

interface RunPage {
  readonly runs: readonly ShownRun[];
  readonly next: string | null;
}

const page = 20;
const form: CursorForm = {
  list: 'replays',
  key: [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/, /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/],
};

/** Decisions made again from their stored facts: the nightly samples and those somebody asked for. */
@ApiTags('监督 oversight')
@Controller('v1/oversight/replays')
export class ReplaysController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly askReplay: AskReplay,
  ) {}

  @Get()
  @Permit('oversight:read')
  @ApiOperation({
    operationId: 'listReplays',
    summary: '决定重放记录与差异 / replays of decisions and what differed, the latest first',
  })
  async list(@Query() query: ReplaysQuery, @CurrentActor() actor: Actor): Promise<RunPage> {
    const limit = query.limit ?? page;
    const [at, id] = keyOfCursor(form, {}, query.cursor) ?? [];
    const after = at === undefined || id === undefined ? null : { at, id };
    const rows = await this.unitOfWork.read(actor.centreId, (tx) => selectReplayRuns(tx, after, limit + 1));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? cursorAfter(form, {}, [last.at, last.id]) : null;
    return { runs: shown.map(({ at: _key, ...run }) => run), next };
  }

  @Post()
  @Permit('oversight:replay')
  @ApiOperation({
    operationId: 'replayDecisions',
    summary: '抽样重放决定 / replay a sample of decisions now',
  })
  @Answers('ReplayRun')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async replay(
    @Body() request: ReplayRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const reply = await this.askReplay.ask(actor, request, { key, bodyHash });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}
