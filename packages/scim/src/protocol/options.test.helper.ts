import { defaultLimits } from './limits.js';
import { lenient, strict } from './quirks.js';

export const options = { quirks: lenient, limits: defaultLimits };
export const strictOptions = { quirks: strict, limits: defaultLimits };
