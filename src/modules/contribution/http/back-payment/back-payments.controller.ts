import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
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
import { LayOutBackPayment } from '../../app/back-payment/lay-out-back-payment';
import { type BackPaymentView, ReadBackPayment } from '../../app/back-payment/read-back-payment';
import { ListHasErrors } from '../../app/remittance/list-problems';
import { BACK_PAYMENT_REASONS } from '../../domain/back-payment/back-payment-reason';
import { BACK_PAYMENT_FORM, LIST_COLUMNS } from '../../domain/remittance/list-columns';
import type { ListFaults } from '../../domain/remittance/list-fault';
import { badRows, reasonsIn } from '../files/bad-rows';
import { csvFile } from '../files/csv-file';
import { ListErrorsFilter } from '../files/list-errors.filter';
import { prefersCsv } from '../files/prefers-csv';
import { sendCsv } from '../files/send-csv';
import { TemplateQuery } from '../remittance/list-template.dto';
import { BackPaymentRequest } from './back-payment.dto';
import { BackPaymentReport, backPaymentReport } from './back-payment-report';
import { type SentBackPayment, sentBackPayment } from './sent-back-payment';

const ROUTE = 'POST /v1/back-payments';
const choice = { required: false, enum: ['true', 'false'] };
const CSV = { content: { 'text/csv': { schema: { type: 'string' as const } } } };

/** A back payment just made; with `partial`, what became of each row. */
export interface SentBackPaymentView extends BackPaymentView {
  readonly report?: BackPaymentReport;
}

/** What would become of a back payment, which is not stored. */
export interface BackPaymentDryRun extends BackPaymentReport {
  readonly dryRun: true;
}

@ApiTags('补缴 back payments')
@Controller('v1/back-payments')
@UseFilters(ListErrorsFilter)
export class BackPaymentsController {
  constructor(
    private readonly layOut: LayOutBackPayment,
    private readonly payments: ReadBackPayment,
    private readonly cancellation: CancelPayment,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @TakesCsv()
  @Permit('remittance:write')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'sendBackPayment',
    summary:
      '提交补缴清册：每行一名职工的一个年月，按该年月的基数、比例和限额核算 / send the months made up for, each judged by its own month',
    description:
      '文件格式、试算（dryRun）、部分导入（partial）、有误行文件（Accept: text/csv）同汇缴清册；模板见 `GET /v1/back-payments/template`。单位、个人金额不填则补足该月所缺。 / Files, dryRun, partial and the file of bad rows are those of remittance lists. Without amounts a line makes up for all that its month lacks.',
  })
  @Answers({ 200: 'BackPaymentDryRun', 201: 'SentBackPaymentView' })
  @Problems({ 404: ['NOT_FOUND'], 422: ['LIST_HAS_ERRORS'] })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'dryRun=true 时不需要 / not for dryRun=true',
  })
  @ApiQuery({ name: 'employerId', required: false, description: 'text/csv' })
  @ApiQuery({
    name: 'reason',
    required: false,
    enum: Object.keys(BACK_PAYMENT_REASONS),
    description: 'text/csv',
  })
  @ApiQuery({ name: 'orderNo', required: false, description: 'text/csv' })
  @ApiQuery({ name: 'dryRun', ...choice })
  @ApiQuery({ name: 'partial', ...choice })
  @ApiConsumes('application/json', 'text/csv')
  @ApiExtraModels(BackPaymentRequest)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(BackPaymentRequest) }, { type: 'string' }] } })
  @ApiResponse({ status: 200, description: 'dryRun=true', ...CSV })
  @ApiResponse({ status: 201, description: '补缴清册 / the back payment' })
  @ApiResponse({ status: 422, ...CSV })
  async create(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const sent = await sentBackPayment(request);
    const csv = sent.manner !== null && prefersCsv(request.headers.accept);
    if (sent.dryRun) return this.dryRun(request, response, actor, sent, csv);
    const language = languageOf(request.headers['accept-language']);
    const command = { actor, route: ROUTE, key: idempotencyKey(request.headers), bodyHash: sent.hash };
    try {
      const reply = await this.commands.once(command, async (tx, id) => {
        const laidOut = await this.layOut.draft(tx, actor, id, sent.wanted, sent);
        const report = sent.wanted.partial
          ? { report: backPaymentReport(laidOut, language, { values: false }) }
          : {};
        const answer = { ...(await this.payments.read(tx, actor, id)), ...report };
        return { status: 201, answer: JSON.stringify(answer) };
      });
      if (reply.replayed) response.header('Idempotency-Replayed', 'true');
      const { id } = JSON.parse(reply.answer) as BackPaymentView;
      await response
        .code(reply.status)
        .header('Location', `/v1/back-payments/${id}`)
        .type('application/json; charset=utf-8')
        .send(reply.answer);
    } catch (error) {
      if (!csv || !(error instanceof ListHasErrors) || error.found.badRows === 0) throw error;
      await sendBadRows(response, 422, sent, error.found);
    }
  }

  @Get('template')
  @Permit('remittance:write')
  @ApiOperation({
    operationId: 'readBackPaymentTemplate',
    summary: '补缴清册模板 / template of a back payment',
  })
  @ApiOkResponse({ description: 'CSV', ...CSV })
  async template(
    @Query() { lang = 'zh', encoding = 'utf-8' }: TemplateQuery,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const headings = BACK_PAYMENT_FORM.columns.map((column) => LIST_COLUMNS[column][lang]);
    const file = csvFile([headings], { encoding, separator: ',' });
    await sendCsv(response, 200, { ...file, name: `back-payment-v1-${lang}.csv`, language: lang });
  }

  @Get(':id')
  @Permit('remittance:read')
  @ApiOperation({
    operationId: 'readBackPayment',
    summary: '查看补缴清册：状态、单号、各行金额 / state, payment number and lines of a back payment',
  })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<BackPaymentView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.payments.read(tx, actor, id));
  }

  @Post(':id/cancellation')
  @Permit('remittance:write')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelBackPayment',
    summary: '资金分解前作废补缴清册 / cancel a back payment that is not credited yet',
    description:
      '单号随之失效；已到账的不足款留在单位暂收款。 / Its number is dead; money that arrived for it stays in suspense.',
  })
  @Answers('BackPaymentView')
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
      await this.cancellation.backPayment(tx, actor, id);
      return { status: 200, answer: JSON.stringify(await this.payments.read(tx, actor, id)) };
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }

  private async dryRun(
    request: FastifyRequest,
    response: FastifyReply,
    actor: Actor,
    sent: SentBackPayment,
    csv: boolean,
  ): Promise<void> {
    const laidOut = await this.unitOfWork.read(actor.centreId, (tx) =>
      this.layOut.layOut(tx, actor, sent.wanted, sent),
    );
    if (csv && (laidOut.acceptable || laidOut.faults.badRows > 0)) {
      await sendBadRows(response, 200, sent, laidOut.faults);
      return;
    }
    const language = languageOf(request.headers['accept-language']);
    await response
      .code(200)
      .header('Content-Language', language === 'zh' ? 'zh-CN' : 'en')
      .send({ dryRun: true, ...backPaymentReport(laidOut, language, { values: true }) });
  }
}

async function sendBadRows(
  response: FastifyReply,
  status: number,
  { rows, manner }: SentBackPayment,
  faults: ListFaults,
): Promise<void> {
  if (manner === null) throw new Error('only a file is answered with a file');
  const { headings: language } = faults;
  const records = badRows(rows, reasonsIn(faults), { columns: manner.columns, language });
  await sendCsv(response, status, { ...csvFile(records, manner), name: 'bad-rows.csv', language });
}
