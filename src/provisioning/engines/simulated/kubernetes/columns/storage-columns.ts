import { flagAt, textAt, textsAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { column, fieldColumn } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

const modeNames: { [mode: string]: string } = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

const modes = (object: KubernetesObject, ...path: string[]): string =>
  textsAt(object, ...path)
    .map((mode) => modeNames[mode] ?? mode)
    .join(',');

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

export const claimColumns: readonly Column[] = [
  nameColumn,
  column('Status', 0, 'Whether it has its storage.', (claim) =>
    claim.metadata.deletionTimestamp === undefined ? (textAt(claim, 'status', 'phase') ?? 'Pending') : 'Terminating',
  ),
  column('Volume', 0, 'The volume that it got.', (claim) => textAt(claim, 'spec', 'volumeName') ?? ''),
  column('Capacity', 0, 'How much it got.', (claim) => textAt(claim, 'status', 'capacity', 'storage') ?? ''),
  column('Access Modes', 0, 'Who may use it at once.', (claim) => modes(claim, 'status', 'accessModes')),
  column('StorageClass', 0, 'Who provides it.', (claim) => textAt(claim, 'spec', 'storageClassName') ?? ''),
  ageColumn,
];

export const volumeColumns: readonly Column[] = [
  nameColumn,
  column('Capacity', 0, 'How much it holds.', (volume) => textAt(volume, 'spec', 'capacity', 'storage') ?? ''),
  column('Access Modes', 0, 'Who may use it at once.', (volume) => modes(volume, 'spec', 'accessModes')),
  column(
    'Reclaim Policy',
    0,
    'What becomes of it after its claim.',
    (volume) => textAt(volume, 'spec', 'persistentVolumeReclaimPolicy') ?? '',
  ),
  fieldColumn('Status', 0, 'Whether it is taken.', 'status', 'phase'),
  column('Claim', 0, 'Who has it.', (volume) => {
    const name = textAt(volume, 'spec', 'claimRef', 'name');
    return name === undefined ? '' : `${textAt(volume, 'spec', 'claimRef', 'namespace') ?? ''}/${name}`;
  }),
  column('StorageClass', 0, 'Who provides it.', (volume) => textAt(volume, 'spec', 'storageClassName') ?? ''),
  ageColumn,
];

export const storageClassColumns: readonly Column[] = [
  column('Name', 0, 'Name must be unique.', ({ metadata }) =>
    metadata.annotations?.[DEFAULT_CLASS] === 'true' ? `${metadata.name} (default)` : metadata.name,
  ),
  fieldColumn('Provisioner', 0, 'Who makes the volumes.', 'provisioner'),
  fieldColumn('ReclaimPolicy', 0, 'What becomes of volumes after their claim.', 'reclaimPolicy'),
  fieldColumn('VolumeBindingMode', 0, 'When volumes are made.', 'volumeBindingMode'),
  column(
    'AllowVolumeExpansion',
    0,
    'Whether claims may grow.',
    (one) => flagAt(one, 'allowVolumeExpansion') ?? false,
    'boolean',
  ),
  ageColumn,
];
