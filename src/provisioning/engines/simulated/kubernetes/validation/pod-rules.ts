import type { Json, JsonObject } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';
import type { FieldErrors } from './field-errors.ts';
import { labelProblem } from './names.ts';

export function checkPodSpec(spec: JsonObject, path: string, errors: FieldErrors): void {
  const containers = listOf(spec['containers']);
  if (containers.length === 0) errors.required(`${path}.containers`);
  const policy = spec['restartPolicy'];
  if (typeof policy === 'string' && !['Always', 'Never', 'OnFailure'].includes(policy))
    errors.notSupported(`${path}.restartPolicy`, policy, ['Always', 'Never', 'OnFailure']);
  const volumes = listOf(spec['volumes']).map(({ name }) => name);
  for (const [index, name] of volumes.entries()) {
    if (volumes.indexOf(name) !== index) errors.duplicate(`${path}.volumes[${index}].name`, name);
  }
  const names = new Set<Json>();
  for (const field of ['initContainers', 'containers']) {
    for (const [index, container] of listOf(spec[field]).entries()) {
      const at = `${path}.${field}[${index}]`;
      const name = container['name'];
      if (name !== undefined && names.has(name)) errors.duplicate(`${at}.name`, name);
      if (name !== undefined) names.add(name);
      const claimed: (Json | undefined)[] = [...errors.volumes, ...volumes];
      for (const [number, mount] of listOf(container['volumeMounts']).entries()) {
        if (!claimed.includes(mount['name'])) errors.notFound(`${at}.volumeMounts[${number}].name`, mount['name']);
      }
    }
  }
  const grace = spec['terminationGracePeriodSeconds'];
  if (typeof grace === 'number' && grace < 0)
    errors.invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than or equal to 0');
}

export function checkContainer(container: JsonObject, path: string, errors: FieldErrors): void {
  const { name, image, imagePullPolicy: policy } = container;
  if (typeof name === 'string' && name !== '') {
    const problem = labelProblem(name);
    if (problem !== undefined) errors.invalid(`${path}.name`, name, problem);
  } else errors.required(`${path}.name`);
  // In a pod that is applied over several steps the image may come later: everywhere it is asked for in the end.
  if (typeof image !== 'string' || image === '') errors.required(`${path}.image`);
  else if (image.trim() !== image)
    errors.invalid(`${path}.image`, image, 'must not have leading or trailing whitespace');
  if (typeof policy === 'string' && !['Always', 'IfNotPresent', 'Never'].includes(policy))
    errors.notSupported(`${path}.imagePullPolicy`, policy, ['Always', 'IfNotPresent', 'Never']);
  const paths = new Set<Json>();
  for (const [index, mount] of listOf(container['volumeMounts']).entries()) {
    const at = mount['mountPath'];
    if (at !== undefined && paths.has(at))
      errors.invalid(`${path}.volumeMounts[${index}].mountPath`, at, 'must be unique');
    if (at !== undefined) paths.add(at);
  }
  const portNames = listOf(container['ports']).flatMap((port) => (port['name'] === undefined ? [] : [port['name']]));
  for (const [index, port] of portNames.entries()) {
    if (portNames.indexOf(port) !== index) errors.duplicate(`${path}.ports[${index}].name`, port);
  }
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

export function checkProbe(probe: JsonObject, path: string, errors: FieldErrors): void {
  const given = handlers.filter((handler) => probe[handler] !== undefined);
  if (given.length === 0) errors.required(path, 'must specify a handler type');
  for (const extra of given.slice(1)) errors.forbidden(`${path}.${extra}`, 'may not specify more than 1 handler type');
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    const value = probe[field];
    if (typeof value === 'number' && value < 0)
      errors.invalid(`${path}.${field}`, value, 'must be greater than or equal to 0');
  }
  const success = probe['successThreshold'];
  if (typeof success === 'number' && success > 1 && /(liveness|startup)Probe$/.test(path))
    errors.invalid(`${path}.successThreshold`, success, 'must be 1');
}

export function checkVolume(volume: JsonObject, path: string, errors: FieldErrors): void {
  const name = volume['name'];
  if (typeof name === 'string' && name !== '') {
    const problem = labelProblem(name);
    if (problem !== undefined) errors.invalid(`${path}.name`, name, problem);
  } else errors.required(`${path}.name`);
  const [, ...more] = Object.keys(volume).filter((field) => field !== 'name');
  for (const extra of more) errors.forbidden(`${path}.${extra}`, 'may not specify more than 1 volume type');
}

const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
