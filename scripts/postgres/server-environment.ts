/** Environment of the server's programs: ours without the PG* variables, which would change where they look. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), TZ: 'UTC' };
}
