/** Durable operations: started and followed by the service, worked on by the workers. */

export type { OperationOutcome } from './operation-run.ts';
export { OperationService } from './operation-service.ts';
export { OperationWorker, type OperationWorkerOptions } from './operation-worker.ts';
