import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpClient, type HttpAnswer } from '../../support';
import { submit } from './cases';
import type { SignedIn } from './employer';

/** What a client may be told while the service is in trouble, and that it comes again then. */
const COME_AGAIN = [409, 425, 429, 503];

const ON_ITS_WAY = ['accepted', 'waiting', 'paying'];

/** A member who withdraws small sums one after the other, and repeats a request until it is answered. */
export class PersistentMember {
  /** Cases that were answered, by id. */
  readonly accepted: string[] = [];
  /** How often each status was given; 'broken' where the connection broke. */
  readonly told: Record<string, number> = {};
  /** Answers that no client should ever get. */
  readonly wrong: string[] = [];

  constructor(
    private readonly member: SignedIn,
    private readonly url: string,
  ) {}

  /** Withdraws until told to stop; what was begun is brought to an answer. */
  async withdrawUntil(isOver: () => boolean, amount = '10.00'): Promise<void> {
    while (!isOver()) await this.withdraw(amount);
  }

  /** One withdrawal under one key, repeated until it is answered, and then looked at until it is over. */
  async withdraw(amount: string): Promise<string> {
    const key = randomUUID();
    const answer = await this.insist((client) => submit(client, 'TQ12', { amount }, key));
    const { id, state } = answer.body as { id: string; state: string };
    this.accepted.push(id);
    let seen = state;
    while (ON_ITS_WAY.includes(seen)) {
      await pause(200);
      const view = await this.insist((client) => client.get(`/v1/cases/${id}`));
      seen = (view.body as { state: string }).state;
    }
    return id;
  }

  private async insist(ask: (client: HttpClient) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    for (;;) {
      const answer = await ask(new HttpClient(this.url, this.member.token)).catch(() => null);
      const told = answer === null ? 'broken' : String(answer.status);
      this.told[told] = (this.told[told] ?? 0) + 1;
      if (answer !== null && answer.status < 300) return answer;
      if (answer !== null && !this.isFair(answer)) throw new Error(this.wrong.at(-1));
      await pause(200);
    }
  }

  /** 503 says when to come again; no other answer of trouble is fair. */
  private isFair({ status, headers, text }: HttpAnswer): boolean {
    const isFair = COME_AGAIN.includes(status) && (status !== 503 || headers.has('retry-after'));
    if (!isFair) this.wrong.push(`${status} ${text}`);
    return isFair;
  }
}
