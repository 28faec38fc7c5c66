import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { parseYuan } from '../../../../kernel/money';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import {
  Answers,
  IdempotencyKey,
  invalidAt,
  Problems,
  TakesCsv,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { Commands } from '../../../casework';
import { type FiscalPaymentView, TakeFiscalPayment } from '../../app/fiscal/take-fiscal-payment';
import { FISCAL_FORM } from '../../domain/remittance/list-columns';
import { ListErrorsFilter } from '../files/list-errors.filter';
import { readListFile } from '../files/read-list-file';
import { WORKBOOK } from '../files/workbook-type';
import { FiscalPaymentQuery } from './fiscal-payment.dto';

const ROUTE = 'POST /v1/fiscal-payments';

/** One payment of the treasury for many employers, with the file that says whose it is. */
@ApiTags('财政统一缴款 fiscal payments')
@Controller('v1/fiscal-payments')
@UseFilters(ListErrorsFilter)
export class FiscalPaymentsController {
  constructor(
    private readonly payments: TakeFiscalPayment,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @TakesCsv()
  @Permit('fiscal:write')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'sendFiscalPayment',
    summary:
      '提交财政统一缴款文件（CSV 或 XLSX），得到缴款单号 / send the file of one payment for many employers, get its number',
    description:
      '列标题：单位账号或缴款单号、金额，模板见 `GET /v1/fiscal-payments/template`。各行合计须与总额一致，整册无误才保存。款项附言写明所得单号（CZ 开头）到账后，每行作为一笔到账分别识别、分解；到账金额与文件合计不一致的，整笔挂账，不作拆分。 / Headings: unit account or payment number, amount; see `GET /v1/fiscal-payments/template`. The rows must come to the total. When the money arrives with the number (CZ…) in its remark, each row is recognised and credited as a receipt of its own; money of another amount is held whole.',
  })
  @Answers('FiscalPaymentView')
  @Problems({ 422: ['LIST_HAS_ERRORS'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiConsumes('text/csv', WORKBOOK)
  @ApiBody({ schema: { type: 'string' } })
  async send(
    @Req() request: FastifyRequest,
    @Query() { total, sheet }: FiscalPaymentQuery,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    if (!(request.body instanceof Readable)) throw fileExpected();
    const list = await readListFile(request.body, FISCAL_FORM, sheet ?? null);
    const bodyHash = sha256Hex([total, sheet ?? '', list.sha256].join('\n'));
    const reply = await this.commands.once({ actor, route: ROUTE, key, bodyHash }, async (tx, id) => {
      await this.payments.take(tx, actor, id, parseYuan(total), list);
      return { status: 201, answer: JSON.stringify(await this.payments.read(tx, id)) };
    });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    const { id } = JSON.parse(reply.answer) as FiscalPaymentView;
    await response
      .code(reply.status)
      .header('Location', `/v1/fiscal-payments/${id}`)
      .type('application/json; charset=utf-8')
      .send(reply.answer);
  }

  @Get(':id')
  @Permit('fiscal:write')
  @ApiOperation({
    operationId: 'readFiscalPayment',
    summary: '查看财政统一缴款 / a payment for many employers',
  })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<FiscalPaymentView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.payments.read(tx, id));
  }
}

function fileExpected(): Error {
  return invalidAt('', 'FILE_EXPECTED', {
    zh: '请以 text/csv 或 XLSX 发送文件。',
    en: 'Send the file as text/csv or XLSX.',
  });
}
