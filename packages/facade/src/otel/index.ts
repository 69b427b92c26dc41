export type { CallTrace, Telemetry, TracedCall } from '../http/telemetry.js';
export { type OpenTelemetryOptions, openTelemetry } from './open-telemetry.js';
