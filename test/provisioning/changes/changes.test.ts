import { changeCases } from './change-cases.ts';
import { insideVdc } from './inside-vdc.ts';

describe('Changes inside a simulated VDC', function () {
  this.timeout(30_000);
  changeCases(async () => await insideVdc());
});
