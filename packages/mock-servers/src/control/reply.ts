/** Of every answer of the control plane: never stored, never guessed at, never embedded elsewhere. */
const COMMON = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function json(body: unknown, status = 200): Response {
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    status,
    headers: { ...COMMON, 'content-type': 'application/json' },
  });
}

export function problem(status: number, message: string, headers: Record<string, string> = {}): Response {
  const answer = json({ message }, status);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

export function nothing(): Response {
  return new Response(null, { status: 204, headers: COMMON });
}

/** What a page may do, as its Content-Security-Policy says; nobody may frame it. */
export function content(body: BodyInit, contentType: string, policy?: string): Response {
  return new Response(body, {
    headers: {
      ...COMMON,
      'content-type': contentType,
      ...(policy !== undefined && { 'content-security-policy': policy }),
    },
  });
}
