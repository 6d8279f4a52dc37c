import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { services } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import { kubernetesTime } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';
import type { Telling } from '../events.ts';
import { tell } from '../events.ts';
import { hexOf } from '../names.ts';
import { sooner } from '../pods.ts';
import type { Behaviour } from './behaviour.ts';
import { behaviourOf } from './behaviour.ts';
import { configProblem } from './config.ts';
import type { Life } from './life.ts';
import type { NodeContents } from './node-contents.ts';
import type { Probed } from './probes.ts';
import { probed } from './probes.ts';
import { pull } from './pull.ts';

export interface Place {
  cluster: ControlledCluster;
  pod: KubernetesObject;
  node: KubernetesObject;
  contents: NodeContents;
  container: JsonObject;
  init: boolean;
}

/** How long a state that passes by itself can be seen. */
const SHOWN_MS = 1_500;
const CONFIG_RETRY_MS = 10_000;
const FIRST_BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = 300_000;
/** Who ran so long has recovered: the next crash starts counting anew. */
const RECOVERED_MS = 600_000;
/** So many steps are played one by one; of a longer past only the outcome is told. */
const MAX_STEPS = 40;

/** One container, its memory and its status, brought to this moment. */
export function liveContainer(place: Place, before: JsonObject | undefined, life: Life) {
  const run = new Run(place, before, life);
  for (let step = 0; run.step(); step++) {
    if (step === MAX_STEPS) run.leap();
  }
  return { status: run.status(), life: run.life, next: run.next };
}

class Run {
  readonly #place: Place;
  readonly #now: number;
  readonly #image: string;
  readonly #name: string;
  #state: JsonObject;
  #lastState: JsonObject;
  #restarts: number;
  #imageId: string;
  #containerId: string | undefined;
  #ready = false;
  #started = false;
  life: Life;
  next: number | undefined;

  constructor(place: Place, before: JsonObject | undefined, life: Life) {
    this.#place = place;
    this.#now = place.cluster.now;
    this.#image = textAt(place.container, 'image') ?? '';
    this.#name = textAt(place.container, 'name') ?? '';
    this.#state = objectAt(before, 'state');
    this.#lastState = objectAt(before, 'lastState');
    this.#restarts = numberAt(before, 'restartCount') ?? 0;
    this.#imageId = textAt(before, 'imageID') ?? '';
    this.#containerId = textAt(before, 'containerID');
    this.life = life;
    // What could not be seen before ends with the first look.
    if (before?.['ready'] === true && life.step === 'over') this.#ready = true;
  }

  status(): JsonObject {
    return {
      name: this.#name,
      state: this.#state,
      lastState: this.#lastState,
      ready: this.#ready,
      restartCount: this.#restarts,
      image: this.#image,
      imageID: this.#imageId,
      ...(this.#containerId === undefined ? {} : { containerID: this.#containerId }),
      started: this.#started,
    };
  }

  /** Plays the next thing that is due; false when there is none yet. */
  step(): boolean {
    const { life } = this;
    const due = life.at ?? this.#now;
    this.next = undefined;
    switch (life.step) {
      case 'waiting':
        this.#fetch(life.since);
        return true;
      case 'pulling':
        if (this.#now < due) return this.#later(due, life.pulls === 0 ? this.#creating() : undefined);
        this.#pulled(due);
        return true;
      case 'unpulled':
        return this.#unpulled(due);
      case 'misconfigured':
        if (this.#now < due) return this.#later(due);
        this.#make(due);
        return true;
      case 'running':
        return this.#running();
      case 'crashed':
        return this.#crashed(due);
      default:
        return false;
    }
  }

  /** Hours of crashing are counted, not played. */
  leap(): void {
    const { life } = this;
    const behind = this.#now - (life.at ?? life.since);
    const cycle = this.#pace(MAX_BACKOFF_MS + 2_000);
    const turns = Math.floor(behind / cycle);
    if (turns > 0 && life.at !== undefined) {
      if (life.step === 'crashed' || life.step === 'running') this.#restarts += turns;
      this.life = { ...life, at: life.at + turns * cycle, since: life.since + turns * cycle };
    }
  }

  #pace(milliseconds: number): number {
    return this.#place.cluster.pace(milliseconds);
  }

  #later(next: number, state?: JsonObject): false {
    if (state) this.#state = state;
    this.next = next;
    return false;
  }

  #waiting(reason: string, message?: string): JsonObject {
    return { waiting: { reason, ...(message === undefined ? {} : { message }) } };
  }

  #creating(): JsonObject {
    const initializing = objectsAt(this.#place.pod, 'spec', 'initContainers').length > 0;
    return this.#waiting(initializing ? 'PodInitializing' : 'ContainerCreating');
  }

