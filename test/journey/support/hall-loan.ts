import { randomUUID } from 'node:crypto';
import type { CaseView } from '../../../src/modules/casework';
import type { HallView } from '../../../src/modules/loan/domain/hall/hall-view';
import type { HttpAnswer, World } from '../../support';
import { consentNo, LOAN_DATE } from './apply-for-loan';
import { rows } from './books';
import { receiptOf, submit, until } from './cases';
import type { Person } from './cast';
import type { SignedIn } from './employer';
import { applicationOf, type Decided, registrar } from './disburse-loan';
import { expectDone, signLoan, type SigningStaff } from './sign-loan';
import { unitKeyOf } from './travel-in-time';

/** A home that somebody buys of its owner: a sale, an account in custody, and the seller's title. */
export interface Sale {
  readonly buyer: SignedIn;
  readonly seller: Person;
  readonly unitKey: string;
  readonly contractNo: string;
}

/** The joint case of a sale. */
export interface HallLoan extends Sale {
  readonly loanId: string;
  readonly hallNo: string;
}

/** The registry has the seller's title, and the bureau the sale: 1000000.00 yuan. */
export async function sellHome(world: World, flat: number, buyer: SignedIn, seller: Person): Promise<Sale> {
  const unitKey = unitKeyOf(flat);
  const contractNo = `CL(2027)2${String(flat).padStart(6, '0')}`;
  const { name, idNo } = buyer.person;
  const sale = {
    ...{ contractNo, unitKey, price: '1000000.00', signedOn: '2027-02-20' },
    buyers: [{ name, idNo, sharePercent: 100 }],
    sellers: [{ name: seller.name, idNo: seller.idNo }],
  };
  await world.control('POST', '/control/sales', { sales: [sale] });
  await world.control('PUT', `/control/units/${unitKey}`, {
    title: {
      titleNo: `晋(2022)太原市不动产权第1${String(flat).padStart(6, '0')}号`,
      registeredOn: '2022-05-20',
      ownerIdNos: [seller.idNo],
    },
    landUntil: '2082-03-31',
  });
  return { buyer, seller, unitKey, contractNo };
}

/** The buyer applies for the loan of a sale (DK03). */
export function applyForSale(
  { buyer: { client } }: Sale,
  input: object,
  key: string = randomUUID(),
): Promise<HttpAnswer> {
  return submit(client, 'DK03', input, key);
}

export function inputOfSale(): { creditConsentNo: string; termMonths: number } {
  return { creditConsentNo: consentNo(), termMonths: 120 };
}

/** A committed loan with its joint case. */
export async function committedHall(world: World, sale: Sale): Promise<HallLoan> {
  return hallOf(world, sale, expectDone(await applyForSale(sale, inputOfSale())) as CaseView);
}

export async function hallOf(world: World, sale: Sale, view: CaseView): Promise<HallLoan> {
  if (view.state !== 'done')
    throw new Error(`the application is ${view.state}: ${view.reasons.map((r) => r.reasonCode).join(', ')}`);
  const loanId = receiptOf(view, 'loanId');
  const [hall] = await rows<{ no: string }>(world, 'SELECT hall_no AS no FROM loan_hall WHERE loan_id = $1', [
    loanId,
  ]);
  return { ...sale, loanId, hallNo: hall!.no };
}

export async function readHall({ buyer, loanId }: HallLoan): Promise<HallView> {
  return expectDone(await buyer.client.get(`/v1/loans/${loanId}/hall`)) as HallView;
}

export async function branchOf(hall: HallLoan, name: string): Promise<string> {
  const { branches } = await readHall(hall);
  return branches.find(({ branch }) => branch === name)?.state ?? 'none';
}

export function untilBranch(hall: HallLoan, name: string, state: string, seconds = 60): Promise<true> {
  return until(`${name} ${state}`, async () => (await branchOf(hall, name)) === state && true, seconds);
}

export function untilHall(hall: HallLoan, state: HallView['state']): Promise<true> {
  return until(`the hall ${state}`, async () => (await readHall(hall)).state === state && true, 90);
}

/** Every department is asked at the next tick. */
export async function hallDue(world: World, { loanId }: HallLoan): Promise<void> {
  await rows(
    world,
    `UPDATE loan_hall_branch SET due_at = clock_timestamp() WHERE loan_id = $1 AND due_at IS NOT NULL`,
    [loanId],
  );
}

/** Tax authority and bank have the case; the tax is paid and the down payment there, and nobody has told us yet. */
export async function departmentsReady(world: World, hall: HallLoan): Promise<void> {
  await untilBranch(hall, 'tax', 'accepted');
  await untilBranch(hall, 'custody', 'awaiting');
  await world.control('POST', `/control/hall/tax/${hall.hallNo}/pay`, {});
  await world.control('POST', `/control/hall/custody/${hall.hallNo}/fund`, {});
}

/** The same, and buyer and seller have signed. */
export async function signedHall(
  world: World,
  staff: SigningStaff,
  hall: HallLoan,
  time: string,
  day: string = LOAN_DATE,
): Promise<void> {
  await departmentsReady(world, hall);
  const seller = { person: hall.seller } as SignedIn;
  await signLoan(world, staff, {
    ...{ loanId: hall.loanId, people: [hall.buyer, seller] },
    ...{ day, time },
  });
}

/** The registry has the transfer in hand. */
export async function hallAtRegistry(world: World, hall: HallLoan): Promise<string> {
  await hallDue(world, hall);
  return applicationOf(world, hall.loanId);
}

/** The title passes, if it has not; then the joint case goes to its end by itself. */
export async function throughToTheEnd(world: World, hall: HallLoan): Promise<void> {
  const title = await until('the title with the registry', async () => {
    const state = await branchOf(hall, 'title');
    return (state === 'accepted' || state === 'registered') && state;
  });
  if (title === 'accepted') await titlePasses(world, hall);
  await untilHall(hall, 'done');
}

export async function titlePasses(world: World, hall: HallLoan): Promise<Decided> {
  return registrar(world, await applicationOf(world, hall.loanId), 'register');
}

/** A contract that stands, as the bureau has it, or not any more. */
export async function contractIs(
  world: World,
  { contractNo }: HallLoan,
  status: 'valid' | 'cancelled',
): Promise<void> {
  await world.control('PUT', `/control/sales/${encodeURIComponent(contractNo)}`, { status });
}

/** What the custody bank did last, and how often it moved the money after it had come. */
export async function custodyOf(
  world: World,
  { hallNo }: HallLoan,
): Promise<{ status: string; moves: number }> {
  const { custody } = (await world.control('GET', `/control/hall/${hallNo}`)) as {
    custody: { status: string; seq: number };
  };
  // Opened, funded, and then moved.
  return { status: custody.status, moves: custody.seq - 2 };
}
