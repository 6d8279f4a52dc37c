import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';

import { z } from 'zod';

import type { ClusterAccess } from './cluster-access.ts';

const podSchema = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }),
  status: z.object({
    containerStatuses: z
      .array(
        z.object({
          name: z.string(),
          state: z.object({ waiting: z.object({ reason: z.string() }).optional() }),
          lastState: z.object({ terminated: z.unknown().optional() }).default({}),
        }),
      )
      .default([]),
  }),
});

/**
 * The part of the emulated kubelets that the API server asks for the logs of a container. They are what the annotations
 * `emulated/log` and `emulated/previous-log` of the pod say.
 */
export async function startKubeletServer(access: ClusterAccess, port: number): Promise<{ stop(): void }> {
  const server: Server = createServer(
    { cert: access.server.certificate, key: access.server.key },
    (request, response) => {
      answer(access, request, response).catch((error: unknown) => end(response, 500, String(error)));
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // No process shall live on for its sake.
  server.unref();
  server.on('secureConnection', (socket) => socket.unref());
  return {
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(access: ClusterAccess, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://kubelet');
  const [, what, namespace, name, container] = url.pathname.split('/');
  if (what !== 'containerLogs') return end(response, 404, `This kubelet has no ${url.pathname}.`);
  const found = await access.ask(`/api/v1/namespaces/${namespace}/pods/${name}`);
  if (found.status !== 200) return end(response, 404, `pod "${name}" not found`);
  const { metadata, status } = podSchema.parse(JSON.parse(found.body));
  const state = status.containerStatuses.find((each) => each.name === container);
  const hasEnded = state?.lastState.terminated !== undefined;
  const isPrevious = url.searchParams.get('previous') === 'true';
  if (isPrevious && !hasEnded) {
    return end(response, 400, `previous terminated container "${container}" in pod "${name}" not found`);
  }
  const waiting = state?.state.waiting?.reason;
  if (waiting !== undefined && !hasEnded) {
    return end(response, 400, `container "${container}" in pod "${name}" is waiting to start: ${waiting}`);
  }
  const log = metadata.annotations[isPrevious ? 'emulated/previous-log' : 'emulated/log'] ?? '';
  end(response, 200, cut(log, url.searchParams));
}

/** The last lines, and no more bytes, than were asked for. */
function cut(log: string, asked: URLSearchParams): string {
  const lines = log === '' ? [] : log.replace(/\n$/, '').split('\n');
  const count = asked.get('tailLines');
  const last = count === null ? lines : lines.slice(Math.max(0, lines.length - Number(count)));
  const text = last.map((line) => `${line}\n`).join('');
  const bytes = asked.get('limitBytes');
  return bytes === null ? text : Buffer.from(text).subarray(0, Number(bytes)).toString();
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}
