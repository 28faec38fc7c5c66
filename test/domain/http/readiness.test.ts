import { Readiness } from '../../../src/platform/http';

describe('readiness', () => {
  it('needs every check to pass, and names the one that does not without saying why', async () => {
    const readiness = new Readiness();
    expect(await readiness.report()).toEqual({ ready: true, checks: {} });
    readiness.register('database', () => Promise.reject(new Error('password of zero_run_app')));
    readiness.register('leases', () => Promise.resolve());
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'failed', leases: 'ok' } });
    expect(() => readiness.register('leases', () => Promise.resolve())).toThrow('twice');
  });

  it('ends with the first moment of a shutdown, while what it checks still works', async () => {
    const readiness = new Readiness();
    let asked = 0;
    readiness.register('database', () => Promise.resolve(void (asked += 1)));
    expect(await readiness.report()).toEqual({ ready: true, checks: { database: 'ok' } });
    readiness.drain();
    expect(await readiness.report()).toEqual({ ready: false, checks: {} });
    expect(asked).toBe(1);
  });
});
