import type { Operation } from './operation.js';

export type Router = (method: string, pathname: string) => Operation | undefined;

/** Finds the operation of a request. A literal segment wins over a template: `/users/me` over `/users/{id}`. */
export function createRouter(operations: readonly Operation[]): Router {
  const routes = operations.map((operation) => {
    const segments = operation.path
      .split('/')
      .map((segment) => (segment.includes('{') ? undefined : segment));
    return { method: operation.method.toUpperCase(), segments, operation };
  });
  routes.sort((a, b) => templates(a.segments) - templates(b.segments));
  return (method, pathname) => {
    const parts = pathname.split('/').map(decode);
    return routes.find((route) => route.method === method && matches(route.segments, parts))?.operation;
  };
}

type Segments = readonly (string | undefined)[];

function templates(segments: Segments): number {
  return segments.filter((segment) => segment === undefined).length;
}

function matches(segments: Segments, parts: readonly string[]): boolean {
  if (segments.length !== parts.length) return false;
  return segments.every((segment, i) => (segment === undefined ? parts[i] !== '' : segment === parts[i]));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
