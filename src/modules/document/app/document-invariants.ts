import { sha256Hex } from '../../../kernel/canonical-json';
import type { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import type { Invariant } from '../../../platform/invariants/invariant-registry';
import { CONTRACT_KINDS } from '../domain/contract-kinds';
import { type DocumentContent, signedStatement } from '../domain/document-content';
import { type SignedDocument, selectLatestSigned, selectParts } from '../store/document-store';
import { isSignedBy } from './document-seal';

/** Documents looked into at each proof: the latest ones, so that a fault of today is told today. */
const LOOKED_INTO = 200;

/** What must hold of documents. @param sealer opens what they say. */
export function documentInvariants(sealer: Sealer): readonly Invariant[] {
  return [
    {
      id: 'Z1',
      sentence: {
        zh: '每份证明都由一个已办结的办件出具，除合同外并写在其回执上',
        en: 'Each document was issued by a case that is done and, unless it is a contract, stands on its receipt',
      },
      sql: `SELECT d.id AS document FROM document AS d
              LEFT JOIN service_case AS c ON c.centre_id = d.centre_id AND c.id = d.case_id
             WHERE c.id IS NULL OR c.state <> 'done' OR c.person_id <> d.person_id
                OR c.employer_id IS DISTINCT FROM d.employer_id
                OR (d.kind NOT IN (${CONTRACT_KINDS.map((kind) => `'${kind}'`).join(', ')})
                    AND c.receipt->>'documentId' IS DISTINCT FROM d.id::text)`,
    },
    {
      id: 'Z2',
      sentence: {
        zh: `最近${LOOKED_INTO}份证明的内容和明细与其摘要、签名一致`,
        en: `The latest ${LOOKED_INTO} documents and their lines are what was hashed and signed`,
      },
      check: async () => async (tx) => {
        const breaches: object[] = [];
        for (const document of await selectLatestSigned(tx, LOOKED_INTO)) {
          if (!(await isAsSigned(tx, sealer, document))) breaches.push({ document: document.id });
        }
        return breaches;
      },
    },
  ];
}

async function isAsSigned(tx: Tx, sealer: Sealer, document: SignedDocument): Promise<boolean> {
  const text = sealer.open(document.contentSealed);
  const content = JSON.parse(text) as DocumentContent;
  const { contentHash, keyId, publicKey, signature } = document;
  const statement = signedStatement(content, contentHash, keyId);
  const whole =
    sha256Hex(text) === contentHash && content.id === document.id && content.code === document.code;
  if (!whole || !isSignedBy(publicKey, statement, signature)) return false;
  const hashes = content.lines?.parts ?? [];
  const parts = await selectParts(tx, document.id, 0, hashes.length);
  return (
    parts.length === hashes.length && parts.every((part, at) => sha256Hex(sealer.open(part)) === hashes[at])
  );
}
