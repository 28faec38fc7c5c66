import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { canonicalJson, sha256Hex } from '../../kernel/canonical-json';
import type { Json } from '../../kernel/fact';
import { requestOf } from './request';

/**
 * SHA-256 of the canonical form (RFC 8785) of a parsed JSON body, hex: two bodies that mean the same have one hash.
 * A request without body is hashed as null.
 */
export function bodyHash(body: unknown): string {
  return sha256Hex(canonicalJson((body ?? null) as Json));
}

/** `bodyHash` of the request as it was parsed, before DTOs are built from it. */
export const BodyHash = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  bodyHash(requestOf(context).body),
);
