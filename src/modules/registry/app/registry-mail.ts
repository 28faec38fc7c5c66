import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/app-config';
import { AnswerFault } from '../domain/fault';
import { readTitleEvent, type TitleEvent } from '../wire/rea-event';

export type OpenedEvent =
  | { readonly state: 'verified'; readonly event: TitleEvent }
  | { readonly state: 'refused'; readonly fault: 'signature' | 'shape' };

/** Opens what registries push to us: believed by its signature (HMAC-SHA-256 over the bytes, base64), then read. */
@Injectable()
export class RegistryMail {
  constructor(private readonly config: AppConfig) {}

  titleEvent(bytes: Buffer, signature: string | null): OpenedEvent {
    const expected = createHmac('sha256', this.config.reaKey).update(bytes).digest();
    const given = Buffer.from(signature ?? '', 'base64');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return { state: 'refused', fault: 'signature' };
    try {
      return { state: 'verified', event: readTitleEvent(bytes) };
    } catch (error) {
      if (error instanceof AnswerFault) return { state: 'refused', fault: 'shape' };
      throw error;
    }
  }
}
