/** Calls the sandbox's control plane; an answer of 400 or above is thrown with its message. */
export async function call(path, method = 'GET', body = undefined) {
  const response = await fetch(`/__rollcall/${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Error(answer?.message ?? `HTTP ${response.status}`);
  return answer;
}
