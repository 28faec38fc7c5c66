import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../kernel/actor';
import { Answers, BodyHash, IdempotencyKey, Problems, UuidParamPipe } from '../../../platform/http';
import { CurrentActor, Permit } from '../../access';
import { PdfPrinter } from '../app/pdf-printer';
import { type DocumentPage, type DocumentView, ReadDocuments } from '../app/read-documents';
import { RevokeDocuments } from '../app/revoke-documents';
import { DocumentsQuery, RevocationRequest } from './document.dto';

const PAGE = 20;

@ApiTags('证明与对账单 documents')
@Controller('v1/documents')
export class DocumentsController {
  constructor(
    private readonly documents: ReadDocuments,
    private readonly revocations: RevokeDocuments,
    private readonly printer: PdfPrinter,
  ) {}

  @Get()
  @Permit('document:list')
  @ApiOperation({
    operationId: 'listDocuments',
    summary: '本人或本单位的证明与对账单 / own documents, or those of one’s employer',
  })
  @Problems({ 404: ['NOT_FOUND'] })
  list(@Query() query: DocumentsQuery, @CurrentActor() actor: Actor): Promise<DocumentPage> {
    return this.documents.list(actor, { ...query, limit: query.limit ?? PAGE });
  }

  @Get(':id')
  @Permit('document:read')
  @ApiOperation({
    operationId: 'readDocument',
    summary: '证明的全部内容及签名，供机器核对 / the whole content with its signature, for machines to check',
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'] })
  read(@Param('id', UuidParamPipe) id: string, @CurrentActor() actor: Actor): Promise<DocumentView> {
    return this.documents.view(actor, id);
  }

  @Get(':id/pdf')
  @Permit('document:read')
  @ApiOperation({
    operationId: 'printDocument',
    summary: '证明的 PDF，同一证明每次字节相同 / the document as PDF, the same bytes each time',
  })
  @ApiOkResponse({
    description: 'PDF',
    content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
  })
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 503: ['PRINTER_BUSY'] })
  async pdf(
    @Param('id', UuidParamPipe) id: string,
    @CurrentActor() actor: Actor,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const printout = await this.documents.printout(actor, id);
    const pdf = await this.printer.print(printout);
    await response
      .code(200)
      .type('application/pdf')
      .headers({
        'Content-Disposition': `inline; filename="${printout.documentNo}.pdf"`,
        'Cache-Control': 'private, no-store',
      })
      .send(pdf);
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Permit('document:revoke')
  @ApiOperation({
    operationId: 'revokeDocument',
    summary: '撤销证明：持有人随时可撤，中心凭办件撤销 / revoke: the holder at will, the centre on a case',
  })
  @Answers('DocumentSummary')
  @Problems({ 403: ['CLERK_UNNAMED', 'OWN_CASE'], 409: ['DOCUMENT_IS_CONTRACT', 'DOCUMENT_REVOKED'] })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async revoke(
    @Param('id', UuidParamPipe) id: string,
    @Body() request: RevocationRequest,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @BodyHash() bodyHash: string,
    @Res() response: FastifyReply,
  ): Promise<void> {
    const reply = await this.revocations.revoke(actor, id, request, { key, bodyHash });
    if (reply.replayed) response.header('Idempotency-Replayed', 'true');
    await response.code(reply.status).type('application/json; charset=utf-8').send(reply.answer);
  }
}
