import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems } from '../../../platform/http';
import { Permit } from '../../access';
import { type DocumentKeySet, type VerificationView, VerifyDocuments } from '../app/verify-documents';

@ApiTags('证明核验 verification')
@Controller('v1')
@Permit('public')
export class VerificationsController {
  constructor(private readonly documents: VerifyDocuments) {}

  @Get('verifications/:code')
  @ApiOperation({
    operationId: 'verifyDocument',
    summary: '凭核验码核验证明，无需登录 / verify a document by its code, without signing in',
    description:
      '查无、误写与尚未出具的编码答复相同。 / A code that is unknown, mistyped or not issued yet is answered alike.',
  })
  @Problems({ 429: ['TOO_MANY_GUESSES'] })
  verify(@Param('code') code: string, @Req() request: FastifyRequest): Promise<VerificationView> {
    return this.documents.verify(code, request.ip);
  }

  @Get('document-keys')
  @ApiOperation({
    operationId: 'listDocumentKeys',
    summary:
      '证明签名公钥（JWKS），供离线验签 / public keys of document signatures, for checking them offline',
  })
  keys(): Promise<DocumentKeySet> {
    return this.documents.keys();
  }
}
