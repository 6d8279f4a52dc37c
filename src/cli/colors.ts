import picocolors from 'picocolors';

/**
 * Colours for a terminal, none where the output goes elsewhere: what is piped is read by programs, in continuous integration
 * too, which the library takes for a terminal. `NO_COLOR` and `FORCE_COLOR` say otherwise.
 */
export const colors = picocolors.createColors(
  picocolors.isColorSupported && (process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined),
);
