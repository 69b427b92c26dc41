import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readXsd } from '../generate/read-xsd.ts';
import type { Vendor } from '../generate/vendors.ts';
import { OVERLAY_FILE, readSpecDocument, SPEC_FILE } from '../specs/spec-document.ts';
import { type Change, group } from './change.ts';
import { classify } from './classify.ts';
import { xsdDocuments } from './xsd-document.ts';

/** What changed from one version's folder to another's: the OpenAPI document, and the XSD where the vendor has one. */
export async function compareContracts(
  oldFolder: string,
  newFolder: string,
  { xsd }: Pick<Vendor, 'xsd'>,
): Promise<Change[]> {
  const changes = classify(await readSpecDocument(oldFolder), await readSpecDocument(newFolder));
  if (!xsd) return changes;
  const [oldXsd, newXsd] = xsdDocuments(readXsd(join(oldFolder, xsd)), readXsd(join(newFolder, xsd)));
  const inXsd = classify(oldXsd, newXsd).map((each) => ({ ...each, pointer: xsdPlace(xsd, each.pointer) }));
  return group([...changes, ...inXsd]);
}

/** `saq.xsd#User/email` for `#/components/schemas/User/properties/email`. */
function xsdPlace(xsd: string, pointer: string): string {
  const place = pointer
    .replace(/^#\/components\/schemas\//, '')
    .replace(/^#\/paths\/~1(operation~1)?/, '')
    .replaceAll(/\/(properties|items|post|enum|required)(?=\/|$)/g, '');
  return `${xsd}#${place}`;
}

/** Throws with what is there when a version's folder is not; a spec that lacks a file is half written. */
export function checkFolder(specs: string, vendor: Pick<Vendor, 'name' | 'xsd'>, version: string): string {
  const folder = join(specs, vendor.name, version);
  const known = readdirSync(join(specs, vendor.name)).join(', ');
  if (!existsSync(folder))
    throw new Error(`specs/${vendor.name}/${version} does not exist; there are: ${known}`);
  for (const file of [SPEC_FILE, ...(vendor.xsd ? [vendor.xsd] : [])]) {
    const other = file === SPEC_FILE ? OVERLAY_FILE : file;
    if (!existsSync(join(folder, file)) && !existsSync(join(folder, other)))
      throw new Error(`specs/${vendor.name}/${version}/${file} is missing`);
  }
  return folder;
}
