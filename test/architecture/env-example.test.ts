import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envFaults } from '../../scripts/check-env';

const example = readFileSync(join(__dirname, '../../.env.example'), 'utf8');

describe('.env.example', () => {
  test('names every setting that is read, and no other', () => {
    expect(envFaults(example)).toEqual([]);
  });

  test('a setting left out, one made up and one given twice are each told', () => {
    const changed = `${example.replace(/^#PORT=.*$/m, '')}\n#COLOUR=blue\n#HOST=127.0.0.1\n`;
    expect(envFaults(changed)).toEqual([
      'PORT is missing in .env.example',
      'COLOUR of .env.example is no setting',
      'HOST stands twice in .env.example',
    ]);
  });
});
