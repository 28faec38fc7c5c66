import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { plus, yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import type { EmployerLine } from '../../domain/statement/employer-statement.kind';
import { type ListMember, selectListMembers } from '../../store/certificate-store';

/** Members read at a time; other requests get their turn in between. */
const PAGE = 1_000;

/** The members of a list as an employer's statement shows them. */
@Injectable()
export class StatementMembers {
  constructor(private readonly parties: Parties) {}

  async linesOf(tx: Tx, listId: string): Promise<EmployerLine[]> {
    const lines: EmployerLine[] = [];
    let after = 0n;
    for (;;) {
      const page = await selectListMembers(tx, listId, { after, limit: PAGE });
      const names = await this.parties.namesOf(
        tx,
        page.map(({ personId }) => personId),
      );
      lines.push(...page.map((member) => lineOf(member, names.get(member.personId) ?? '')));
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return lines;
      after = last.accountId;
      await nextTurn();
    }
  }
}

function lineOf({ accountNo, baseFen, employerFen, employeeFen }: ListMember, name: string): EmployerLine {
  return {
    accountNo,
    name,
    base: yuan(baseFen),
    employer: yuan(employerFen),
    employee: yuan(employeeFen),
    total: yuan(plus(employerFen, employeeFen)),
  };
}
