import { insideVdc } from '../changes/inside-vdc.ts';
import { commonCases } from './common-cases.ts';
import { repairCases } from './repair-cases.ts';

describe('Repair inside a simulated VDC', function () {
  this.timeout(600_000);
  repairCases(async () => await insideVdc(), commonCases);
});
