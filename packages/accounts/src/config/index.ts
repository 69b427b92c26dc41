export type { CallLimits } from './connect.js';
export { type Credential, readCredential } from './credential.js';
export { placeOf } from './place.js';
export type { Protection } from './protection.js';
export { parseConfig, readConfig } from './read.js';
export { resolveSecret, type SecretSource } from './secret.js';
export { type ConfiguredSystem, connectSystems, openConfig } from './systems.js';
export { type Transport, transportOf } from './transport.js';
export type {
  AuthConfig,
  Config,
  Rule,
  ScimConfig,
  ScimSystemConfig,
  SecretReference,
  SystemConfig,
} from './types.js';
