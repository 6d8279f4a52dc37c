import type { FailPoint, OperationRequest } from '#src/conversation/ports.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure, type LastingContext } from '../action.ts';
import type { Log } from '../log.ts';
import { saidIn } from '../texts/texts.ts';
import { CLEANUP_STAGE, stageId, stageMoved } from './operation-view.ts';
import type { RecordWriter } from './record-writer.ts';

/** What one action of an operation is given, while it runs or while it is taken back. */
export function lastingContext<Services>(given: {
  request: OperationRequest;
  /** Which of the operation's actions. */
  index: number;
  phase: 'run' | 'cleanup';
  signal: AbortSignal;
  services: Services;
  writer: RecordWriter;
  failPoint: FailPoint;
  log: Log;
  now(): number;
}): LastingContext<Services> {
  const { request, index, phase, signal, services, writer, failPoint, log, now } = given;
  return {
    caller: request.caller,
    services,
    signal,
    locale: request.caller.locale,
    effectId: request.work.length === 1 ? request.id : `${request.id}.${index + 1}`,
    checkpoint: async <T extends JsonObject>(name: string, work: () => Promise<T>): Promise<T> => {
      if (signal.aborted) throw new ActionFailure('ABORTED', 'It was stopped before it was done.');
      const kept = await writer.checkpoint(`${phase}.${index}.${name}`, work, () => failPoint('operation.work-done'));
      failPoint('operation.checkpoint');
      return kept as T;
    },
    progress: (stage, percent, text) => {
      // What is left behind after its end has nothing more to tell.
      if (signal.aborted) return;
      const said = text === undefined ? {} : { text: saidIn(request.caller.locale, text) };
      const moved =
        phase === 'cleanup'
          ? stageMoved(writer.view, CLEANUP_STAGE, said, now())
          : stageMoved(
              writer.view,
              stageId(request, index, stage),
              { ...said, ...(percent === undefined ? {} : { percent }) },
              now(),
            );
      writer.progress(moved);
    },
    log: (line) => log.info({ operation: request.id }, line),
  };
}
