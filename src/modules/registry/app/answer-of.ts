import { newId } from '../../../kernel/identifiers/uuid';
import type { Answer, Ask, Exchange } from '../domain/answer';
import { registryOf, type QuestionName } from '../domain/questions';
import { TIME_TO_LIVE_MS } from '../domain/registry-code';
import type { Conversation } from './converse';

/** The answer a caller gets out of a conversation, with its evidence. */
export function answerOf<T>(
  question: QuestionName,
  ask: Ask,
  conversation: Conversation<T>,
  sealing: { sealedRequest: Buffer; seal(text: string): Buffer },
): Answer<T> {
  const { result, bytes, sha256 } = conversation;
  const registry = registryOf(question);
  const operation = question.slice(registry.length + 1);
  const known = !('reason' in result);
  const exchange: Exchange = {
    id: newId(),
    registry,
    operation,
    purpose: ask.purpose,
    basis: ask.basis,
    traceId: ask.traceId,
    askedAt: conversation.askedAt,
    answeredAt: conversation.answeredAt,
    ms: conversation.ms,
    attempts: conversation.attempts,
    status: conversation.status,
    outcome: known ? 'known' : result.reason,
    detail: known ? null : result.detail,
    receiptNo: known ? result.receiptNo : null,
    asOf: known ? result.asOf : null,
    sealedRequest: sealing.sealedRequest,
    sealedResponse: bytes === null ? null : sealing.seal(bytes.toString('base64')),
    responseSha256: sha256,
  };
  if (!known) return { state: 'unknown', reason: result.reason, exchange };
  return {
    state: 'known',
    value: result.value,
    receiptNo: result.receiptNo,
    asOf: result.asOf.toISOString(),
    validUntil: new Date(result.asOf.getTime() + TIME_TO_LIVE_MS[registry]).toISOString(),
    exchange,
  };
}
