import type { Person } from '../../../src/simulators/world/person';
import type { HttpClient } from '../../support';
import type { ContributionUnderTest } from './contribution-under-test';

/** The first company of the world, registered by its legal representative, with accounts for some of its staff. */
export class EmployerUnderTest {
  private constructor(
    private readonly room: ContributionUnderTest,
    readonly head: Person,
    readonly agent: HttpClient,
    readonly employerId: string,
    readonly staff: readonly Person[],
  ) {}

  /** @param staff how many of the first company's singles get accounts, base 8000.00. */
  static async register(room: ContributionUnderTest, staff: number, firstMonth = '2026-09') {
    const head = room.outside.world.inRole('legalRepresentative');
    const agent = await room.signedIn(head);
    const input = registration(room, firstMonth);
    const made = await agent.post('/v1/cases', { item: 'GJ01', input });
    expect(made.body).toMatchObject({ state: 'done' });
    const employerId = made.body.receipt.employerId as string;
    const people = room.outside.world.addSingles(staff, 7);
    const employer = new EmployerUnderTest(room, head, agent, employerId, people);
    const members = people.map(({ name, idNo }) => ({ name, idNo, base: '8000.00' }));
    const opened = await agent.post('/v1/cases', { item: 'GJ20', input: { employerId, members } });
    expect(opened.body.receipt).toMatchObject({ opened: staff, refused: 0 });
    return employer;
  }

  csv(staff: readonly Person[] = this.staff, base = '8000.00'): string {
    const rows = staff.map(({ name, idNo }) => `${name},${idNo},${base}`);
    return ['姓名,证件号码,缴存基数', ...rows].join('\r\n');
  }

  upload(month: string, csv: string | Buffer = this.csv(), key?: string) {
    return this.room.upload(this.head, `employerId=${this.employerId}&month=${month}`, csv, key);
  }

  /** A list of that month, confirmed; gives what its case says. */
  async confirmed(month: string) {
    const list = await this.upload(month);
    expect(list.status).toBe(201);
    const made = await this.agent.post('/v1/cases', { item: 'GJ11', input: { listId: list.body.id } });
    expect(made.body.state).toBe('waiting-funds');
    return {
      listId: list.body.id as string,
      caseId: made.body.id as string,
      paymentNo: made.body.receipt.paymentNo as string,
      amount: made.body.receipt.amount as string,
      receipt: made.body.receipt,
    };
  }

  async remitted(month: string): Promise<void> {
    const { listId, paymentNo, amount } = await this.confirmed(month);
    await this.room.transfer(amount, `${month} 公积金 ${paymentNo}`);
    expect((await this.agent.get(`/v1/remittance-lists/${listId}`)).body.state).toBe('POSTED');
  }
}

export function registration(room: ContributionUnderTest, firstMonth = '2026-09') {
  return {
    creditCode: room.outside.world.companyInRole('employer').creditCode,
    district: '140105',
    payday: 15,
    ratioEmployer: '0.08',
    ratioEmployee: '0.12',
    firstMonth,
  };
}
