import { openAnswer } from './reading';

/** What the housing bureau tells by itself: the filing of a contract was cancelled, or stands again. */
export interface ContractEvent {
  readonly eventNo: string;
  readonly occurredAt: Date;
  readonly contractNo: string;
  readonly unitKey: string;
  readonly told: 'cancelled' | 'restored';
}

const TOLD = { CX: 'cancelled', HF: 'restored' } as const;

/** Reads a pushed event: tzbh its number, tzsk the instant, hth the contract, dyh the unit, sx what befell it. Throws `AnswerFault`. */
export function readContractEvent(bytes: Uint8Array): ContractEvent {
  const root = openAnswer(bytes).only(['tzbh', 'tzsk', 'hth', 'dyh', 'sx']);
  return {
    eventNo: root.field('tzbh').text(/^FGTZ-\d{4}-\d{8}$/),
    occurredAt: root.field('tzsk').shanghaiInstant(/^(\d{4})\/(\d\d)\/(\d\d)-(\d\d):(\d\d):(\d\d)$/),
    contractNo: root.field('hth').text(/^[0-9A-Za-z()（）〔〕\-—号第]{4,40}$/),
    unitKey: root.field('dyh').text(/^[0-9A-Z]{28}$/),
    told: root.field('sx').code(TOLD),
  };
}
