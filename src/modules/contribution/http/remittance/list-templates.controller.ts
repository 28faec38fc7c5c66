import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Problems } from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { PrefillList, type PrefilledRow } from '../../app/remittance/prefill-list';
import {
  BASE_FORM,
  FISCAL_FORM,
  LIST_COLUMNS,
  type ListForm,
  REMITTANCE_FORM,
  STAFF_FORM,
} from '../../domain/remittance/list-columns';
import { csvFile } from '../files/csv-file';
import { ListTemplateQuery, TemplateQuery } from './list-template.dto';
import { sendCsv } from '../files/send-csv';

/** Raised when the columns of a template change; older templates are read on as long as their headings are known. */
const VERSION = 'v1';
const FILE = { description: 'CSV', content: { 'text/csv': { schema: { type: 'string' as const } } } };

@ApiTags('模板 templates')
@Controller('v1')
export class ListTemplatesController {
  constructor(
    private readonly prefill: PrefillList,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('remittance-lists/template')
  @Permit('remittance:write')
  @ApiOperation({
    operationId: 'readListTemplate',
    summary:
      '汇缴清册模板，可预填本单位职工 / template of a remittance list, with the members filled in when asked',
  })
  @ApiOkResponse(FILE)
  @Problems({ 404: ['NOT_FOUND'] })
  async remittance(
    @Query() query: ListTemplateQuery,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const { employerId, month } = query;
    const rows =
      employerId === undefined
        ? []
        : await this.unitOfWork.read(actor.centreId, (tx) => this.prefill.rows(tx, actor, employerId));
    await send(response, REMITTANCE_FORM, query, ['remittance-list', ...(month ? [month] : [])], rows);
  }

  @Get('account-openings/template')
  @Permit('remittance:write')
  @ApiOperation({
    operationId: 'readOpeningsTemplate',
    summary: '批量开户名单模板（GJ20）/ template of a list of people to open accounts for',
  })
  @ApiOkResponse(FILE)
  async staff(@Query() query: TemplateQuery, @Res() response: FastifyReply): Promise<void> {
    await send(response, STAFF_FORM, query, ['account-openings'], []);
  }

  @Get('base-changes/template')
  @Permit('remittance:write')
  @ApiOperation({
    operationId: 'readBasesTemplate',
    summary: '年度缴存基数清册模板（GJ08）/ template of a list of the wages of a year',
  })
  @ApiOkResponse(FILE)
  async bases(@Query() query: TemplateQuery, @Res() response: FastifyReply): Promise<void> {
    await send(response, BASE_FORM, query, ['base-changes'], []);
  }

  @Get('fiscal-payments/template')
  @Permit('fiscal:write')
  @ApiOperation({
    operationId: 'readFiscalTemplate',
    summary: '财政统一缴款文件模板 / template of the file of one payment for many employers',
  })
  @ApiOkResponse(FILE)
  async fiscal(@Query() query: TemplateQuery, @Res() response: FastifyReply): Promise<void> {
    await send(response, FISCAL_FORM, query, ['fiscal-payments'], []);
  }
}

async function send(
  response: FastifyReply,
  { columns }: ListForm,
  { lang = 'zh', encoding = 'utf-8' }: TemplateQuery,
  name: readonly string[],
  rows: readonly PrefilledRow[],
): Promise<void> {
  const cells = (row: PrefilledRow): string[] =>
    columns.map((column) => (column === 'name' || column === 'idNo' || column === 'base' ? row[column] : ''));
  const headings = columns.map((column) => LIST_COLUMNS[column][lang]);
  const file = csvFile([headings, ...rows.map(cells)], { encoding, separator: ',' });
  await sendCsv(response, 200, {
    ...file,
    name: `${[...name, VERSION, lang].join('-')}.csv`,
    language: lang,
  });
}
