import { insideVdc } from '../changes/inside-vdc.ts';
import { appCases } from './app-cases.ts';

describe('Apps inside a simulated VDC', function () {
  this.timeout(30_000);
  appCases(async () => await insideVdc());
});
