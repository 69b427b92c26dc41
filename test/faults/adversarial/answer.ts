/** An answer as the vendor would give it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const XML_TYPE = { 'Content-Type': 'text/xml;charset=UTF-8' };
export const NOTHING: Answer = { status: 204, headers: {}, body: '' };

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(value),
});
export const xml = (body: string): Answer => ({ status: 200, headers: XML_TYPE, body });
