import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../../kernel/actor';
import {
  cursorAfter,
  type CursorForm,
  keyOfCursor,
  notFound,
  Problems,
  UuidParamPipe,
} from '../../../../platform/http';
import { CurrentActor, Permit } from '../../../access';
import { ReadDocuments } from '../../../document';
import { csvFile } from '../files/csv-file';
import { sendCsv } from '../files/send-csv';
import { TemplateQuery } from '../remittance/list-template.dto';
import { statementColumns, statementRecords } from './statement-columns';
import { StatementLinesQuery } from './statement-lines.dto';

/** Fields as text: `on`, `type`, `credit`, … of a member's statement, `accountNo`, `name`, … of an employer's. */
interface Line {
  readonly [field: string]: string;
}

export interface StatementPage {
  readonly documentId: string;
  readonly kind: string;
  /** Lines of the whole statement. */
  readonly count: number;
  readonly lines: readonly Line[];
  readonly next: string | null;
}

const PAGE = 100;
const LINES: CursorForm = { list: 'statement-lines', key: [/^\d{1,7}$/] };

@ApiTags('证明与对账单 documents')
@Controller('v1/documents')
export class StatementLinesController {
  constructor(private readonly documents: ReadDocuments) {}

  @Get(':id/lines')
  @Permit('document:read')
  @ApiOperation({
    operationId: 'readStatementLines',
    summary: '对账单明细，分页 / the lines of a statement, page by page',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  page(
    @Param('id', UuidParamPipe) id: string,
    @Query() { cursor, limit = PAGE }: StatementLinesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StatementPage> {
    const filters = { id };
    const [key = '0'] = keyOfCursor(LINES, filters, cursor) ?? [];
    const from = Number(key);
    return this.documents.of(actor, id, async (tx) => {
      const { kind, lines: counted } = await this.documents.content(tx, id);
      if (counted === null) throw notFound();
      const { count } = counted;
      const to = Math.min(count, from + limit);
      const lines = (await this.documents.lines(tx, id, from, to)) as unknown as Line[];
      return {
        documentId: id,
        kind,
        count,
        lines,
        next: to < count ? cursorAfter(LINES, filters, [String(to)]) : null,
      };
    });
  }

  @Get(':id/lines.csv')
  @Permit('document:read')
  @ApiOperation({
    operationId: 'readStatementFile',
    summary: '对账单明细文件：CSV，UTF-8 或 GB18030 / the lines as a CSV file, UTF-8 or GB18030',
  })
  @ApiOkResponse({ description: 'CSV', content: { 'text/csv': { schema: { type: 'string' } } } })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  async file(
    @Param('id', UuidParamPipe) id: string,
    @Query() { lang = 'zh', encoding = 'utf-8' }: TemplateQuery,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const { documentNo, records } = await this.documents.of(actor, id, async (tx) => {
      const content = await this.documents.content(tx, id);
      const columns = statementColumns(content.kind);
      if (columns === null) throw notFound();
      const lines = await this.documents.lines(tx, id, 0, content.lines?.count ?? 0);
      return {
        documentNo: content.documentNo,
        records: statementRecords(columns, lines as unknown as Line[], lang),
      };
    });
    const file = csvFile(records, { encoding, separator: ',' });
    await sendCsv(response, 200, { ...file, name: `${documentNo}.csv`, language: lang });
  }
}
