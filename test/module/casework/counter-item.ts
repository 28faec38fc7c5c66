import { IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import {
  type DeskAnswering,
  FactRegistry,
  type Item,
  ItemRegistry,
  Paper,
} from '../../../src/modules/casework';
import { CATALOGUE } from '../../../src/modules/casework/catalogue/catalogue';
import { Parties } from '../../../src/modules/party';
import { assumedClause, defineRule } from '../../../src/modules/policy';
import { IsDay, IsPersonName, IsResidentId } from '../../../src/platform/http';
import type { Road } from '../oversight/road';

class LetterWords {
  @IsBoolean()
  inForce!: boolean;

  @IsOptional()
  @IsDay()
  heardOn?: string;
}
class LetterPaper extends IntersectionType(Paper, LetterWords) {}

class NoWords {
  @IsOptional()
  @IsString()
  words?: string;
}

class LetterPapers {
  @IsOptional()
  @ValidateNested()
  @Type(() => LetterPaper)
  letter?: LetterPaper;

  @IsOptional()
  @ValidateNested()
  @Type(() => Paper)
  proxy?: Paper;
}

class LetterInput {
  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  proxyName?: string;

  @ValidateNested()
  @Type(() => LetterPapers)
  papers!: LetterPapers;
}

const letterAtDesk: DeskAnswering = {
  input: LetterWords,
  example: { inForce: true },
  past: ['heardOn'],
  evidence: { letter: { zh: '介绍信', en: 'letter of introduction' } },
  value: (paper) => ({ inForce: (paper as LetterWords).inForce }),
  same: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  shown: (value) => value,
};

const proxyAtDesk: DeskAnswering = {
  input: NoWords,
  example: {},
  evidence: { mandate: { zh: '委托书', en: 'mandate' } },
  value: () => ({ shown: true }),
  same: () => true,
  shown: (value) => value,
};

const letterInForce = defineRule({
  id: 'letter-in-force',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('测试用规则', 'a rule of this test'),
  order: 10,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['test.letter', 'test.proxy', 'person.identity'], parameters: [] },
  judge: ({ fact }) => {
    fact('test.proxy');
    const alive = fact<{ match: boolean }>('person.identity').match;
    return {
      truth: alive && fact<{ inForce: boolean }>('test.letter').inForce ? 'true' : 'false',
      observed: null,
      required: null,
    };
  },
  texts: {
    passed: { zh: '介绍信有效', en: 'The letter is in force' },
    member: { zh: '介绍信已失效。', en: 'The letter is not in force.' },
    officer: { zh: '介绍信失效', en: 'Letter not in force' },
    condition: { zh: '介绍信有效', en: 'A letter in force' },
    fix: null,
  },
});

/**
 * Registers, under the code of a counter service that no room has yet, an item that needs a letter, and a mandate where a
 * proxy comes. @returns its code.
 */
export function openLetterCounter(road: Road): string {
  const items = road.opened(ItemRegistry);
  const free = CATALOGUE.find(({ code, channel }) => channel === 'counter' && items.find(code) === undefined);
  if (free === undefined) throw new Error('every counter service is some room’s');
  const { code } = free;
  const parties = road.opened(Parties);
  const facts = road.opened(FactRegistry);
  facts.register({ kind: 'paper', name: 'test.letter', place: 'letter', desk: letterAtDesk });
  facts.register({
    kind: 'paper',
    name: 'test.proxy',
    place: 'proxy',
    desk: proxyAtDesk,
    wanted: (input) => (input as LetterInput).proxyName !== undefined,
  });
  const item: Item<LetterInput> = {
    code,
    input: LetterInput,
    facts: [{ name: 'person.identity' }, { name: 'test.letter' }, { name: 'test.proxy' }],
    grants: { 'POL.people': ['alive'] },
    rules: [letterInForce],
    basis: 'consent',
    submitters: ['clerk'],
    example: { name: '某人', idNo: '11010519491231002X', papers: {} },
    async subject(tx, _actor, { name, idNo }) {
      const personId = await parties.ensurePerson(tx, { name, idNo });
      return {
        personId,
        employerId: null,
        accountId: null,
        businessKey: personId,
        applicant: { name, idNo },
      };
    },
    carryOut: () =>
      Promise.resolve({ state: 'done', receipt: { done: true }, event: { kind: 'done', body: {} } }),
  };
  items.register(item);
  return code;
}
