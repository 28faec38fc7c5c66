import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../../src/app.module';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { refuseStrongRole, RoleTooStrong } from '../../../src/platform/database/refuse-strong-role';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { CENTRE, connect, DatabaseUnderTest } from './database-under-test';

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());

/** Starts the whole service with that connection; what the start is refused with, or null. */
async function start(databaseUrl: string): Promise<unknown> {
  const config = loadConfig({
    NODE_ENV: 'test',
    ...newDevelopmentKeys(),
    DATABASE_URL: databaseUrl,
    WORKER_INTERVAL_MS: '0',
    LOG_LEVEL: 'silent',
  });
  try {
    const app = await NestFactory.createApplicationContext(AppModule.of(config), {
      logger: false,
      abortOnError: false,
    });
    await app.close();
    return null;
  } catch (error) {
    return error;
  }
}

async function refusalAs(databaseUrl: string): Promise<string> {
  const source = await connect(databaseUrl, 1);
  try {
    await new UnitOfWork(source).read(CENTRE, refuseStrongRole);
    return 'none';
  } catch (error) {
    if (error instanceof RoleTooStrong) return error.message;
    throw error;
  } finally {
    await source.destroy();
  }
}

/** A right given to the app's role for the length of the test. */
async function withGrant(grant: string, test: () => Promise<void>): Promise<void> {
  await db.asSuperuser(`GRANT ${grant} TO zero_run_app`);
  try {
    await test();
  } finally {
    await db.asSuperuser(`REVOKE ${grant} FROM zero_run_app`);
  }
}

describe('the role the service starts as', () => {
  it('is the app’s own', async () => {
    expect(await start(db.database.appUrl)).toBeNull();
  });

  it('is not the owner of the tables', async () => {
    const refusal = await start(db.database.ownerUrl);
    expect(refusal).toBeInstanceOf(RoleTooStrong);
    expect((refusal as Error).message).toMatch(/zero_run_owner: it owns .*DATABASE_OWNER_URL/);
    expect((refusal as Error).message).toContain('it may make temporary tables');
  });

  it('is not a superuser', async () => {
    const refusal = await start(db.database.superUrl);
    expect(refusal).toBeInstanceOf(RoleTooStrong);
    expect((refusal as Error).message).toMatch(/it is superuser/);
  });

  it.each(['UPDATE', 'DELETE', 'TRUNCATE'])('may not %s lines of the books', async (right) => {
    await withGrant(`${right} ON entry`, async () => {
      expect(await start(db.database.appUrl)).toBeInstanceOf(RoleTooStrong);
      expect(await refusalAs(db.database.appUrl)).toContain('it may rewrite entry');
    });
    expect(await refusalAs(db.database.appUrl)).toBe('none');
  });

  it('may not update a single column of them either', async () => {
    await withGrant('UPDATE (amount_fen) ON entry', async () => {
      expect(await refusalAs(db.database.appUrl)).toContain('it may rewrite entry');
    });
  });

  it('may not update a partition of them', async () => {
    await withGrant('UPDATE ON entry_2026', async () => {
      expect(await refusalAs(db.database.appUrl)).toContain('it may rewrite entry_2026');
    });
  });

  it.each([
    'journal',
    'case_fact',
    'decision',
    'event',
    'registry_exchange',
    'bank_exchange',
    'bank_incident',
    'restriction',
  ])('may not update %s', async (table) => {
    await withGrant(`UPDATE ON ${table}`, async () => {
      expect(await refusalAs(db.database.appUrl)).toContain(table);
    });
  });

  it.each([
    ['UPDATE (amount_fen) ON instruction', 'instruction.amount_fen'],
    ['UPDATE (payee_card_id) ON instruction', 'instruction.payee_card_id'],
    ['UPDATE ON receipt', 'receipt.amount_fen'],
    ['UPDATE (total_fen) ON remittance_list', 'remittance_list.total_fen'],
    ['DELETE ON instruction', 'it may rewrite instruction'],
    ['TRUNCATE ON receipt', 'it may rewrite receipt'],
  ])('may change what changes of a payment or receipt, but has no %s', async (grant, named) => {
    await db.asSuperuser(`GRANT ${grant} TO zero_run_app`);
    const refusal = await refusalAs(db.database.appUrl);
    await db.asSuperuser(`REVOKE ${grant} FROM zero_run_app`);
    expect(refusal).toContain(named);
  });

  it('has been granted every column that changes, and those alone', async () => {
    const granted = await db.asSuperuser<{ named: string }>(
      `SELECT table_name || '.' || column_name AS named FROM information_schema.column_privileges
        WHERE grantee = 'zero_run_app' AND privilege_type = 'UPDATE' AND table_name IN ('instruction', 'receipt', 'remittance_list')`,
    );
    expect(granted.length).toBeGreaterThan(20);
    expect(await refusalAs(db.database.appUrl)).toBe('none');
  });

  it('may not be a member of the owner’s role', async () => {
    // A role of its own: roles are the whole server's, and whoever else tests on it must not be lifted over its policies.
    const [role, password] = [
      `zero_run_member_${randomBytes(6).toString('hex')}`,
      randomBytes(12).toString('hex'),
    ];
    await db.asSuperuser(
      `CREATE ROLE ${role} LOGIN PASSWORD '${password}' IN ROLE zero_run_app, zero_run_owner`,
    );
    try {
      const url = new URL(db.database.appUrl);
      Object.assign(url, { username: role, password });
      expect(await refusalAs(url.toString())).toContain('it owns');
    } finally {
      await db.asSuperuser(`DROP ROLE ${role}`);
    }
  });
});
