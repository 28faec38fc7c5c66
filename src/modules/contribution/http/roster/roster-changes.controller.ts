import { Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { Clock } from '../../../../platform/clock';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import {
  Answers,
  bodyHash,
  idempotencyKey,
  languageOf,
  Problems,
  TakesCsv,
  TraceId,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import {
  CaseFile,
  type CaseView,
  isProblem,
  Precheck,
  type Reply,
  sendReply,
  SubmitCase,
} from '../../../casework';
import { ListHasErrors } from '../../app/remittance/list-problems';
import { LIST_COLUMNS, ROSTER_FORM } from '../../domain/remittance/list-columns';
import { ListFaults } from '../../domain/remittance/list-fault';
import { badRows, reasonsIn } from '../files/bad-rows';
import { csvFile } from '../files/csv-file';
import { ListErrorsFilter } from '../files/list-errors.filter';
import { prefersCsv } from '../files/prefers-csv';
import { sendCsv } from '../files/send-csv';
import { WORKBOOK } from '../files/workbook-type';
import { TemplateQuery } from '../remittance/list-template.dto';
import { faultsOf, RosterReport, rosterReport } from './roster-report';
import { type SentChanges, sentChanges } from './sent-roster-changes';

const ITEM = 'GJ10';
const CSV = { content: { 'text/csv': { schema: { type: 'string' as const } } } };
const choice = { required: false, enum: ['true', 'false'] };

/** What came of a file of changes: the case it made, and what became of each row. */
export interface RosterChangesView {
  readonly case: CaseView;
  readonly report: RosterReport;
}

/** What would come of it; nothing is applied for. */
export interface RosterChangesDryRun extends RosterReport {
  readonly dryRun: true;
}

/** Changes of a roster as a file: the same case as POST /v1/cases makes of JSON. */
@ApiTags('账户 accounts')
@Controller('v1/roster-changes')
@UseFilters(ListErrorsFilter)
export class RosterChangesController {
  constructor(
    private readonly cases: SubmitCase,
    private readonly precheck: Precheck,
    private readonly caseFile: CaseFile,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Post()
  @TakesCsv()
  @Permit('case:submit')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'changeRosterFromFile',
    summary:
      '以 CSV 或 XLSX 文件办理人员变更（GJ10）：新增、封存、启封、调基、同城转入 / changes of the roster from a file: new, seal, unseal, base, transfer',
    description:
      '文件规则、试算（dryRun）、有误行文件（Accept: text/csv）同汇缴清册；模板见 `GET /v1/roster-changes/template`。默认全部办理或全部不办理；partial=true 时无误的行先办理，其余在 report 中列出。文件本身有误且未选 partial 时为 422，不成立办件。 / Files, dryRun and the file of bad rows are those of remittance lists. All rows are made or none; with partial=true the good ones are, and the report lists the others. A file with faults of its own is a 422 without partial, and makes no case.',
  })
  @Answers({ 200: 'RosterChangesDryRun', 201: 'RosterChangesView' })
  @Problems({
    403: ['ITEM_NOT_FOR_ROLE'],
    404: ['NOT_FOUND'],
    409: ['CASE_ALREADY_OPEN', 'CASE_JUST_ENDED', 'ITEM_NOT_USABLE'],
    422: ['LIST_HAS_ERRORS', 'NO_PARAMETERS_FOR_DAY'],
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'dryRun=true 时不需要 / not for dryRun=true',
  })
  @ApiQuery({ name: 'employerId', required: true })
  @ApiQuery({ name: 'month', required: false })
  @ApiQuery({ name: 'sheet', required: false, description: 'XLSX' })
  @ApiQuery({ name: 'dryRun', ...choice })
  @ApiQuery({ name: 'partial', ...choice })
  @ApiConsumes('text/csv', WORKBOOK)
  @ApiBody({ schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'dryRun=true', ...CSV })
  @ApiResponse({ status: 201, description: '办件与各行结果 / the case and its rows', ...CSV })
  @ApiResponse({ status: 422, ...CSV })
  async change(
    @Req() request: FastifyRequest,
    @CurrentActor() actor: Actor,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const sent = await sentChanges(request, this.clock.today());
    const csv = prefersCsv(request.headers.accept);
    const language = languageOf(request.headers['accept-language']);
    if (sent.dryRun) {
      const decision = await this.wouldBe(sent, actor, traceId);
      if (csv) return sendBadRows(response, 200, sent, faultsOf(sent, decision));
      const report = rosterReport(sent, decision, language);
      await response.code(200).send({ dryRun: true, ...report });
      return;
    }
    if (!takeable(sent)) {
      if (csv && sent.faults.badRows > 0) return sendBadRows(response, 422, sent, sent.faults);
      throw new ListHasErrors(sent.faults);
    }
    const reply = await this.submit(request, sent, actor, traceId);
    if (isProblem(reply)) return sendReply(response, reply);
    const view = await this.caseNow(actor, reply);
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    response.header('Location', `/v1/cases/${reply.caseId}`);
    const faults = faultsOf(sent, view.decision);
    if (csv && faults.badRows > 0) {
      await sendBadRows(response, view.state === 'refused' ? 422 : reply.status, sent, faults);
      return;
    }
    const report = rosterReport(sent, view.decision, language);
    await response.code(reply.status).send({ case: view, report });
  }

  @Get('template')
  @Permit('remittance:write')
  @ApiOperation({
    operationId: 'readRosterTemplate',
    summary: '人员变更清册模板（GJ10）/ template of a list of changes of the roster',
  })
  @ApiOkResponse({ description: 'CSV', ...CSV })
  async template(
    @Query() { lang = 'zh', encoding = 'utf-8' }: TemplateQuery,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const headings = ROSTER_FORM.columns.map((column) => LIST_COLUMNS[column][lang]);
    const file = csvFile([headings], { encoding, separator: ',' });
    await sendCsv(response, 200, { ...file, name: `roster-changes-v1-${lang}.csv`, language: lang });
  }

  /** The decision that a case would end in; null where the file itself cannot be taken. */
  private async wouldBe(sent: SentChanges, actor: Actor, traceId: string): Promise<Decision | null> {
    if (!takeable(sent)) return null;
    return (await this.precheck.check(actor, ITEM, sent.input, traceId)).decision;
  }

  private submit(
    request: FastifyRequest,
    { input }: SentChanges,
    actor: Actor,
    traceId: string,
  ): Promise<Reply> {
    return this.cases.submit({
      actor,
      key: idempotencyKey(request.headers),
      bodyHash: bodyHash({ item: ITEM, input }),
      item: ITEM,
      input,
      channel: 'web',
      traceId,
      language: languageOf(request.headers['accept-language']),
    });
  }

  /** The answer to a key is kept for good; its case may have been decided since. The key is the caller's own. */
  private async caseNow(actor: Actor, { caseId, answer, replayed }: Reply): Promise<CaseView> {
    if (!replayed) return JSON.parse(answer) as CaseView;
    const view = await this.unitOfWork.read(actor.centreId, (tx) => this.caseFile.view(tx, caseId));
    if (!view) throw new Error('the case of a stored answer is there');
    return view;
  }
}

/** Whether a case can be made of the file: all its rows are good, or the good ones were asked for. */
function takeable({ faults, input }: SentChanges): boolean {
  if (faults.count === 0) return true;
  return input.partial === true && faults.ofTheList === 0 && input.changes.length > 0;
}

async function sendBadRows(
  response: FastifyReply,
  status: number,
  { rows, manner }: SentChanges,
  faults: ListFaults,
): Promise<void> {
  const { headings: language } = faults;
  const records = badRows(rows, reasonsIn(faults), { columns: manner.columns, language });
  await sendCsv(response, status, { ...csvFile(records, manner), name: 'bad-rows.csv', language });
}
