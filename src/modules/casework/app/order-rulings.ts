import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { fen, yuan } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { conflict, invalidAt, notFound, type Problem } from '../../../platform/http';
import {
  type FrozenKind,
  type OrderRuling,
  PeopleOfOrders,
  type RuledOutcome,
  RuleOnOrders,
  type RulingFault,
  RulingRefused,
} from '../../settlement';
import { selectCasesOf } from '../store/desk-queue-store';
import { ClerkAtDesk } from './clerk-at-desk';
import { type CommandAnswer, Commands } from './commands';

type Command = { readonly key: string; readonly bodyHash: string };

/** How a bank declared that an order ended, as people of the centre see it; amounts in yuan. */
export interface OrderRulingView {
  readonly id: string;
  readonly what: FrozenKind;
  readonly orderId: string;
  readonly outcome: 'paid' | 'rejected';
  readonly bankSerial: string | null;
  readonly valueDate: string | null;
  readonly amount: string | null;
  readonly rejectCode: string | null;
  readonly evidenceNo: string;
  readonly state: 'proposed' | 'declined' | 'applied';
  readonly proposedAt: string;
  readonly decidedAt: string | null;
}

/** An order of a batch whose end is not known. */
export interface OpenOrderView {
  readonly id: string;
  readonly reference: string;
  readonly amount: string;
  readonly state: string;
}

const SHOWN = 200;

/** The two people who end an order upon the bank's written word; neither rules on their own, or one near to them. */
@Injectable()
export class OrderRulings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly clerks: ClerkAtDesk,
    private readonly orders: RuleOnOrders,
    private readonly owners: PeopleOfOrders,
  ) {}

  /** The latest first. */
  list({ centreId }: Actor): Promise<OrderRulingView[]> {
    return this.unitOfWork.read(centreId, async (tx) => (await this.orders.list(tx, SHOWN)).map(viewOf));
  }

  /** Orders of a batch whose end is not known, so that each can be ruled on. */
  parts({ centreId }: Actor, batchId: string): Promise<OpenOrderView[]> {
    return this.unitOfWork.read(centreId, async (tx) =>
      (await this.orders.partsOf(tx, batchId)).map(({ amountFen, ...part }) => ({
        ...part,
        amount: yuan(fen(amountFen)),
      })),
    );
  }

  /** Problems: 400 a day that cannot be; 403 nobody named, or too near; 409 the order has not stopped, or a ruling is proposed. */
  propose(
    actor: Actor,
    of: { what: FrozenKind; orderId: string; ruled: RuledOutcome; evidenceNo: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = 'POST /v1/desk/order-rulings';
    return this.act(actor, { route, ...command, refused: notProposed }, async (tx) => {
      const by = await this.mayAct(tx, actor, of);
      return this.answer(tx, await this.orders.propose(tx, { ...of, by }), 201);
    });
  }

  /** Problems: 403; 404; 409 the same person, or what the bank declared does not fit the order. */
  decide(
    actor: Actor,
    of: { id: string; agreed: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { id, agreed } = of;
    const route = `POST /v1/desk/order-rulings/${id}/decision`;
    return this.act(actor, { route, ...command, refused: notRuled }, async (tx) => {
      const ruling = await this.orders.find(tx, id);
      if (!ruling) throw notFound();
      const by = await this.mayAct(tx, actor, ruling);
      await this.orders.decide(tx, { id, by, agreed });
      return this.answer(tx, id, 200);
    });
  }

  private act(
    actor: Actor,
    {
      refused,
      ...command
    }: Command & { readonly route: string; readonly refused: (code: RulingFault) => Problem },
    work: (tx: Tx) => Promise<CommandAnswer>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, ...command }, async (tx) => {
      try {
        return await work(tx);
      } catch (error) {
        if (error instanceof RulingRefused) throw refused(error.code);
        throw error;
      }
    });
  }

  /** Nobody whose money it is, of a batch any of them, and nobody near to one. @throws Problem 403 */
  private async mayAct(
    tx: Tx,
    actor: Actor,
    { what, orderId }: { what: FrozenKind; orderId: string },
  ): Promise<string> {
    const { sources, people } = await this.owners.of(tx, what, orderId);
    const applicants = (await selectCasesOf(tx, sources)).map(({ personId }) => personId);
    const by = this.clerks.named(actor);
    await this.clerks.assertNotNear(tx, by, [...new Set([...applicants, ...people])]);
    return by;
  }

  private async answer(tx: Tx, id: string, status: number): Promise<CommandAnswer> {
    const ruling = await this.orders.find(tx, id);
    if (!ruling) throw new Error('what was stored is there');
    return { status, answer: JSON.stringify(viewOf(ruling)) };
  }
}

function viewOf(ruling: OrderRuling): OrderRulingView {
  const { id, what, orderId, ruled, evidenceNo, state, proposedAt, decidedAt } = ruling;
  const paid = ruled.outcome === 'paid' ? ruled : null;
  return {
    ...{ id, what, orderId, evidenceNo, state },
    outcome: ruled.outcome,
    bankSerial: paid?.bankSerial ?? null,
    valueDate: paid?.valueDate ?? null,
    amount: paid ? yuan(fen(paid.amountFen)) : null,
    rejectCode: ruled.outcome === 'rejected' ? ruled.rejectCode : null,
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

const DETAILS: Readonly<Record<RulingFault, { readonly zh: string; readonly en: string }>> = {
  ORDER_NOT_STUCK: {
    zh: '该指令未停止，银行也未超过一日无结果，由系统继续处理。',
    en: 'The order has not stopped, and the bank is not silent for a day: it goes on by itself.',
  },
  RULING_PROPOSED: {
    zh: '该指令的处理结果已提出，请待决定。',
    en: 'How it ended is proposed already; a decision is awaited.',
  },
  RULING_NOT_PROPOSED: { zh: '没有待决定的处理结果。', en: 'Nothing of it waits for a decision.' },
  SECOND_PERSON_WANTED: {
    zh: '须由提出人以外的人决定。',
    en: 'Whoever proposed it does not decide on it.',
  },
  ORDER_CONTRADICTS: {
    zh: '银行书面结果与该指令的金额、状态或流水号不符，请核对后重提。',
    en: 'What the bank declares does not fit amount, state or serial of the order; check it and propose again.',
  },
  VALUE_DATE_IMPOSSIBLE: {
    zh: 'valueDate 须在指令生成之日至今日之间，请按银行书面结果核对后重提。',
    en: 'valueDate lies between the day of the order and today; check it with what the bank declares and propose again.',
  },
};

/** 409, by its code. */
function notRuled(code: RulingFault): Problem {
  return conflict(code, DETAILS[code]);
}

/** Likewise; a day that cannot be is 400, for the field that holds it. */
function notProposed(code: RulingFault): Problem {
  if (code !== 'VALUE_DATE_IMPOSSIBLE') return notRuled(code);
  return invalidAt('/valueDate', code, DETAILS[code]);
}
