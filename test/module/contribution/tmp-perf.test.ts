import { ContributionUnderTest } from './contribution-under-test';
import { EmployerUnderTest } from './employer-under-test';
import { Parties } from '../../../src/modules/party';
import { Ledger } from '../../../src/modules/ledger';
import { insertMemberAccounts } from '../../../src/modules/contribution/store/member-account-store';
import { fen } from '../../../src/kernel/money';
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { PersonStore } from '../../../src/modules/party/store/person-store';
(PersonStore.prototype as any).collect = async function (tx: any, people: any[], known: Map<string, any>) {
  const rows = await tx.query('SELECT p.id, p.name, p.id_no_index FROM unnest($2::bytea[]) AS w (x) JOIN person AS p ON p.centre_id = $1 AND p.id_no_index = w.x', [tx.centreId, people.map(({ index }) => index)]);
  for (const row of rows) known.set(row.id_no_index.toString('base64'), row);
};
it('perf', async () => {
  const room = await ContributionUnderTest.start();
  const employer = await EmployerUnderTest.register(room, 1);
  const N = Number(process.env.PERF_N ?? 100000);
  const unitId = (await room.run((tx) => tx.query<{u: bigint}>('select ledger_account_id as u from unit_account')))[0]!.u;
  const t = (l: string, s: number) => appendFileSync('/tmp/zr/contrib-perf.log',`${l} ${Math.round(performance.now() - s)} ms rss ${Math.round(process.memoryUsage().rss/1e6)}\n`);
  // another 200k balances for the plan
  await room.run(async (tx) => { for (let i=0;i<10;i++) await room.get(Ledger).openAccounts(tx, Array.from({length:20000},()=>({kind:'member',subject:'201',unitId} as const)), '2026-11-01'); });
  await room.asSuperuser('analyze');
  { const ex = await room.run(async (tx) => { await tx.execute("set local auto_explain.log_min_duration = -1").catch(()=>0); return 0; }).catch(()=>0); void ex; }
  const people = room.outside.world.addSingles(N, 9);
  let s = performance.now();
  await room.run(async (tx) => {
    const parties = room.get(Parties); const ledger = room.get(Ledger);
    for (let from = 0; from < N; from += 10000) {
      const part = people.slice(from, from + 10000);
      let q=performance.now(); const orig=tx.query.bind(tx); const ids = await parties.ensurePersons(new Proxy(tx,{get:(o:any,k)=>k==='query'||k==='execute'?async(sql:string,v:any[])=>{const z=performance.now();const r=await o[k](sql,v);if(0&&performance.now()-z>500&&k==='query'){const e=await orig('explain '+sql,v);appendFileSync('/tmp/zr/contrib-perf.log',JSON.stringify(e).slice(0,900)+'\n')}return r}:o[k]}), part); t('  persons',q);q=performance.now();
      const acc = await ledger.openAccounts(tx, part.map(() => ({ kind: 'member', subject: '201', unitId } as const)), '2026-11-21');
      t('  accounts',q);q=performance.now(); await insertMemberAccounts(tx, { unitId, openedOn: '2026-11-21' }, part.map((_, i) => ({ accountId: acc[i]!, accountNo: '99261121' + acc[i], personId: ids[i]!.id, base: fen(800000n), employer: fen(64000n), employee: fen(96000n) })));
    }
  });
  t('seed', s);
  const all = [...employer.staff, ...people];
  const csv = employer.csv(all);
  const h = monitorEventLoopDelay({ resolution: 5 }); h.enable();
  s = performance.now();
  const list = await employer.upload('2026-09', csv);
  t('upload ' + list.status + JSON.stringify(list.body).slice(0, 200), s);
  appendFileSync('/tmp/zr/contrib-perf.log',`lag p99 ${h.percentile(99)/1e6} max ${h.max/1e6}\n`);
  s = performance.now();
  const made = await employer.agent.post('/v1/cases', { item: 'GJ11', input: { listId: list.body.id } });
  t('GJ11 ' + made.body.state, s);
  s = performance.now();
  await room.transfer(made.body.receipt.amount, made.body.receipt.paymentNo);
  t('posting', s);
  s = performance.now();
  const sa = await employer.agent.post('/v1/remittance-lists/same-as', { employerId: employer.employerId, month: '2026-10', asMonth: '2026-09' });
  t('same-as ' + sa.status, s);
  s = performance.now();
  appendFileSync('/tmp/zr/contrib-perf.log',JSON.stringify(await room.breaches()).slice(0, 500) + '\n');
  t('proof', s);
  await room.stop();
}, 300000);
