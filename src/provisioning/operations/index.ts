/** Durable operations: started and followed by the service, worked on by the workers. */
export { OperationService, type OperationServiceOptions } from './operation-service.ts';
export type { OperationProgress } from './operation-store.ts';
export type { OperationOutcome } from './operation-run.ts';
export { OperationWorker, type OperationWorkerOptions } from './operation-worker.ts';
