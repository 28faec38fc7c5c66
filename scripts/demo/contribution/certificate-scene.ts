import { call } from '../../stage/call';
import type { Stage } from '../../stage/stage';
import { apply, receiptText } from '../case-client';
import { must, type Narrator } from '../narrator';
import type { Colleague } from './staff-of';

interface Verified {
  readonly state: string;
  readonly stateText: { readonly zh: string };
  readonly kind: { readonly zh: string };
  readonly holder: string;
}

/** A certificate is issued, verified by anybody with its code, revoked, and verified again (GJ32). */
export async function certificateScene(stage: Stage, narrator: Narrator, person: Colleague): Promise<void> {
  narrator.scene('六、缴存证明：出具、查验、撤销', '6. A certificate: issued, verified, revoked');
  const { name, idNo } = person;
  const token = await stage.tokenFor({ role: 'member', name, idNo });
  const made = await narrator.step(
    () => apply(stage, token, 'GJ32', { certificate: 'contribution' }),
    (view, ms) => `GJ32 出具：查验码 ${receiptText(view, 'code')} (${ms} ms)`,
  );
  must(made.state === 'done', 'the certificate is issued at once');
  const [code, id] = [receiptText(made, 'code'), receiptText(made, 'documentId')];
  await verified(stage, narrator, code, 'valid');
  const revoked = await stage.request<{ state: string }>('POST', `/v1/documents/${id}/revocation`, token, {
    reason: 'no-longer-needed',
  });
  must(revoked.body.state === 'revoked', `its holder revokes it: ${JSON.stringify(revoked.body)}`);
  await verified(stage, narrator, code, 'revoked');
}

/** Anybody asks, without a login. */
async function verified(stage: Stage, narrator: Narrator, code: string, state: string): Promise<void> {
  const path = `/v1/verifications/${encodeURIComponent(code)}`;
  const { body } = await narrator.step(
    () => call<Verified>({ method: 'GET', url: `${stage.api.url}${path}` }),
    ({ body: said }, ms) => `任何人查验：${said.kind.zh}，${said.holder}，${said.stateText.zh} (${ms} ms)`,
  );
  must(body.state === state, `the code says ${state}, not ${body.state}`);
}
