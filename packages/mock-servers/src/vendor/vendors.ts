/** The order of the CLI's ports. */
export const vendors = ['qradar', 'iq', 'qlik', 'qualys-saq'] as const;
export type Vendor = (typeof vendors)[number];

export function isVendor(name: string): name is Vendor {
  return (vendors as readonly string[]).includes(name);
}
