import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { CaseFile } from '../../casework';
import { Parties } from '../../party';
import type { RejectedInstruction } from '../../settlement';

/** 户名不符, the word of every bank for it. */
const WRONG_NAME = 'NAME_MISMATCH';

/** A card of which its bank says that the name is another's is paid to no more until it is verified anew (GJ34). */
@Injectable()
export class StopWrongCard {
  constructor(
    private readonly parties: Parties,
    private readonly caseFile: CaseFile,
  ) {}

  async rejected(tx: Tx, { payeeCardId, rejectCode, sourceId }: RejectedInstruction): Promise<void> {
    if (rejectCode !== WRONG_NAME || payeeCardId === null) return;
    if (await this.parties.stopCard(tx, payeeCardId))
      await this.caseFile.tell(tx, sourceId, { kind: 'card-stopped', body: {} });
  }
}
