import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import {
  Answers,
  bodyHash,
  IdempotencyKey,
  invalidAt,
  languageOf,
  Problems,
  TakesCsv,
  TraceId,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { CaseFile, type CaseView, isProblem, type Reply, sendReply, SubmitCase } from '../../../casework';
import { ListHasErrors } from '../../app/remittance/list-problems';
import { STAFF_FORM } from '../../domain/remittance/list-columns';
import type { RawRow } from '../../domain/remittance/list-row';
import { badRows } from '../files/bad-rows';
import { csvFile } from '../files/csv-file';
import { ListErrorsFilter } from '../files/list-errors.filter';
import { OpeningsQuery } from '../remittance/list-template.dto';
import { prefersCsv } from '../files/prefers-csv';
import { readListFile } from '../files/read-list-file';
import { WORKBOOK } from '../files/workbook-type';
import { refusedRows } from '../files/refused-rows';
import { sendCsv } from '../files/send-csv';

const ITEM = 'GJ20';

/** A list of people to open accounts for, as a file: the same case as POST /v1/cases makes of JSON. */
@ApiTags('账户 accounts')
@Controller('v1/account-openings')
@UseFilters(ListErrorsFilter)
export class AccountOpeningsController {
  constructor(
    private readonly cases: SubmitCase,
    private readonly caseFile: CaseFile,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @TakesCsv()
  @Permit('case:submit')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'openAccountsFromFile',
    summary:
      '以 CSV 或 XLSX 文件批量开户（GJ20），逐行办理 / open accounts from a CSV or XLSX file, row by row',
    description:
      '文件格式同汇缴清册，模板见 `GET /v1/account-openings/template`；回执中的行号从第一名职工数起。`Accept: text/csv` 时以文件答复未能开户的行及原因，改正后可原样上传；一行都未能开户时为 422。办件尚未办结时答复办件，待其办结后以同一幂等键重发即得该文件。 / The file is read as a remittance list is; the receipt counts rows from the first person. With `Accept: text/csv` the answer is a file of the rows that were refused, with the reasons, to be mended and sent as it is; with 422 where no row could be opened. While the case is undecided the answer is the case; sent again with the same key once it is decided, the same file is answered.',
  })
  @Answers('CaseView')
  @Problems({
    403: ['ITEM_NOT_FOR_ROLE'],
    404: ['NOT_FOUND'],
    409: ['CASE_ALREADY_OPEN', 'CASE_JUST_ENDED', 'ITEM_NOT_USABLE'],
    422: ['LIST_HAS_ERRORS', 'NO_PARAMETERS_FOR_DAY'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiConsumes('text/csv', WORKBOOK)
  @ApiBody({ schema: { type: 'string' } })
  @ApiResponse({
    status: 422,
    description:
      '没有一行可以开户：Accept: text/csv 时为全部行及原因 / no row could be opened: with Accept: text/csv all of them with the reasons',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @ApiResponse({
    status: 201,
    description: '办件，或未能开户的行 / the case, or the refused rows as text/csv',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  async open(
    @Req() request: FastifyRequest,
    @Query() { employerId, sheet }: OpeningsQuery,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    if (!(request.body instanceof Readable)) throw fileExpected();
    const list = await readListFile(request.body, STAFF_FORM, sheet ?? null);
    if (list.rows.length === 0 && list.faults.count === 0) list.faults.add('LIST_EMPTY', {});
    if (list.faults.count > 0) throw new ListHasErrors(list.faults);
    const input = { employerId, members: list.rows.map(memberOf) };
    const reply = await this.cases.submit({
      actor,
      key,
      bodyHash: bodyHash({ item: ITEM, input }),
      item: ITEM,
      input,
      channel: 'web',
      traceId,
      language: languageOf(request.headers['accept-language']),
    });
    const wantsRows = prefersCsv(request.headers.accept) && !isProblem(reply);
    const view = wantsRows ? await this.caseNow(actor, reply) : null;
    const reasons = view && refusedRows(view, list);
    if (view === null || reasons === null) return sendReply(response, reply);
    response.header('Location', `/v1/cases/${reply.caseId}`);
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    const { manner, rows, faults } = list;
    const { headings: language } = faults;
    const file = csvFile(badRows(rows, reasons, { columns: manner.columns, language }), manner);
    const status = view.state === 'refused' ? 422 : reply.status;
    await sendCsv(response, status, { ...file, name: 'refused-rows.csv', language });
  }

  /** The answer to a key is kept for good; its case may have been decided since. The key is the caller's own. */
  private async caseNow(actor: Actor, { caseId, answer, replayed }: Reply): Promise<CaseView | null> {
    if (!replayed) return JSON.parse(answer) as CaseView;
    return this.unitOfWork.read(actor.centreId, (tx) => this.caseFile.view(tx, caseId));
  }
}

/** The cells as GJ20 takes them; what is wrong with one is told by the case, row by row. */
function memberOf({ cells }: RawRow): Record<string, string> {
  const { name = '', idNo = '', base = '', phone = '' } = cells;
  const member = { name: name.trim(), idNo: idNo.trim(), base: twoDecimals(base.trim()) };
  return phone.trim() === '' ? member : { ...member, phone: phone.trim() };
}

/** Spreadsheets drop trailing zeros; anything else is left as it is. */
function twoDecimals(base: string): string {
  const [, whole, decimals = ''] = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(base) ?? [];
  return whole === undefined ? base : `${whole}.${decimals.padEnd(2, '0')}`;
}

function fileExpected(): Error {
  return invalidAt('', 'FILE_EXPECTED', {
    zh: '请以 text/csv 或 XLSX 发送名单；JSON 名单请用 POST /v1/cases 办理 GJ20。',
    en: 'Send the list as text/csv or XLSX; one in JSON is an application for GJ20 at POST /v1/cases.',
  });
}
