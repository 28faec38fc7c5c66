// Reads the `src` of each folder given with the project's rules, in one process: most of a reading is the start of the
// reader. Prints one report a folder, as a JSON array, in their order.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const options = await extractOptions(join(root, '.dependency-cruiser.cjs'));
const tsConfig = extractTsConfig(options.tsConfig.fileName);

const reports = [];
for (const folder of process.argv.slice(2)) {
  process.chdir(folder);
  const { output } = await cruise(['src'], options, options.enhancedResolveOptions, { tsConfig });
  reports.push(output);
}
process.stdout.write(JSON.stringify(reports));
