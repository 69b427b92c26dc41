import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SCALAR_MAP, SCALAR_NOTICES } from './scalar.ts';
import { noticesOf, packagesOfSourceMap } from './third-party-notices.ts';

// Writes down the licences of the packages in Scalar's bundle. They are not installed here, so the registry is asked for
// each: by hand, when Scalar is updated. The build fails where a package has no notice.

const folder = mkdtempSync(join(tmpdir(), 'rollcall-scalar-'));
try {
  const packages = packagesOfSourceMap(SCALAR_MAP).map((one) => one.replace(' ', '@'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, ...packages], { stdio: 'inherit' });
  const dirs = readdirSync(folder).map((tarball) => {
    const dir = join(folder, `of-${tarball}`);
    mkdirSync(dir);
    execFileSync('tar', ['-xzf', join(folder, tarball), '--strip-components=1', '-C', dir]);
    return dir;
  });
  mkdirSync(dirname(SCALAR_NOTICES), { recursive: true });
  writeFileSync(SCALAR_NOTICES, noticesOf(dirs));
  console.log(`${dirs.length} packages: ${SCALAR_NOTICES}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
