import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import { askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import type { Police } from '../../registry';
import type {
  AgentPoliceFact,
  AgentsFact,
  NewCodeFact,
  SecondAgentFact,
} from '../domain/employer/change-facts';
import { selectConsent } from '../store/employer-consent-store';
import { policeWord } from './police-word';

const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

interface AgentsInput {
  readonly authorise?: { readonly name: string; readonly idNo: string };
  readonly withdraw?: { readonly idNo: string };
  readonly secondAgent?: boolean;
}

/** Facts about who acts for an employer. */
export function employerAgentFacts(rooms: {
  parties: Parties;
  police: Police;
  clock: Clock;
}): FactProvider[] {
  return [
    agentPoliceFact(rooms.police, rooms.clock),
    agentsFact(rooms.parties, rooms.clock),
    newCodeFact(rooms.parties, rooms.clock),
    secondAgentFact(rooms.parties, rooms.clock),
  ];
}

/** `agent.police`: the police on who is to be authorised; nobody is asked about nobody. */
function agentPoliceFact(police: Police, clock: Clock): FactProvider {
  const name = 'agent.police';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['alive'] },
    async provide(context, _fact, exchanges) {
      const { authorise } = context.input as AgentsInput;
      const at = clock.now();
      const nobody: AgentPoliceFact = { agent: null };
      if (!authorise)
        return internalFact({ name, source: 'contribution', receiptNo: context.personId, at }, nobody);
      const asked = { name: authorise.name, idNo: normaliseResidentId(authorise.idNo) };
      const answer = await police.people(askOf(context, DUTY), [asked], ['alive']);
      return factFrom({ name, source: 'POL', at }, answer, exchanges, ([record]): AgentPoliceFact => ({
        agent: policeWord(record),
      }));
    },
  };
}

/** `employer.agents`: how many there are and would be, and whether another one must agree then. */
function agentsFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'employer.agents';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId, input }) {
      if (employerId === null) throw new Error('agents are those of an employer');
      const employer = await parties.employerById(tx, employerId);
      if (!employer) throw new Error(`the employer ${employerId} of an accepted case is gone`);
      const { authorise, withdraw, secondAgent } = input as AgentsInput;
      const agents = new Set(await parties.agentsOf(tx, employerId));
      const now = agents.size;
      const idOf = (idNo: string): string => parties.idOf(normaliseResidentId(idNo));
      const withdrawnIsAgent = withdraw ? agents.has(idOf(withdraw.idNo)) : null;
      if (withdraw) agents.delete(idOf(withdraw.idNo));
      if (authorise) agents.add(idOf(authorise.idNo));
      const value: AgentsFact = {
        now,
        after: agents.size,
        withdrawnIsAgent,
        secondAgentAfter: secondAgent ?? employer.secondAgent,
      };
      return internalFact({ name, source: 'party', receiptNo: employerId, at: clock.now() }, value);
    },
  };
}

/** `employer.newCode`: whether another employer has the credit code applied for. */
function newCodeFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'employer.newCode';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId, input }) {
      const { creditCode } = input as { creditCode?: string };
      const other = creditCode === undefined ? null : await parties.employerByCreditCode(tx, creditCode);
      const value: NewCodeFact = { taken: other !== null && other.id !== employerId };
      const receiptNo = employerId ?? 'none';
      return internalFact({ name, source: 'party', receiptNo, at: clock.now() }, value);
    },
  };
}

/**
 * `employer.secondAgent`: the word of another agent, unknown until it is said; an employer may do without, and what a
 * member applies for is not an agent's to agree to. What an agent applied for whose authorisation was withdrawn meanwhile
 * waits for another agent's word all the same.
 */
function secondAgentFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'employer.secondAgent';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId, caseId, actor }) {
      if (actor.role === 'member') {
        const none: SecondAgentFact = { required: false, agreed: false };
        return internalFact({ name, source: 'party', receiptNo: 'none', at: clock.now() }, none);
      }
      if (employerId === null) throw new Error('a second agent is that of an employer');
      const applied = actor.identity ? parties.idOf(normaliseResidentId(actor.identity.idNo)) : null;
      const employer = await parties.employerById(tx, employerId);
      const of = { name, source: 'party', receiptNo: employerId, at: clock.now() };
      const agent = actor.role === 'employer-agent' ? applied : null;
      const withdrawn =
        agent !== null &&
        !(await parties.isAgentOf(tx, agent, employerId)) &&
        (await parties.wasAgentOf(tx, agent, employerId));
      if (!employer?.secondAgent && !withdrawn) {
        const none: SecondAgentFact = { required: false, agreed: false };
        return internalFact(of, none);
      }
      const said = caseId === null ? null : await selectConsent(tx, caseId);
      // Nobody agrees to what they applied for themselves, whatever was stored.
      if (!said || said.personId === applied)
        return { name, state: 'unknown', reason: 'awaited', source: 'party', askedAt: of.at.toISOString() };
      const value: SecondAgentFact = { required: true, agreed: said.agreed };
      return internalFact({ ...of, receiptNo: said.personId }, value);
    },
  };
}
