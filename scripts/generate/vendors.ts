/** The one table of what is generated: vendor package ← spec. `pnpm bump` changes `version` here. */
export interface Vendor {
  readonly name: 'qradar' | 'iq' | 'qlik' | 'qualys-saq';
  /** Folder under specs/<name>/. */
  readonly version: string;
  /** The XSD beside openapi.yaml that holds the bodies, where the vendor speaks XML. */
  readonly xsd?: string;
}

export const VENDORS: readonly Vendor[] = [
  { name: 'qradar', version: '26.0' },
  { name: 'iq', version: 'v2' },
  { name: 'qlik', version: 'v1' },
  { name: 'qualys-saq', version: '1.0', xsd: 'saq.xsd' },
];
