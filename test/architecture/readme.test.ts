import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/postgres';

const root = projectRoot();
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const READMES = ['README.md', 'README.zh-CN.md'] as const;

/** Text of all code, blocks and spans. */
const codeIn = (markdown: string): string[] => [
  ...[...markdown.matchAll(/```(?:sh)?\n([\s\S]*?)```/g)].map(([, block = '']) => block),
  ...[...markdown.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span),
];
/** Commands as they stand: what is started, with its arguments. */
const commandsIn = (markdown: string): string[] => {
  const lines = codeIn(markdown).flatMap((code) => code.replaceAll('\\\n', ' ').split(/\n|&&/));
  const commands = lines.map((line) => line.trim().replaceAll(/\s+/g, ' '));
  return [...new Set(commands.filter((line) => /^(?:npm|node|docker|curl|npx) /.test(line)))].sort();
};
/** `npm run x -- y` and `npm run x` are one script; `npm test` and `npm start` are theirs. */
const scriptOf = (command: string): string | null => /^npm (?:run )?([a-z:]+)/.exec(command)?.[1] ?? null;

describe('the two READMEs', () => {
  const ci = read('.ci/run');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  test('name the same commands, and each other', () => {
    expect(commandsIn(read('README.zh-CN.md'))).toEqual(commandsIn(read('README.md')));
    expect(read('README.md')).toContain('](README.zh-CN.md)');
    expect(read('README.zh-CN.md')).toContain('](README.md)');
  });

  test.each(READMES)('%s names no npm command that CI does not run', (name) => {
    const named = commandsIn(read(name))
      .map(scriptOf)
      .filter((script) => script !== null);
    expect(named).toEqual(expect.arrayContaining(['ci', 'demo', 'test', 'start', 'openapi', 'sdk', 'proof']));
    const isRun = (script: string): boolean => new RegExp(`npm (?:run )?${script}\\b`).test(ci);
    expect([...new Set(named)].filter((script) => !isRun(script))).toEqual([]);
    expect([...new Set(named)].filter((script) => script !== 'ci' && scripts[script] === undefined)).toEqual(
      [],
    );
  });

  test.each(READMES)('%s names no program that is not there', (name) => {
    const programs = commandsIn(read(name)).flatMap(
      (command) => /^node (dist\/\S+)/.exec(command)?.[1] ?? [],
    );
    expect(programs.length).toBeGreaterThan(0);
    for (const program of programs) {
      const source = program.replace(/^dist\//, '').replace(/\.js$/, '.ts');
      expect([program, existsSync(join(root, source))]).toEqual([program, true]);
    }
  });

  test.each(READMES)('%s links to nothing that is not there', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
});
