/** Undocumented: the field reports plain text, in English. */
export function textError(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(message, { status, headers: { 'content-type': 'text/plain', ...headers } });
}
