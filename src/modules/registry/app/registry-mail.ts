import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/app-config';
import { AnswerFault } from '../domain/fault';
import { type ContractEvent, readContractEvent } from '../wire/hsg-event';
import { readTitleEvent, type TitleEvent } from '../wire/rea-event';

export type OpenedEvent<E = TitleEvent> =
  | { readonly state: 'verified'; readonly event: E }
  | { readonly state: 'refused'; readonly fault: 'signature' | 'shape' };

/** Opens what registries push to us: believed by its signature (HMAC-SHA-256 over the bytes, base64), then read. */
@Injectable()
export class RegistryMail {
  constructor(private readonly config: AppConfig) {}

  titleEvent(bytes: Buffer, signature: string | null): OpenedEvent {
    return opened(this.config.reaKey, bytes, signature, readTitleEvent);
  }

  contractEvent(bytes: Buffer, signature: string | null): OpenedEvent<ContractEvent> {
    return opened(this.config.hsgKey, bytes, signature, readContractEvent);
  }
}

function opened<E>(
  key: Buffer,
  bytes: Buffer,
  signature: string | null,
  read: (bytes: Buffer) => E,
): OpenedEvent<E> {
  const expected = createHmac('sha256', key).update(bytes).digest();
  const given = Buffer.from(signature ?? '', 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return { state: 'refused', fault: 'signature' };
  try {
    return { state: 'verified', event: read(bytes) };
  } catch (error) {
    if (error instanceof AnswerFault) return { state: 'refused', fault: 'shape' };
    throw error;
  }
}
