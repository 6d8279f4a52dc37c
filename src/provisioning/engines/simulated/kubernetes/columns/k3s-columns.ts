import type { Column } from '../kinds/kind.ts';
import { fieldColumn } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

export const chartColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Repo', 1, 'Where the chart comes from.', 'spec', 'repo'),
  fieldColumn('Chart', 0, 'Which chart.', 'spec', 'chart'),
  fieldColumn('Version', 0, 'Which version of it.', 'spec', 'version'),
  fieldColumn('TargetNamespace', 0, 'Where it is installed.', 'spec', 'targetNamespace'),
  fieldColumn('Job', 0, 'The job that installs it.', 'status', 'jobName'),
  ageColumn,
];

export const planColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Image', 0, 'What upgrades the nodes.', 'spec', 'upgrade', 'image'),
  fieldColumn('Channel', 0, 'Where the version comes from.', 'spec', 'channel'),
  fieldColumn('Version', 0, 'The version.', 'spec', 'version'),
  ageColumn,
];
