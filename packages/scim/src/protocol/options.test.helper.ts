import { DEFAULT_LIMITS } from './limits.js';
import { LENIENT, STRICT } from './quirks.js';

export const options = { quirks: LENIENT, limits: DEFAULT_LIMITS };
export const strictOptions = { quirks: STRICT, limits: DEFAULT_LIMITS };
