import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import {
  Answers,
  BodyHash,
  IdempotencyKey,
  idempotencyKey,
  languageOf,
  Problems,
  TakesCsv,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { Commands } from '../../../casework';
import { CancelPayment } from '../../app/back-payment/cancel-payment';
import { DraftRemittanceList, type ListWanted } from '../../app/remittance/draft-remittance-list';
import { LayOutList } from '../../app/remittance/lay-out-list';
import { ListHasErrors } from '../../app/remittance/list-problems';
import { ReadRemittanceList, type RemittanceListView } from '../../app/remittance/read-remittance-list';
import type { ListFaults } from '../../domain/remittance/list-fault';
import { badRows, reasonsIn } from '../files/bad-rows';
import { csvFile } from '../files/csv-file';
import { ListErrorsFilter } from '../files/list-errors.filter';
import { ListReport, listReport } from '../files/list-report';
import { prefersCsv } from '../files/prefers-csv';
import { ListRequest, SameAsRequest } from './remittance-list.dto';
import { sendCsv } from '../files/send-csv';
import { type SentList, sentList } from '../files/sent-list';
import { WORKBOOK } from '../files/workbook-type';
import { UPLOAD_DESCRIPTION } from '../files/upload-description';

const ROUTE = 'POST /v1/remittance-lists';
const choice = { required: false, enum: ['true', 'false'] };
/** The bad rows as a file, when `Accept` prefers it. */
const BAD_ROWS = { content: { 'text/csv': { schema: { type: 'string' as const } } } };

/** A list just made; with `partial` or `addTo`, what became of each row. */
export interface SentListView extends RemittanceListView {
  readonly report?: ListReport;
}

/** What would become of a list, which is not stored. */
export interface DryRunReport extends ListReport {
  readonly dryRun: true;
}

@ApiTags('汇缴清册 remittance lists')
@Controller('v1/remittance-lists')
@UseFilters(ListErrorsFilter)
export class RemittanceListsController {
  constructor(
    private readonly drafts: DraftRemittanceList,
    private readonly plan: LayOutList,
    private readonly lists: ReadRemittanceList,
    private readonly cancellation: CancelPayment,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @TakesCsv()
  @Permit('remittance:write')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'sendRemittanceList',
    summary:
      '提交汇缴清册：逐行校验，全部正确才导入；可试算、部分导入、追加 / send a list: all or nothing unless told otherwise',
    description: UPLOAD_DESCRIPTION,
  })
  @Answers({ 200: 'DryRunReport', 201: 'SentListView' })
  @Problems({
    404: ['NOT_FOUND'],
    409: ['LIST_ALREADY_CONFIRMED', 'LIST_NOT_DRAFT', 'LIST_OF_ANOTHER_MONTH'],
    422: ['LIST_HAS_ERRORS', 'NO_PARAMETERS_FOR_DAY'],
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'dryRun=true 时不需要 / not for dryRun=true',
  })
  @ApiQuery({ name: 'employerId', required: false, description: 'text/csv' })
  @ApiQuery({ name: 'month', required: false, description: 'text/csv' })
  @ApiQuery({ name: 'sheet', required: false, description: 'XLSX' })
  @ApiQuery({ name: 'dryRun', ...choice })
  @ApiQuery({ name: 'partial', ...choice })
  @ApiQuery({ name: 'addTo', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiConsumes('application/json', 'text/csv', WORKBOOK)
  @ApiExtraModels(ListRequest)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(ListRequest) }, { type: 'string' }] } })
  @ApiResponse({ status: 200, description: 'dryRun=true', ...BAD_ROWS })
  @ApiResponse({
    status: 201,
    description: '清册；部分导入或追加时另有 report / the list; with partial or addTo its report',
  })
  @ApiResponse({ status: 422, ...BAD_ROWS })
  async create(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const sent = await sentList(request);
    const csv = sent.manner !== null && prefersCsv(request.headers.accept);
    if (sent.dryRun) return this.dryRun(request, response, actor, sent, csv);
    const key = idempotencyKey(request.headers);
    const language = languageOf(request.headers['accept-language']);
    const { how, hash } = sent;
    try {
      await this.once(response, { actor, route: ROUTE, key, bodyHash: hash }, async (tx, id) => {
        const laidOut = await this.drafts.fromRows(tx, actor, id, how, sent);
        const { toLower = 0, toUpper = 0 } = laidOut.outline ?? {};
        const limited = { toLower, toUpper };
        if (!how.partial && how.addTo === null) return { limited };
        return { limited, report: listReport(laidOut, language, { values: false }) };
      });
    } catch (error) {
      if (!csv || !(error instanceof ListHasErrors) || error.found.badRows === 0) throw error;
      await sendBadRows(response, 422, sent, error.found);
    }
  }

  @Post('same-as')
  @Permit('remittance:write')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'repeatRemittanceList',
    summary: '与某月相同 / the same members and bases as in another month, in one call',
  })
  @Answers('RemittanceListView')
  @Problems({
    404: ['NOT_FOUND'],
    409: ['LIST_ALREADY_CONFIRMED', 'NO_LIST_OF_MONTH'],
    422: ['LIST_HAS_ERRORS', 'NO_PARAMETERS_FOR_DAY'],
  })
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
    await this.once(response, { actor, route: `${ROUTE}/same-as`, key, bodyHash: hash }, async (tx, id) => {
      await this.drafts.sameAs(tx, actor, { id, ...wanted } satisfies ListWanted, asMonth);
      return {};
    });
  }

  @Post(':id/cancellation')
  @Permit('remittance:write')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelRemittanceList',
    summary:
      '资金分解前作废清册，该月可重新提交 / cancel a list that is not credited yet; its month is free again',
    description:
      '单号随之失效，之后仍注明该单号的款项留在单位暂收款；已到账的不足款也留在单位暂收款。 / Its number is dead: money that bears it, or came short before, stays in suspense.',
  })
  @Answers('RemittanceListView')
  @Problems({ 404: ['NOT_FOUND'], 409: ['LIST_NOT_CANCELLABLE'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async cancel(
    @Param('id', UuidParamPipe) id: string,
    @BodyHash() hash: string,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const command = { actor, route: `${ROUTE}/${id}/cancellation`, key, bodyHash: hash };
    const reply = await this.commands.once(command, async (tx) => {
      await this.cancellation.list(tx, actor, id);
      return { status: 200, answer: JSON.stringify(await this.lists.read(tx, actor, id)) };
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }

  @Get(':id')
  @Permit('remittance:read')
  @ApiOperation({
    operationId: 'readRemittanceList',
    summary: '查看清册：合计、状态、缴款单号 / totals, state and payment number of a list',
  })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<RemittanceListView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.lists.read(tx, actor, id));
  }

  private async dryRun(
    request: FastifyRequest,
    response: FastifyReply,
    actor: Actor,
    sent: SentList,
    csv: boolean,
  ): Promise<void> {
    const laidOut = await this.unitOfWork.read(actor.centreId, (tx) =>
      this.plan.layOut(tx, actor, sent.how, sent, { lock: false }),
    );
    if (csv && (laidOut.acceptable || laidOut.faults.badRows > 0)) {
      await sendBadRows(response, 200, sent, laidOut.faults);
      return;
    }
    const language = languageOf(request.headers['accept-language']);
    await response
      .code(200)
      .header('Content-Language', language === 'zh' ? 'zh-CN' : 'en')
      .send({ dryRun: true, ...listReport(laidOut, language, { values: true }) });
  }

  /** Makes a list once a key; what `make` gives stands in the answer beside the list. */
  private async once(
    response: FastifyReply,
    request: Parameters<Commands['once']>[0],
    make: (
      tx: Tx,
      id: string,
    ) => Promise<{ readonly report?: ListReport } & Pick<RemittanceListView, 'limited'>>,
  ): Promise<void> {
    const reply = await this.commands.once(request, async (tx, id) => {
      const beside = await make(tx, id);
      const answer = { ...(await this.lists.read(tx, request.actor, id)), ...beside };
      return { status: 201, answer: JSON.stringify(answer) };
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

async function sendBadRows(
  response: FastifyReply,
  status: number,
  { rows, manner, how }: SentList,
  faults: ListFaults,
): Promise<void> {
  if (manner === null) throw new Error('only a file is answered with a file');
  const { headings: language } = faults;
  const records = badRows(rows, reasonsIn(faults), { columns: manner.columns, language });
  const file = csvFile(records, manner);
  await sendCsv(response, status, { ...file, name: `bad-rows-${how.month}.csv`, language });
}
