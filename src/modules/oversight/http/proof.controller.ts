import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, Permit } from '../../access';
import { Proof } from '../app/proof';

interface ProofView {
  readonly invariants: number;
  readonly broken: number;
  /** Neither hold nor are broken: what they compare with could not be looked at. */
  readonly notLookedAt: number;
  readonly results: readonly {
    id: string;
    sentence: { zh: string; en: string };
    looked: boolean;
    breaches: number;
  }[];
}

@ApiTags('监督 oversight')
@Controller('v1/ledger/proof')
export class ProofController {
  constructor(private readonly proof: Proof) {}

  @Get()
  @Permit('oversight:read')
  @ApiOperation({
    operationId: 'proveBooks',
    summary: '账实证明：全部资金勾稽关系 / proof: every invariant of the books',
  })
  async prove(@CurrentActor() actor: Actor): Promise<ProofView> {
    const results = await this.proof.prove(actor.centreId);
    return {
      invariants: results.length,
      broken: results.filter((result) => result.breaches.length > 0).length,
      notLookedAt: results.filter(({ looked }) => !looked).length,
      results: results.map((result) => ({ ...result, breaches: result.breaches.length })),
    };
  }
}
