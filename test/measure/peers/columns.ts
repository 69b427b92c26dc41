/** The clients that are compared, in the order of the table. */
export const COLUMNS = ['generated client', '@qlik/api', '@sonatype/nexus-iq-api-client', 'facade'] as const;
export type Column = (typeof COLUMNS)[number];
