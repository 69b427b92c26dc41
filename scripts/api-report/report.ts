import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { root } from '../root.ts';

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  strict: true,
  skipLibCheck: true,
};

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** The declarations that users of a built package can name or reach, entry point by entry point, without docstrings. */
export function reportOf(packageDir: string): string {
  const { name, exports } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as Manifest;
  const parts = [
    `# Public API of ${name}`,
    'Written by `pnpm api-report`. A difference is a change for users: review it.',
  ];
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === 'string' || !target.types) continue;
    if (!existsSync(join(packageDir, target.types))) {
      throw new Error(
        `${name}: ${target.types} does not exist, though package.json exports it as ${subpath}`,
      );
    }
    const declarations = declarationsOf(packageDir, target.types);
    parts.push(`## \`${join(name, subpath)}\``, `\`\`\`ts\n${declarations}\n\`\`\``);
  }
  return `${parts.join('\n\n')}\n`;
}

function declarationsOf(packageDir: string, types: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-api-'));
  try {
    const logLevel = ExtractorLogLevel.None;
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: packageDir,
        mainEntryPointFilePath: join(packageDir, types),
        // The declarations are read as users read them, who have Node's types where an entry point needs Node.
        compiler: { overrideTsconfig: { compilerOptions, include: [join(packageDir, 'dist')] } },
        apiReport: {
          enabled: true,
          // Types that are reached but not exported are users' business too.
          includeForgottenExports: true,
          reportFolder: folder,
          reportTempFolder: join(folder, 'temp'),
          reportFileName: 'report.api.md',
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
          extractorMessageReporting: { default: { logLevel } },
          tsdocMessageReporting: { default: { logLevel } },
        },
        newlineKind: 'lf',
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(packageDir, 'package.json'),
    });
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
      },
    });
    if (!succeeded) throw new Error(`${types} has errors, see above`);
    return plain(readFileSync(join(folder, 'report.api.md'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The code of a report without the marks that tell whether something has a docstring. */
function plain(report: string): string {
  const code = report.slice(report.indexOf('```ts') + 5, report.lastIndexOf('```'));
  const lines = code.split('\n').filter((line) => !/^\s*\/\/ (@\w+|\(undocumented\))/.test(line));
  return lines.join('\n').replace('// (No @packageDocumentation comment for this package)', '').trim();
}
