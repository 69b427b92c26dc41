import { CallError, type CallSite } from '../errors.js';

/**
 * The server answered a write with success, and the resource it now has does not hold what was asked for. The other
 * fields of the write did take effect, so its `outcome` is 'unknown': look before you send it again.
 */
export class IgnoredFieldsError<Resource = unknown> extends CallError {
  override name = 'IgnoredFieldsError';
  /** The fields that were asked for and that the resource does not hold. */
  readonly fields: readonly string[];
  /** The resource as it is. */
  readonly resource: Resource;

  constructor(message: string, site: CallSite, fields: readonly string[], resource: Resource) {
    super(message, { site, outcome: 'unknown' });
    this.fields = fields;
    this.resource = resource;
  }
}
