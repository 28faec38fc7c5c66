import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../kernel/actor';
import { CurrentActor, Permit } from '../../../access';
import { SignedPapers, type SignedPaperView } from '../../app/signing/signed-papers';

interface SignedPaperList {
  readonly papers: readonly SignedPaperView[];
}

@ApiTags('贷款 loans')
@Controller('v1/signed-papers')
export class SignedPapersController {
  constructor(private readonly papers: SignedPapers) {}

  @Get()
  @Permit('loan:list')
  @ApiOperation({
    operationId: 'listSignedPapers',
    summary: '本人签署的贷款合同 / contracts of loans that one has signed, as borrower, guarantor or seller',
  })
  async list(@CurrentActor() actor: Actor): Promise<SignedPaperList> {
    return { papers: await this.papers.list(actor) };
  }
}
