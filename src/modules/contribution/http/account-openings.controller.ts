import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { Answers, bodyHash, IdempotencyKey, invalidAt, Problems, TraceId } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { type CaseView, SubmitCase } from '../../casework';
import { ListHasErrors } from '../app/list-problems';
import { ROW_REFUSAL_TEXT, type RowRefusal } from '../domain/judge-row';
import { STAFF_FORM } from '../domain/list-columns';
import type { RawRow } from '../domain/list-row';
import { badRows, type Reasons } from './bad-rows';
import { csvFile } from './csv-file';
import { ListErrorsFilter } from './list-errors.filter';
import { OpeningsQuery } from './list-template.dto';
import { prefersCsv } from './prefers-csv';
import { type CsvList, readCsvList } from './read-csv-list';
import { sendCsv } from './send-csv';

const ITEM = 'GJ20';

/** A list of people to open accounts for, as a file: the same case as POST /v1/cases makes of JSON. */
@ApiTags('账户 accounts')
@Controller('v1/account-openings')
@UseFilters(ListErrorsFilter)
export class AccountOpeningsController {
  constructor(private readonly cases: SubmitCase) {}

  @Post()
  @Permit('case:submit')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'openAccountsFromFile',
    summary: '以 CSV 文件批量开户（GJ20），逐行办理 / open accounts from a CSV file, row by row',
    description:
      '文件格式同汇缴清册，模板见 `GET /v1/account-openings/template`；回执中的行号从第一名职工数起。`Accept: text/csv` 时以文件答复未能开户的行及原因，改正后可原样上传。 / The file is read as a remittance list is; the receipt counts rows from the first person. With `Accept: text/csv` the answer is a file of the rows that were refused, with the reasons, to be mended and sent as it is.',
  })
  @Answers('CaseView')
  @Problems({
    403: ['ITEM_NOT_FOR_ROLE'],
    404: ['NOT_FOUND'],
    409: ['CASE_ALREADY_OPEN', 'CASE_JUST_ENDED', 'ITEM_NOT_USABLE'],
    422: ['LIST_HAS_ERRORS', 'NO_PARAMETERS_FOR_DAY'],
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiResponse({
    status: 201,
    description: '办件，或未能开户的行 / the case, or the refused rows as text/csv',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  async open(
    @Req() request: FastifyRequest,
    @Query() { employerId }: OpeningsQuery,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @TraceId() traceId: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    if (!(request.body instanceof Readable)) throw fileExpected();
    const list = await readCsvList(request.body, STAFF_FORM);
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
    });
    response.header('Location', `/v1/cases/${reply.caseId}`);
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    const reasons = prefersCsv(request.headers.accept) ? refusalsIn(reply.answer, list) : null;
    if (reasons === null) {
      await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
      return;
    }
    const { manner, rows, faults } = list;
    const { headings: language } = faults;
    const file = csvFile(badRows(rows, reasons, { columns: manner.columns, language }), manner);
    await sendCsv(response, reply.status, { ...file, name: 'refused-rows.csv', language });
  }
}

/** The cells as GJ20 takes them; what is wrong with one is told by the case, row by row. */
function memberOf({ cells }: RawRow): Record<string, string> {
  const { name = '', idNo = '', base = '', phone = '' } = cells;
  const member = { name: name.trim(), idNo: idNo.trim(), base: twoDecimals(base) };
  return phone.trim() === '' ? member : { ...member, phone: phone.trim() };
}

/** Spreadsheets drop trailing zeros; anything else is left as it is. */
function twoDecimals(base: string): string {
  const [, whole, decimals = ''] = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(base) ?? [];
  return whole === undefined ? base : `${whole}.${decimals.padEnd(2, '0')}`;
}

/** What the receipt of a case says of each row of the file; null while there is no receipt. */
function refusalsIn(answer: string, { rows, faults }: CsvList): Reasons | null {
  const told = (JSON.parse(answer) as CaseView).receipt?.['rows'];
  if (!Array.isArray(told)) return null;
  const codes = (told as { readonly code?: RowRefusal }[]).map(({ code }) => code ?? null);
  const codeOf = new Map(rows.map(({ row }, index) => [row, codes[index] ?? null]));
  return (row) => {
    const code = codeOf.get(row) ?? null;
    // The text says how to mend as well.
    return code === null ? null : [ROW_REFUSAL_TEXT[code][faults.headings], ''];
  };
}

function fileExpected(): Error {
  return invalidAt('', 'FILE_EXPECTED', {
    zh: '请以 text/csv 发送名单；JSON 名单请用 POST /v1/cases 办理 GJ20。',
    en: 'Send the list as text/csv; one in JSON is an application for GJ20 at POST /v1/cases.',
  });
}
