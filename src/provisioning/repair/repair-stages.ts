/** What a person watches while something is mended. */
export const repairStages = [
  { id: 'look', title: 'Look at what is there before' },
  { id: 'check', title: 'Check that nothing has changed since' },
  { id: 'apply', title: 'Make the changes' },
  { id: 'ready', title: 'Wait until everything is ready' },
  { id: 'verify', title: 'Look again whether it is well' },
] as const;
