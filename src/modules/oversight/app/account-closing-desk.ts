import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { BilingualText } from '../../../kernel/decision';
import type { Tx } from '../../../platform/database/tx';
import { conflict, notFound } from '../../../platform/http';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../casework';
import { AccountClosings, BankStatements, type ClosingFault, ClosingRefused } from '../../settlement';

type Command = { readonly key: string; readonly bodyHash: string };

const DETAILS: Readonly<Record<ClosingFault, BilingualText>> = {
  ACCOUNT_CLOSING: {
    zh: '该专户或接收专户已提出或已办理销户。',
    en: 'The account, or the one that would take its place, is being given up already.',
  },
  ACCOUNT_TAKES_ANOTHER: {
    zh: '该专户正在接收另一专户的资金，待其销户后再提出。',
    en: 'The account takes the money of another one; give it up once that is closed.',
  },
  ACCOUNTS_OF_TWO_KINDS: {
    zh: '资金只能并入另一个同性质的专户。',
    en: 'The money goes to another account of the same kind only.',
  },
  ACCOUNT_WITHOUT_LINE: {
    zh: '两个专户的开户行都须已与系统联通；未联通的由财务人工办理。',
    en: 'Both banks must have a line; an account at one without is closed by hand.',
  },
  CLOSING_DECIDED: { zh: '该销户申请已经决定。', en: 'The closing was decided on before.' },
  SECOND_PERSON_WANTED: {
    zh: '专户销户须由提出人以外的人决定。',
    en: 'Whoever proposed the closing does not decide on it.',
  },
};

/** The two people at their desks who give an account of the centre up. */
@Injectable()
export class AccountClosingDesk {
  constructor(
    private readonly commands: Commands,
    private readonly clerks: ClerkAtDesk,
    private readonly closings: AccountClosings,
    private readonly statements: BankStatements,
  ) {}

  /** Problems: 403 nobody named; 404; 409 why it is not given up so. */
  propose(
    actor: Actor,
    terms: { accountId: string; intoAccountId: string; documentNo: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/bank-accounts/${terms.accountId}/closing`;
    return this.act(actor, { route, status: 201, ...command }, terms.accountId, (tx, by) =>
      this.closings.propose(tx, { ...terms, by }),
    );
  }

  /** Problems: 403 nobody named; 404 nothing proposed; 409 decided before, or by the person who proposed it. */
  decide(
    actor: Actor,
    decision: { accountId: string; agreed: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/bank-accounts/${decision.accountId}/closing/decision`;
    return this.act(actor, { route, status: 200, ...command }, decision.accountId, (tx, by) =>
      this.closings.decide(tx, { ...decision, by }),
    );
  }

  private act(
    actor: Actor,
    { status, ...request }: Command & { readonly route: string; readonly status: number },
    accountId: string,
    work: (tx: Tx, by: string) => Promise<boolean>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, ...request }, async (tx) => {
      try {
        if (!(await work(tx, this.clerks.named(actor)))) throw notFound();
      } catch (error) {
        if (error instanceof ClosingRefused) throw conflict(error.code, DETAILS[error.code]);
        throw error;
      }
      const account = (await this.statements.accounts(tx)).find(({ id }) => id === accountId);
      return { status, answer: JSON.stringify(account) };
    });
  }
}
