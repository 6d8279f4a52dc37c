export * from './cluster.ts';
export * from './cluster-error.ts';
export * from './cluster-object.ts';
export * from './connect-cluster.ts';
export * from './fields.ts';
export * from './merge-patch.ts';
export * from './quantity.ts';
