import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
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
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import {
  Answers,
  cursorAfter,
  type CursorForm,
  idempotencyKey,
  keyOfCursor,
  languageOf,
  Problems,
  TakesCsv,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { Commands } from '../../../casework';
import { LayOutBases } from '../../app/base/lay-out-bases';
import { type BaseChangeView, type BaseLineView, ReadBaseChange } from '../../app/base/read-base-change';
import { ListHasErrors } from '../../app/remittance/list-problems';
import type { ListFaults } from '../../domain/remittance/list-fault';
import { badRows, reasonsIn } from '../files/bad-rows';
import { csvFile } from '../files/csv-file';
import { ListErrorsFilter } from '../files/list-errors.filter';
import { toldFault, type ToldFault } from '../files/list-report';
import { prefersCsv } from '../files/prefers-csv';
import { sendCsv } from '../files/send-csv';
import { WORKBOOK } from '../files/workbook-type';
import { BaseChangeRequest, BaseLinesQuery } from './base-change.dto';
import { type SentBases, sentBases } from './sent-bases';

const ROUTE = 'POST /v1/base-changes';
const PAGE = 100;
const choice = { required: false, enum: ['true', 'false'] };
const CSV = { content: { 'text/csv': { schema: { type: 'string' as const } } } };
const form: CursorForm = { list: 'base-lines', key: [/^\d{1,18}$/] };
const HEADINGS = {
  zh: [
    '个人账号',
    '姓名',
    '原行号',
    '原缴存基数',
    '申报月平均工资',
    '新缴存基数',
    '上下限',
    '原单位月缴存额',
    '原个人月缴存额',
    '新单位月缴存额',
    '新个人月缴存额',
  ],
  en: [
    'Account',
    'Name',
    'Row sent',
    'Old base',
    'Declared wage',
    'New base',
    'Limit',
    'Old employer contribution',
    'Old employee contribution',
    'New employer contribution',
    'New employee contribution',
  ],
} as const;
const LIMITS = { upper: { zh: '上限', en: 'upper' }, lower: { zh: '下限', en: 'lower' } } as const;

/** What a list of wages would come to, which is not stored. */
export interface BaseDryRun {
  readonly dryRun: true;
  readonly outcome: 'accepted' | 'refused';
  readonly fundYear: number;
  readonly from: string;
  readonly rows: number;
  readonly members: number;
  readonly errorCount: number;
  readonly errors: readonly ToldFault[];
}

/** A page of members before and after. */
export interface BaseLinePage {
  readonly lines: readonly BaseLineView[];
  readonly next: string | null;
}

/** Yearly change of contribution bases: a list is sent, every new amount shown, and the case GJ08 confirms it. */
@ApiTags('缴存基数 contribution bases')
@Controller('v1/base-changes')
@UseFilters(ListErrorsFilter)
export class BaseChangesController {
  constructor(
    private readonly plan: LayOutBases,
    private readonly changes: ReadBaseChange,
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @TakesCsv()
  @Permit('remittance:write')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'sendBases',
    summary:
      '提交年度缴存基数（CSV、XLSX 或 JSON），先看试算再确认（GJ08） / send the bases of a year; look at every amount, then confirm (GJ08)',
    description:
      '列标题：姓名、证件号码、缴存基数（上一年度月平均工资），模板见 `GET /v1/base-changes/template`。整册无误才保存为待确认的调整表；逐人新旧基数和缴存额见 `GET /v1/base-changes/{id}/lines`（JSON 分页，或 `Accept: text/csv` 得全部）。未列入的职工：`carryRest=true` 沿用原基数。`Accept: text/csv` 时以文件答复有误的行。 / Headings as in a remittance list, the base being the average monthly wage of the previous year; see `GET /v1/base-changes/template`. Whole or not at all; the draft shows old and new bases and amounts of each member under `/lines` (paged JSON, or all as `text/csv`). `carryRest=true` keeps the bases of members not listed. With `Accept: text/csv` bad rows are answered as a file.',
  })
  @Answers({ 200: 'BaseDryRun', 201: 'BaseChangeView' })
  @Problems({ 404: ['NOT_FOUND'], 422: ['LIST_HAS_ERRORS', 'NO_PARAMETERS_FOR_DAY'] })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'dryRun=true 时不需要 / not for dryRun=true',
  })
  @ApiQuery({ name: 'employerId', required: false, description: 'text/csv, XLSX' })
  @ApiQuery({ name: 'fundYear', required: false, description: 'text/csv, XLSX' })
  @ApiQuery({ name: 'sheet', required: false, description: 'XLSX' })
  @ApiQuery({ name: 'dryRun', ...choice })
  @ApiQuery({ name: 'carryRest', ...choice })
  @ApiConsumes('application/json', 'text/csv', WORKBOOK)
  @ApiExtraModels(BaseChangeRequest)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(BaseChangeRequest) }, { type: 'string' }] } })
  @ApiResponse({ status: 200, description: 'dryRun=true' })
  @ApiResponse({ status: 201, description: '待确认的调整表 / the draft' })
  @ApiResponse({ status: 422, ...CSV })
  async create(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const sent = await sentBases(request);
    if (sent.dryRun) return this.dryRun(request, response, actor, sent);
    const command = { actor, route: ROUTE, key: idempotencyKey(request.headers), bodyHash: sent.hash };
    try {
      const reply = await this.commands.once(command, async (tx, id) => {
        await this.plan.draft(tx, actor, id, sent.wanted, sent);
        return { status: 201, answer: JSON.stringify(await this.changes.read(tx, actor, id)) };
      });
      if (reply.replayed) response.header('Idempotency-Replayed', 'true');
      const { id } = JSON.parse(reply.answer) as BaseChangeView;
      await response
        .code(reply.status)
        .header('Location', `/v1/base-changes/${id}`)
        .type('application/json; charset=utf-8')
        .send(reply.answer);
    } catch (error) {
      const csv = sent.manner !== null && prefersCsv(request.headers.accept);
      if (!csv || !(error instanceof ListHasErrors) || error.found.badRows === 0) throw error;
      await sendBadRows(response, sent, error.found);
    }
  }

  @Get(':id')
  @Permit('remittance:read')
  @ApiOperation({
    operationId: 'readBases',
    summary: '查看基数调整表的合计与状态 / totals and state of a change of bases',
  })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<BaseChangeView> {
    return this.unitOfWork.read(actor.centreId, (tx) => this.changes.read(tx, actor, id));
  }

  @Get(':id/lines')
  @Permit('remittance:read')
  @ApiOperation({
    operationId: 'readBaseLines',
    summary:
      '逐人新旧基数和缴存额，JSON 分页或 CSV 全部 / each member before and after, paged, or all as text/csv',
  })
  @Answers('BaseLinePage')
  @ApiResponse({ status: 200, ...CSV })
  async lines(
    @Param('id', UuidParamPipe) id: string,
    @Query() { cursor, limit = PAGE }: BaseLinesQuery,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const csv = prefersCsv(request.headers.accept);
    const [after = '0'] = keyOfCursor(form, { id }, cursor) ?? [];
    const page = csv ? { after: 0n, limit: null } : { after: BigInt(after), limit: limit + 1 };
    const rows = await this.unitOfWork.read(actor.centreId, (tx) => this.changes.lines(tx, actor, id, page));
    if (csv) {
      const language = languageOf(request.headers['accept-language']);
      const records = [HEADINGS[language], ...rows.map(({ line }) => cellsOf(line, language))];
      await sendCsv(response, 200, {
        ...csvFile(records, { encoding: 'utf-8', separator: ',' }),
        name: 'bases.csv',
        language,
      });
      return;
    }
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? cursorAfter(form, { id }, [last.accountId.toString()]) : null;
    await response.code(200).send({ lines: shown.map(({ line }) => line), next } satisfies BaseLinePage);
  }

  private async dryRun(
    request: FastifyRequest,
    response: FastifyReply,
    actor: Actor,
    sent: SentBases,
  ): Promise<void> {
    const laidOut = await this.unitOfWork.read(actor.centreId, (tx) =>
      this.plan.layOut(tx, actor, sent.wanted, sent, { lock: false }),
    );
    const language = languageOf(request.headers['accept-language']);
    const { change, lines, faults, rows } = laidOut;
    await response
      .code(200)
      .header('Content-Language', language === 'zh' ? 'zh-CN' : 'en')
      .send({
        dryRun: true,
        outcome: faults.count === 0 ? 'accepted' : 'refused',
        fundYear: change.fundYear,
        from: change.from,
        rows,
        members: lines.length,
        errorCount: faults.count,
        errors: faults.reported.map((fault) => toldFault(fault, language)),
      } satisfies BaseDryRun);
  }
}

function cellsOf(line: BaseLineView, language: 'zh' | 'en'): string[] {
  const { accountNo, name, row, formerBase, wage, base, clamped, former, monthly } = line;
  const limit = clamped === null ? '' : LIMITS[clamped][language];
  const amounts = [former.employer, former.employee, monthly.employer, monthly.employee];
  return [accountNo, name, row === null ? '' : String(row), formerBase, wage, base, limit, ...amounts];
}

async function sendBadRows(
  response: FastifyReply,
  { rows, manner }: SentBases,
  faults: ListFaults,
): Promise<void> {
  if (manner === null) throw new Error('only a file is answered with a file');
  const { headings: language } = faults;
  const records = badRows(rows, reasonsIn(faults), { columns: manner.columns, language });
  await sendCsv(response, 422, { ...csvFile(records, manner), name: 'bad-rows-bases.csv', language });
}
