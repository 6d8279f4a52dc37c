import { codeFolders, cruiseFolders, projectRoot } from './cruise-folders.ts';

/** Part of `npm run check`: who imports whom, against the table. Reading no file at all is a failure, too. */
const { files, violations } = await cruiseFolders(projectRoot, codeFolders);
for (const { rule, from, to } of violations) console.log(`${from} → ${to}: ${rule}`);
console.log(`${files} files read, ${violations.length} imports against the rules.`);
process.exitCode = files > 0 && violations.length === 0 ? 0 : 1;
