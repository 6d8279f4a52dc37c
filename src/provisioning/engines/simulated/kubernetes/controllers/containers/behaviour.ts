import { objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../../kubernetes-object.ts';
import { quantity } from '../quantity.ts';
import { helmRun } from './helm-run.ts';
import { familyOf, isKnown } from './image-family.ts';
import { imageReference } from './image-reference.ts';
import { playedFault } from './played-fault.ts';
import type { Course } from './shell-script.ts';
import { playScript } from './shell-script.ts';
import { upgradeRun } from './upgrade-run.ts';

/** What a container does once it is made. */
export interface Behaviour extends Course {
  /** It cannot even be started. */
  refusesToStart?: string;
  /** Seconds until it serves. */
  bootSeconds: number;
  /** `OOMKilled` where the memory limit is too low for it. */
  endReason?: 'OOMKilled';
  /** Ends at once when asked; otherwise only when its grace is over. */
  heedsSignals: boolean;
  stopCode: number;
}

/** Decided by the pod's own spec, so that what is wrong with it can be found there. */
export function behaviourOf(
  pod: KubernetesObject,
  container: JsonObject,
  resolves: (host: string) => boolean = () => true,
): Behaviour {
  const image = textAt(container, 'image') ?? '';
  const family = familyOf(image);
  const command = textsAt(container, 'command');
  const args = textsAt(container, 'args');
  const usual = { bootSeconds: family.bootSeconds, heedsSignals: true, stopCode: family.stopCode };
  const crash = (texts: readonly string[], exitCode: number, after = 0.4): Behaviour => ({
    ...usual,
    lines: texts.map((text, index) => ({ after: (after * index) / (texts.length + 1), text })),
    ends: { after, exitCode },
  });

  const limit = quantity(objectAt(container, 'resources', 'limits')['memory']);
  const played = playedFault(pod, image);
  const needed = (family.tool === true ? 2 : family.memoryMi) * 1024 ** 2;
  if (played === 'oom' || (limit > 0 && limit < needed)) {
    return { ...crash(family.starts.slice(0, 2), 137, 1.2), endReason: 'OOMKilled' };
  }
  if (played === 'crash-loop' || played === 'fail')
    return crash(['panic: something went wrong on purpose', 'exit status 1'], 1);
  const special = specialRun(pod, container, image);
  if (special) return { ...usual, stopCode: 143, ...special };
  const missing = missingVariable(container, family.needs?.oneOf);
  if (family.needs && missing && command.length === 0) return crash(family.needs.log, family.needs.exitCode);

  const [binary = ''] = command.length > 0 ? command : family.tool === true ? args : [];
  if (binary !== '') {
    if (/does-not-exist|nonexistent|no-such/.test(binary))
      return { ...crash([], 128, 0), refusesToStart: notFound(binary) };
    const script = scriptOf(command, args, family.tool === true);
    if (script !== undefined) {
      const course = playScript(script, { env: literalEnv(container), resolves });
      return { ...usual, bootSeconds: 0.1, heedsSignals: course.ends !== undefined, stopCode: 137, ...course };
    }
  }
  if (family.tool === true && binary === '') return { ...crash(family.starts, 0, 0.2), heedsSignals: true };
  const finite = (textAt(pod, 'spec', 'restartPolicy') ?? 'Always') !== 'Always' && !isKnown(image);
  return {
    ...usual,
    lines: family.starts.map((text, index) => ({ after: (family.bootSeconds * index) / family.starts.length, text })),
    // A job of an image that nobody knows does its work and ends.
    ends: finite ? { after: 4, exitCode: 0 } : undefined,
    ...(family.goesOn
      ? { repeats: { every: family.goesOn.everySeconds, texts: [family.goesOn.line], irregular: true } }
      : {}),
  };
}

/** The containers of k3s' own machinery. */
function specialRun(pod: KubernetesObject, container: JsonObject, image: string): Course | undefined {
  const base = imageReference(image)?.base;
  if (base === 'klipper-helm') return helmRun(container);
  return pod.metadata.labels?.['upgrade.cattle.io/plan'] === undefined ? undefined : upgradeRun(pod, container);
}

function missingVariable(container: JsonObject, oneOf: readonly string[] | undefined): boolean {
  if (!oneOf || objectsAt(container, 'envFrom').length > 0) return false;
  return !objectsAt(container, 'env').some(
    (variable) =>
      oneOf.includes(textAt(variable, 'name') ?? '') &&
      (textAt(variable, 'value') !== '' || Object.hasOwn(variable, 'valueFrom')),
  );
}

function literalEnv(container: JsonObject): { [name: string]: string } {
  return Object.fromEntries(
    objectsAt(container, 'env').map((variable) => [textAt(variable, 'name') ?? '', textAt(variable, 'value') ?? '']),
  );
}

/** The script of `sh -c`, or a plain command as one line; undefined for a server of its own. */
function scriptOf(command: readonly string[], args: readonly string[], tool: boolean): string | undefined {
  const words = command.length > 0 ? [...command, ...args] : [...args];
  const [first = '', second = '', third] = words;
  const name = first.split('/').at(-1) ?? '';
  if (['sh', 'bash', 'ash'].includes(name)) {
    if (/^-[a-z]*c$/.test(second)) return third ?? '';
    return second === '' ? 'exit 0' : undefined;
  }
  const simple = ['sleep', 'true', 'false', 'echo', 'tail', 'cat', 'exit', 'nslookup', 'wget', 'curl', 'nc', 'printf'];
  if (simple.includes(name)) return [name, ...words.slice(1)].join(' ');
  if (name === 'perl' && words.join(' ').includes('bpi('))
    return 'sleep 3; echo 3.14159265358979323846264338327950288419716939937510';
  // A command of a tool image is its work; one of a server image is that server, started otherwise.
  return tool && !/^(node|python3?|java|go)$/.test(name) ? `sleep 1.5` : undefined;
}

function notFound(binary: string): string {
  const found = binary.startsWith('/')
    ? `stat ${binary}: no such file or directory`
    : 'executable file not found in $PATH';
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: error during container init: exec: "${binary}": ${found}: unknown`
  );
}

/** The declared ports of a container, and where its image listens by itself. */
export function listensOn(container: JsonObject): Set<number> | 'anywhere' {
  const image = textAt(container, 'image') ?? '';
  const declared = objectsAt(container, 'ports').flatMap(({ containerPort }) =>
    typeof containerPort === 'number' ? [containerPort] : [],
  );
  const own = familyOf(image).ports;
  // Declaring ports is optional: of an image that nobody knows any port may be the right one.
  return declared.length === 0 && own.length === 0 ? 'anywhere' : new Set([...declared, ...own]);
}