  #tell(at: number, reason: string, message: string, extra: Partial<Telling> = {}): void {
    const { cluster, pod, node, init } = this.#place;
    const fieldPath = `spec.${init ? 'initContainers' : 'containers'}{${this.#name}}`;
    const warnings = new Set(['Failed', 'BackOff', 'Unhealthy', 'InspectFailed', 'ErrImageNeverPull']);
    const type = warnings.has(reason) && message !== `Back-off pulling image "${this.#image}"` ? 'Warning' : 'Normal';
    tell(cluster, pod, {
      component: 'kubelet',
      host: node.metadata.name,
      fieldPath,
      type,
      reason,
      message,
      at,
      ...extra,
    });
  }

  #fetch(at: number): void {
    const { cluster, container, pod, node, contents } = this.#place;
    const latest = !/:[^/]+$|@/.test(this.#image) || this.#image.endsWith(':latest');
    const policy = textAt(container, 'imagePullPolicy') ?? (latest ? 'Always' : 'IfNotPresent');
    const present = policy === 'Always' ? undefined : contents.image(node, this.#image);
    if (present !== undefined) {
      this.#imageId = present;
      this.#tell(
        at,
        'Pulled',
        `Container image "${this.#image}" already present on machine and can be accessed by the pod`,
      );
      this.#make(at);
      return;
    }
    if (policy === 'Never') {
      const message = `Container image "${this.#image}" is not present with pull policy of Never`;
      this.#tell(at, 'ErrImageNeverPull', message);
      this.#tell(at, 'Failed', 'Error: ErrImageNeverPull');
      this.#state = this.#waiting('ErrImageNeverPull', message);
      this.life = { ...this.life, step: 'unpulled', since: at, at: at + this.#pace(CONFIG_RETRY_MS), shown: true };
      return;
    }
    const answer = pull(cluster, pod, this.#image);
    if (answer.ok === 'invalid') {
      this.#tell(at, 'InspectFailed', answer.message);
      this.#tell(at, 'Failed', 'Error: InvalidImageName');
      this.#state = this.#waiting('InvalidImageName', answer.message);
      this.life = { ...this.life, step: 'unpulled', since: at, at: at + this.#pace(CONFIG_RETRY_MS), shown: true };
      return;
    }
    this.#tell(at, 'Pulling', `Pulling image "${this.#image}"`);
    this.life = { ...this.life, step: 'pulling', since: at, at: at + this.#pace(answer.milliseconds) };
  }

  #pulled(at: number): void {
    const answer = pull(this.#place.cluster, this.#place.pod, this.#image);
    if (answer.ok === true) {
      const took = `${(answer.milliseconds / 1_000).toFixed(3).replace(/0+$/, '')}s`.replace('.s', 's');
      this.#imageId = answer.digest;
      this.#tell(
        at,
        'Pulled',
        `Successfully pulled image "${this.#image}" in ${took} (${took} including waiting). Image size: ${answer.bytes} bytes.`,
      );
      this.life = { ...this.life, pulls: 0 };
      this.#make(at);
      return;
    }
    this.#tell(at, 'Failed', `Failed to pull image "${this.#image}": ${answer.message}`);
    this.#tell(at, 'Failed', 'Error: ErrImagePull');
    const pause = Math.min(FIRST_BACKOFF_MS * 2 ** this.life.pulls, MAX_BACKOFF_MS);
    const { shown: _, ...life } = this.life;
    this.life = { ...life, step: 'unpulled', since: at, at: at + this.#pace(pause), pulls: this.life.pulls + 1 };
    this.#state = this.#waiting('ErrImagePull', answer.message);
  }

  #unpulled(due: number): boolean {
    const { life } = this;
    if (this.#now >= due) {
      this.#fetch(due);
      return true;
    }
    const backsOff = life.since + this.#pace(SHOWN_MS);
    if (life.shown === true) return this.#later(due);
    if (this.#now < backsOff && backsOff < due) return this.#later(backsOff);
    const why = textAt(this.#state, 'waiting', 'message') ?? '';
    const message = `Back-off pulling image "${this.#image}"`;
    this.#tell(backsOff, 'BackOff', message);
    this.#tell(backsOff, 'Failed', 'Error: ImagePullBackOff');
    this.life = { ...life, shown: true };
    return this.#later(due, this.#waiting('ImagePullBackOff', `${message}: ErrImagePull: ${why}`));
  }

  /** The image is there: the container is made and started. */
  #make(at: number): void {
    const { cluster, pod, container } = this.#place;
    const problem = configProblem(cluster, pod, container);
    if (problem !== undefined) {
      this.#tell(at, 'Failed', `Error: ${problem}`);
      this.#state = this.#waiting('CreateContainerConfigError', problem);
      // Never in the past: what happens next does so from now on.
      this.life = { ...this.life, step: 'misconfigured', at: Math.max(at, this.#now) + this.#pace(CONFIG_RETRY_MS) };
      return;
    }
    this.#containerId = `containerd://${hexOf(64, pod.metadata.uid, this.#name, this.#restarts)}`;
    this.#tell(at, 'Created', 'Container created');
    const behaviour = this.#behaviour();
    if (behaviour.refusesToStart !== undefined) {
      this.#tell(at, 'Failed', `Error: ${behaviour.refusesToStart}`);
      this.#ended(at, at, { exitCode: 128, reason: 'StartError', message: behaviour.refusesToStart });
      return;
    }
    this.#tell(at, 'Started', 'Container started');
    const { shown: _, at: __, ...life } = this.life;
    this.life = { ...life, step: 'running', since: at, told: {} };
    const end = this.#end(behaviour, this.#probed(behaviour));
    this.life = { ...this.life, ...(end === undefined ? {} : { at: end.at }) };
  }

  #behaviour(): Behaviour {
    const { cluster, pod, container } = this.#place;
    return behaviourOf(pod, container, (host) => resolves(cluster, pod.metadata.namespace ?? '', host));
  }

  #probed(behaviour: Behaviour): Probed {
    const { pod, container, init } = this.#place;
    const boot = this.#pace(behaviour.bootSeconds * 1_000);
    const plain = init && textAt(container, 'restartPolicy') !== 'Always';
    return probed(pod, plain ? {} : container, this.life.since, boot, (ms) => this.#pace(ms));
  }

  /** When and how this run ends, as things are. */
  #end(
    behaviour: Behaviour,
    probes: Probed,
  ): { at: number; exitCode: number; reason: string; killed: boolean } | undefined {
    const { since } = this.life;
    const own = behaviour.ends ? since + this.#pace(behaviour.ends.after * 1_000) : undefined;
    if (probes.killedAt !== undefined && (own === undefined || probes.killedAt < own)) {
      const grace = numberAt(this.#place.pod, 'spec', 'terminationGracePeriodSeconds') ?? 30;
      const stopping = behaviour.heedsSignals ? 300 : grace * 1_000;
      return {
        at: probes.killedAt + this.#pace(stopping),
        exitCode: behaviour.heedsSignals ? behaviour.stopCode : 137,
        reason: behaviour.heedsSignals && behaviour.stopCode === 0 ? 'Completed' : 'Error',
        killed: true,
      };
    }
    if (own === undefined) return undefined;
    const exitCode = behaviour.ends?.exitCode ?? 0;
    return {
      at: own,
      exitCode,
      reason: behaviour.endReason ?? (exitCode === 0 ? 'Completed' : 'Error'),
      killed: false,
    };
  }

  #running(): boolean {
    const { life } = this;
    const behaviour = this.#behaviour();
    const probes = this.#probed(behaviour);
    let end = this.#end(behaviour, probes);
    // What ends otherwise than it was bound to does so now, not in the past.
    if (end && end.at !== life.at && end.at < this.#now) end = { ...end, at: this.#now };
    this.#tellFailures(probes, Math.min(this.#now, end?.at ?? Infinity));
    if (end && end.at <= this.#now) {
      if (end.killed && probes.killedBy !== undefined) {
        const message = `Container ${this.#name} failed ${probes.killedBy} probe, will be restarted`;
        this.#tell(probes.killedAt ?? end.at, 'Killing', message);
      }
      this.#ended(life.since, end.at, { exitCode: end.exitCode, reason: end.reason });
      return true;
    }
    this.#state = { running: { startedAt: kubernetesTime(life.since) } };
    const reached = (moment: number | undefined) => moment !== undefined && moment <= this.#now;
    this.#started = reached(probes.startedAt);
    this.#ready = reached(probes.readyAt) && !this.#isPlainInit();
    const { at: _, ...rest } = this.life;
    this.life = end ? { ...rest, at: end.at } : rest;
    const moments = [probes.startedAt, probes.readyAt, end?.at, this.#nextFailure(probes)];
    if (behaviour.waitsFor !== undefined) moments.push(this.#now + this.#pace(2_000));
    this.next = moments.filter((moment) => moment !== undefined && moment > this.#now).reduce(sooner, undefined);
    return false;
  }

  #isPlainInit(): boolean {
    return this.#place.init && textAt(this.#place.container, 'restartPolicy') !== 'Always';
  }

  /** A failing probe is told at its first failures, then ever more rarely, with how often it failed meanwhile. */
  #tellFailures(probes: Probed, now: number): void {
    for (const failure of probes.failures) {
      const until = Math.min(now, failure.until - 1);
      const count = until < failure.from ? 0 : Math.floor((until - failure.from) / failure.every) + 1;
      const told = this.life.told[failure.kind] ?? 0;
      if (count <= told || (told >= 3 && count < told * 2 && failure.until > now)) continue;
      this.#tell(failure.from + (count - 1) * failure.every, 'Unhealthy', failure.message, { times: count - told });
      this.life = { ...this.life, told: { ...this.life.told, [failure.kind]: count } };
    }
  }

  #nextFailure(probes: Probed): number | undefined {
    return probes.failures
      .map((failure) => {
        const told = this.life.told[failure.kind] ?? 0;
        const count = told < 3 ? told + 1 : told * 2;
        const at = failure.from + (count - 1) * failure.every;
        return at < failure.until ? at : undefined;
      })
      .reduce(sooner, undefined);
  }

  #ended(from: number, at: number, how: { exitCode: number; reason: string; message?: string }): void {
    const terminated: JsonObject = {
      ...how,
      startedAt: kubernetesTime(from),
      finishedAt: kubernetesTime(at),
      ...(this.#containerId === undefined ? {} : { containerID: this.#containerId }),
    };
    this.#state = { terminated };
    this.#started = false;
    this.#ready = false;
    const { at: _, ...life } = this.life;
    const before = { since: from, until: at };
    if (!this.#restartsAfter(how.exitCode)) {
      this.#ready = this.#isPlainInit() && how.exitCode === 0;
      this.life = { ...life, step: 'over', since: at, before };
      return;
    }
    const crashes = at - from >= this.#pace(RECOVERED_MS) ? 0 : life.crashes;
    const pause = crashes === 0 ? SHOWN_MS : Math.min(FIRST_BACKOFF_MS * 2 ** (crashes - 1), MAX_BACKOFF_MS);
    this.life = { ...life, step: 'crashed', since: at, at: at + this.#pace(pause), crashes: crashes + 1, before };
  }

  #restartsAfter(exitCode: number): boolean {
    const policy = textAt(this.#place.pod, 'spec', 'restartPolicy') ?? 'Always';
    if (this.#place.init) {
      if (textAt(this.#place.container, 'restartPolicy') === 'Always') return true;
      return exitCode !== 0 && policy !== 'Never';
    }
    return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
  }

  #crashed(due: number): boolean {
    const { life } = this;
    if (this.#now >= due) {
      this.#backOff(due);
      this.#lastState = this.#terminated();
      this.#restarts += 1;
      const { shown: _, ...rest } = life;
      this.life = { ...rest, step: 'waiting', since: due };
      return true;
    }
    const backsOff = life.since + this.#pace(SHOWN_MS);
    if (life.crashes <= 1 || life.shown === true) return this.#later(due);
    if (this.#now < backsOff) return this.#later(backsOff);
    this.#backOff(backsOff);
    return this.#later(due);
  }

  /** From `Error` to `CrashLoopBackOff`. */
  #backOff(at: number): void {
    const { life } = this;
    if (life.crashes <= 1 || life.shown === true || life.at === undefined) return;
    const { pod } = this.#place;
    const pause = Math.min(FIRST_BACKOFF_MS * 2 ** (life.crashes - 2), MAX_BACKOFF_MS);
    const whole = `${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid})`;
    const times = Math.max(1, Math.round(pause / 12_000));
    this.#tell(at, 'BackOff', `Back-off restarting failed container ${this.#name} in pod ${whole}`, { times });
    this.#lastState = this.#terminated();
    const spoken = pause >= 60_000 ? `${Math.floor(pause / 60_000)}m${(pause % 60_000) / 1_000}s` : `${pause / 1_000}s`;
    this.#state = this.#waiting(
      'CrashLoopBackOff',
      `back-off ${spoken} restarting failed container=${this.#name} pod=${whole}`,
    );
    this.life = { ...life, shown: true };
  }

  #terminated(): JsonObject {
    const terminated = objectAt(this.#state, 'terminated');
    return Object.keys(terminated).length > 0 ? { terminated } : this.#lastState;
  }
}

/** Whether the cluster's DNS knows a name: those of Services, and everything outside but `*.invalid`. */
function resolves(cluster: ControlledCluster, namespace: string, host: string): boolean {
  const [name = '', second, third, ...more] = host.replace(/\.$/, '').split('.');
  if (/^\d+$/.test(name) || name === 'localhost') return true;
  const inside =
    second === undefined ||
    third === 'svc' ||
    (third === undefined && more.length === 0 && cluster.store.get(services, second, name) !== undefined);
  if (inside) return cluster.store.get(services, second ?? namespace, name) !== undefined;
  return !host.endsWith('.invalid') && !host.endsWith('.local');
}
