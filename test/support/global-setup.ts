import { TEST_SERVER_VARIABLE, startTestServer } from './test-server';

declare global {
  // Handed from the set-up to the tear-down, which jest runs in the same process.
  var endTestServer: (() => Promise<void>) | undefined;
}

export default async function globalSetup(): Promise<void> {
  const { server, end } = await startTestServer();
  process.env[TEST_SERVER_VARIABLE] = JSON.stringify(server);
  globalThis.endTestServer = end;
}
