import { newDevelopmentKeys } from '../../src/platform/config';
import { createDatabase, dropDatabase, launchPostgres } from '../postgres';
import { prepareDatabase } from '../prepare-database';
import { startApi } from '../processes';

const DATABASE = 'zero_run_openapi';

/** What the built service answers at /openapi.json, on a database that is made for it and removed again. */
export async function servedDocument(): Promise<object> {
  const postgres = await launchPostgres({ name: 'pg', env: process.env });
  try {
    await dropDatabase(postgres, DATABASE);
    await createDatabase(postgres, DATABASE);
    await prepareDatabase(postgres.ownerUrl(DATABASE));
    const api = await startApi({
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'development',
        ...newDevelopmentKeys(),
        DATABASE_URL: postgres.appUrl(DATABASE),
        DEMO_ISSUER: 'on',
        WORKER_INTERVAL_MS: '0',
        LOG_LEVEL: 'warn',
      },
    });
    try {
      const answer = await fetch(`${api.url}/openapi.json`);
      if (!answer.ok)
        throw new Error(`/openapi.json: ${answer.status} ${await answer.text()}\n${api.output()}`);
      return (await answer.json()) as object;
    } finally {
      await api.stop();
    }
  } finally {
    await dropDatabase(postgres, DATABASE);
    await postgres.stop();
  }
}
