import { ProblemError, ZeroRunClient } from '.';

async function main(baseUrl: string, token: string): Promise<void> {
  const client = new ZeroRunClient({ baseUrl, token });
  const check = await client.precheck('TQ12', {});
  process.stdout.write(`最多可提 ${check.maxAmount ?? '未知'} 元\n`);
  const view = await client.apply('TQ12', { amount: '100.00' }, 'my-rent-2026-11');
  for await (const event of client.follow(view.id)) process.stdout.write(`${event.at} ${event.text.zh}\n`);
  process.stdout.write(`${(await client.readCase(view.id)).stateText.zh}\n`);
}

main(process.env['ZERO_RUN_URL'] ?? 'http://127.0.0.1:3000', process.env['TOKEN'] ?? '').catch(
  (error: unknown) => {
    process.stderr.write(
      error instanceof ProblemError ? `${error.code} ${error.message}\n` : `${String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
