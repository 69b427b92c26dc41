import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';

/**
 * Scalar sets styles on elements, so its page needs inline ones; `connect-src` keeps its requests on this origin,
 * and nothing is loaded from elsewhere.
 */
export const referencePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export function referencePage(vendor: Vendor): string {
  const { title } = vendorTable[vendor];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} sandbox: API reference</title>
<style>
:root { color-scheme: light dark; --scalar-custom-header-height: 40px; }
body { margin: 0; }
#sandbox {
  position: sticky; top: 0; z-index: 2147483647; display: flex; gap: 16px; align-items: center; box-sizing: border-box;
  height: 40px; padding: 0 16px; font: 14px/1 system-ui, sans-serif; color: CanvasText; background: Canvas;
  border-bottom: 1px solid GrayText;
}
#sandbox a { color: LinkText; }
/* The bar lies above the window for requests; the button that closes that window is at the right. */
body:has(.scalar-client--open) #sandbox { margin-right: 56px; }
</style>
</head>
<body>
<nav id="sandbox" aria-label="Sandbox"><strong>${title} sandbox</strong> <a href="/__rollcall/">Journal</a></nav>
<div id="reference"></div>
<noscript>The reference needs JavaScript; the document itself is <a href="/__rollcall/openapi.json">here</a>.</noscript>
<script src="/__rollcall/scalar.js"></script>
<script src="/__rollcall/reference.js"></script>
<script src="/__rollcall/answer-in-view.js"></script>
</body>
</html>
`;
}

/** Starts Scalar with the sandbox's own credentials, and without everything that calls Scalar's servers. */
export function referenceScript(vendor: Vendor): string {
  const configuration = {
    url: '/__rollcall/openapi.json',
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: 'never',
    persistAuth: false,
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
    authentication: authentication(vendor),
  };
  return `Scalar.createApiReference('#reference', ${JSON.stringify(configuration, null, 2)});\n`;
}

/** By the names of the security schemes in the OpenAPI documents. */
function authentication(vendor: Vendor): Record<string, unknown> {
  const { secToken, token, username, password } = vendorTable[vendor].credentials;
  const basic = { username, password };
  switch (vendor) {
    case 'qradar':
      return { preferredSecurityScheme: 'SEC', securitySchemes: { SEC: { value: secToken }, Basic: basic } };
    case 'iq':
      return {
        preferredSecurityScheme: 'basicAuth',
        securitySchemes: { basicAuth: basic, bearerAuth: { token } },
      };
    case 'qlik':
      return { preferredSecurityScheme: 'Bearer', securitySchemes: { Bearer: { token } } };
    case 'qualys-saq':
      return { preferredSecurityScheme: 'basicAuth', securitySchemes: { basicAuth: basic } };
  }
}
