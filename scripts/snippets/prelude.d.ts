// What the fragments of the pages may take as made before them: a client of each vendor, and what it was made of.

import type { Iq } from '@rollcall/facade/iq';
import type { Qlik } from '@rollcall/facade/qlik';
import type { QRadar } from '@rollcall/facade/qradar';
import type { QualysSaq } from '@rollcall/facade/qualys-saq';

declare global {
  const qradar: QRadar;
  const iq: Iq;
  const qlik: Qlik;
  const saq: QualysSaq;
  const baseUrl: string;
  const apiKey: string;
  const username: string;
  const password: string;
}
