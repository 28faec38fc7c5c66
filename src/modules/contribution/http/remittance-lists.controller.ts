import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { sha256Hex } from '../../../kernel/canonical-json';
import { parseMonth } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { BodyHash, bodyHash, IdempotencyKey, UuidParamPipe, validateDto } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { Commands } from '../../casework';
import { DraftRemittanceList, type ListWanted } from '../app/draft-remittance-list';
import { ReadRemittanceList, type RemittanceListView } from '../app/read-remittance-list';
import { LIST_COLUMNS, type ListColumn, ListFaults } from '../domain/list-fault';
import type { RawRow } from '../domain/list-row';
import { ListErrorsFilter } from './list-errors.filter';
import { readCsvList } from './read-csv-list';
import { ListOf, ListRequest, SameAsRequest } from './remittance-list.dto';

const ROUTE = 'POST /v1/remittance-lists';

interface SentList {
  readonly of: ListOf;
  readonly rows: readonly RawRow[];
  readonly faults: ListFaults;
  readonly hash: string;
}

@ApiTags('汇缴清册 remittance lists')
@Controller('v1/remittance-lists')
@UseFilters(ListErrorsFilter)
export class RemittanceListsController {
  constructor(
    private readonly drafts: DraftRemittanceList,
    private readonly lists: ReadRemittanceList,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @Permit('remittance:write')
  @HttpCode(201)
  @ApiOperation({
    summary: '提交汇缴清册：逐行校验，全部正确才导入 / send a list: every row is checked, all or nothing',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiQuery({ name: 'employerId', required: false, description: 'text/csv' })
  @ApiQuery({ name: 'month', required: false, description: 'text/csv' })
  @ApiConsumes('application/json', 'text/csv')
  @ApiExtraModels(ListRequest)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(ListRequest) }, { type: 'string' }] } })
  async create(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const { of, rows, faults, hash } = await sentList(request);
    const { employerId } = of;
    const month = parseMonth(of.month);
    await this.once(response, { actor, route: ROUTE, key, bodyHash: hash }, (tx, id) =>
      this.drafts.fromRows(tx, actor, { id, employerId, month }, rows, faults),
    );
  }

  @Post('same-as')
  @Permit('remittance:write')
  @HttpCode(201)
  @ApiOperation({ summary: '与某月相同 / the same members and bases as in another month, in one call' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async sameAs(
    @Body() request: SameAsRequest,
    @BodyHash() hash: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const wanted = { employerId: request.employerId, month: parseMonth(request.month) };
    const asMonth = parseMonth(request.asMonth);
    await this.once(response, { actor, route: `${ROUTE}/same-as`, key, bodyHash: hash }, (tx, id) =>
      this.drafts.sameAs(tx, actor, { id, ...wanted } satisfies ListWanted, asMonth),
    );
  }

  @Get(':id')
  @Permit('remittance:read')
  @ApiOperation({ summary: '查看清册：合计、状态、缴款单号 / totals, state and payment number of a list' })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<RemittanceListView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.lists.read(tx, actor, id));
  }

  private async once(
    response: FastifyReply,
    request: Parameters<Commands['once']>[0],
    make: (tx: Tx, id: string) => Promise<void>,
  ): Promise<void> {
    const reply = await this.commands.once(request, async (tx, id) => {
      await make(tx, id);
      return { status: 201, answer: JSON.stringify(await this.lists.read(tx, request.actor, id)) };
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    const { id } = JSON.parse(reply.answer) as RemittanceListView;
    await response
      .code(reply.status)
      .header('Location', `/v1/remittance-lists/${id}`)
      .type('application/json; charset=utf-8')
      .send(reply.answer);
  }
}

/** The list in either form. Problems: 400 when the request itself cannot be read, 413 when it is too large. */
async function sentList({ body, query }: FastifyRequest): Promise<SentList> {
  if (body instanceof Readable) {
    const of = validateDto(ListOf, { ...(query as object) }, '/query');
    const { rows, faults, sha256 } = await readCsvList(body);
    return { of, rows, faults, hash: sha256Hex(`${of.employerId}\n${of.month}\n${sha256}`) };
  }
  const request = validateDto(ListRequest, body);
  const rows = request.members.map((member, index): RawRow => {
    const entries = (Object.keys(LIST_COLUMNS) as ListColumn[]).map(
      (column) => [column, member[column]] as const,
    );
    return { row: index + 2, cells: Object.fromEntries(entries.filter(([, cell]) => cell !== undefined)) };
  });
  return { of: request, rows, faults: new ListFaults('json'), hash: bodyHash(body) };
}
