import type { Logger } from 'pino';

import type { EventInbox } from '#src/accounts/event-inbox.ts';
import type { Publication } from '#src/conversation/index.ts';
import { NodeRules } from '#src/provisioning/node-rules/node-rules.ts';
import type { OperationService } from '#src/provisioning/operations/index.ts';
import { RepairWatcher } from '#src/provisioning/repair/repair-watcher.ts';
import type { Services } from '#src/provisioning/services.ts';
import type { DefinitionStore } from '#src/sessions/definition-store.ts';

/** So often the definitions that conversations refer to are kept for another while. */
const REFRESH_MS = 60 * 60 * 1_000;

interface DutyParts {
  services: Services;
  operations: OperationService;
  definitions: DefinitionStore;
  inbox: EventInbox;
  onEvent(publication: Publication): Promise<void>;
  log: Logger;
  stops: (() => unknown)[];
}

/** Starts what this process does without being spoken to: rules for workers, looking for trouble, telling events. */
export function startDuties({ services, operations, definitions, inbox, onEvent, log, stops }: DutyParts): void {
  const nodeRules = new NodeRules({ services, operations, log });
  nodeRules.start();
  stops.push(() => nodeRules.stop());
  inbox.start(onEvent, (error) => log.warn({ error }, 'An event cannot be told now; it is tried again'));
  const watcher = new RepairWatcher({ services, log, tell: (news) => inbox.put(news) });
  watcher.start();
  stops.push(() => watcher.stop());
  const refreshing = setInterval(() => void definitions.refresh().catch(() => undefined), REFRESH_MS).unref();
  stops.push(() => clearInterval(refreshing));
}
