import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import { selectMortgages } from '../../store/loan-mortgage-store';
import type { NextStep } from '../../domain/loan-next';
import type { Loan } from '../../store/loan-store';
import type { LoanPagePart } from '../application/loan-pages';

const RELEASING: NextStep = {
  who: 'registry',
  what: { zh: '注销抵押', en: 'release the mortgage' },
};
const REFUSED: NextStep = {
  who: 'centre',
  what: {
    zh: '登记机构未注销抵押，核查后再次申请',
    en: 'the registry did not release the mortgage: look into it and ask anew',
  },
};

/** What was asked of the title registry for a loan, and how it stands there. */
@Injectable()
export class MortgagePage implements LoanPagePart {
  readonly name = 'mortgage';

  async read(tx: Tx, { id }: Loan): Promise<Json> {
    return (await selectMortgages(tx, id)).map(
      ({ kind, applyNo, state, certNo, registeredOn, reason, requestedAt, conversion }) => ({
        ...{ kind, applyNo, state, certNo, registeredOn, reason, conversion },
        requestedAt: requestedAt.toISOString(),
      }),
    );
  }

  /** A loan that came to nothing is in somebody's hands until the mortgage that was registered for it is released. */
  async next(tx: Tx, { id, state }: Loan): Promise<(NextStep & { readonly since: Date }) | null> {
    if (state !== 'void') return null;
    const all = await selectMortgages(tx, id);
    const standing = all.find((one) => one.kind !== 'release' && one.state === 'registered' && one.ours);
    if (!standing) return null;
    const asked = all.find(({ kind, releases }) => kind === 'release' && releases === standing.certNo);
    const isUnderWay = asked?.state === 'requested' || asked?.state === 'accepted';
    return {
      ...(isUnderWay ? RELEASING : REFUSED),
      since: asked?.requestedAt ?? standing.requestedAt,
    };
  }
}
