import type { Json, JsonObject } from '#src/protocol/index.ts';

import { parseQuantity } from '../quantity.ts';
import { isObject } from '../schema/conform.ts';
import type { FieldErrors } from './field-errors.ts';
import { checkLabels } from './metadata-rules.ts';
import { labelProblem, subdomainProblem } from './names.ts';
import { checkContainer, checkPodSpec, checkProbe, checkVolume } from './pod-rules.ts';
import { checkSchedule } from './schedule.ts';

/** What is checked of a struct, wherever it appears: by the name of its type. */
export const rules: { [type: string]: (value: JsonObject, path: string, errors: FieldErrors) => void } = {
  'core.v1.PodSpec': checkPodSpec,
  'core.v1.Container': checkContainer,
  'core.v1.Probe': checkProbe,
  'core.v1.Volume': checkVolume,
  'core.v1.ContainerPort': (port, path, errors) => {
    portNumber(port['containerPort'], `${path}.containerPort`, errors);
    if (port['hostPort'] !== undefined && port['hostPort'] !== 0)
      portNumber(port['hostPort'], `${path}.hostPort`, errors);
    oneOf(port['protocol'], ['TCP', 'UDP', 'SCTP'], `${path}.protocol`, errors);
  },
  'core.v1.EnvVar': (variable, path, errors) => {
    if (variable['value'] !== undefined && variable['value'] !== '' && variable['valueFrom'] !== undefined)
      errors.invalid(`${path}.valueFrom`, '', 'may not be specified when `value` is not empty');
  },
  'core.v1.ResourceRequirements': checkResources,
  'core.v1.VolumeResourceRequirements': checkResources,
  'core.v1.PodTemplateSpec': (template, path, errors) => {
    const { metadata } = template;
    if (isObject(metadata)) checkLabels(metadata['labels'], `${path}.metadata.labels`, errors);
  },
  'meta.v1.LabelSelector': (selector, path, errors) => {
    checkLabels(selector['matchLabels'], `${path}.matchLabels`, errors);
    for (const [index, one] of listOf(selector['matchExpressions']).entries()) {
      const at = `${path}.matchExpressions[${index}]`;
      const values = Array.isArray(one['values']) ? one['values'] : [];
      const operator = one['operator'];
      if ((operator === 'In' || operator === 'NotIn') && values.length === 0)
        errors.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
      else if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0)
        errors.forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      else if (typeof operator === 'string' && !['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator))
        errors.invalid(`${at}.operator`, operator, 'not a valid selector operator');
    }
  },
  'apps.v1.DeploymentSpec': (spec, path, errors) => {
    checkWorkload(spec, path, errors);
    const strategy = isObject(spec['strategy']) ? spec['strategy'] : {};
    oneOf(strategy['type'], ['Recreate', 'RollingUpdate'], `${path}.strategy.type`, errors);
    if (strategy['type'] === 'Recreate' && strategy['rollingUpdate'] !== undefined)
      errors.forbidden(`${path}.strategy.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'");
    const rolling = isObject(strategy['rollingUpdate']) ? strategy['rollingUpdate'] : undefined;
    if (rolling && isZero(rolling['maxUnavailable']) && isZero(rolling['maxSurge']))
      errors.invalid(
        `${path}.strategy.rollingUpdate.maxUnavailable`,
        rolling['maxUnavailable'],
        'may not be 0 when `maxSurge` is 0',
      );
  },
  'apps.v1.ReplicaSetSpec': checkWorkload,
  'apps.v1.DaemonSetSpec': checkWorkload,
  'apps.v1.StatefulSetSpec': (spec, path, errors) => {
    for (const claim of listOf(spec['volumeClaimTemplates'])) {
      if (isObject(claim['metadata']) && claim['metadata']['name'] !== undefined)
        errors.volumes.add(claim['metadata']['name']);
    }
    checkWorkload(spec, path, errors);
    oneOf(spec['podManagementPolicy'], ['OrderedReady', 'Parallel'], `${path}.podManagementPolicy`, errors);
  },
  'batch.v1.JobSpec': (spec, path, errors) => {
    for (const field of [
      'parallelism',
      'completions',
      'backoffLimit',
      'activeDeadlineSeconds',
      'ttlSecondsAfterFinished',
    ])
      atLeast0(spec[field], `${path}.${field}`, errors);
    const policy = valueIn(spec, 'template', 'spec', 'restartPolicy');
    if (policy !== 'OnFailure' && policy !== 'Never')
      errors.required(`${path}.template.spec.restartPolicy`, 'valid values: "OnFailure", "Never"');
  },
  'batch.v1.CronJobSpec': (spec, path, errors) => {
    const schedule = spec['schedule'];
    if (typeof schedule === 'string' && schedule !== '') {
      const problem = checkSchedule(schedule);
      if (problem !== undefined) errors.invalid(`${path}.schedule`, schedule, problem);
    } else errors.required(`${path}.schedule`);
    oneOf(spec['concurrencyPolicy'], ['Allow', 'Forbid', 'Replace'], `${path}.concurrencyPolicy`, errors);
    const zone = spec['timeZone'];
    if (typeof zone === 'string' && !knownZone(zone))
      errors.invalid(`${path}.timeZone`, zone, `unknown time zone ${zone}`);
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': (spec, path, errors) => {
    const [min, max] = [spec['minReplicas'], spec['maxReplicas']];
    if (typeof min === 'number' && min < 1)
      errors.invalid(`${path}.minReplicas`, min, 'must be greater than or equal to 1');
    if (typeof max !== 'number' || max < 1) errors.invalid(`${path}.maxReplicas`, max ?? 0, 'must be greater than 0');
    else if (typeof min === 'number' && max < min)
      errors.invalid(`${path}.maxReplicas`, max, 'must be greater than or equal to `minReplicas`');
  },
  'policy.v1.PodDisruptionBudgetSpec': (spec, path, errors) => {
    if (spec['minAvailable'] !== undefined && spec['maxUnavailable'] !== undefined)
      errors.invalid(path, spec, 'minAvailable and maxUnavailable cannot be both set');
  },
  'core.v1.ServiceSpec': checkService,
  'core.v1.PersistentVolumeClaimSpec': (spec, path, errors) => {
    if (!Array.isArray(spec['accessModes']) || spec['accessModes'].length === 0)
      errors.required(`${path}.accessModes`, 'at least 1 access mode is required');
    else {
      const known = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
      for (const mode of spec['accessModes']) oneOf(mode, known, `${path}.accessModes`, errors);
    }
    const storage = valueIn(spec, 'resources', 'requests', 'storage');
    if (storage === undefined) errors.required(`${path}.resources[storage]`);
    else if (typeof storage === 'string' && (parseQuantity(storage) ?? 1n) <= 0n)
      errors.invalid(`${path}.resources[storage]`, storage, 'must be greater than zero');
  },
  'core.v1.Secret': (secret, path, errors) => {
    checkKeys(secret['data'], join(path, 'data'), errors);
    const data = isObject(secret['data']) ? secret['data'] : {};
    for (const key of wantedKeys[String(secret['type'])] ?? [])
      if (data[key] === undefined) errors.required(`${join(path, 'data')}[${key}]`);
  },
  'core.v1.ConfigMap': (map, path, errors) => {
    checkKeys(map['data'], join(path, 'data'), errors);
    checkKeys(map['binaryData'], join(path, 'binaryData'), errors);
  },
  'core.v1.ResourceQuotaSpec': (spec, path, errors) => checkAmounts(spec['hard'], `${path}.hard`, errors),
  'networking.v1.IngressRule': (rule, path, errors) => {
    const host = rule['host'];
    if (typeof host !== 'string' || host === '') return;
    if (/^[\d.]+$/.test(host)) return errors.invalid(`${path}.host`, host, 'must be a DNS name, not an IP address');
    const problem = subdomainProblem(host.replace(/^\*\./, ''));
    if (problem !== undefined) errors.invalid(`${path}.host`, host, problem);
  },
  'networking.v1.HTTPIngressPath': (path_, path, errors) => {
    const [text, type] = [path_['path'], path_['pathType']];
    if (type === undefined) return errors.required(`${path}.pathType`, 'pathType must be specified');
    oneOf(type, ['Exact', 'ImplementationSpecific', 'Prefix'], `${path}.pathType`, errors);
    if (type !== 'ImplementationSpecific' && (typeof text !== 'string' || !text.startsWith('/')))
      errors.invalid(`${path}.path`, text ?? '', 'must be an absolute path');
  },
  'networking.v1.IngressServiceBackend': (backend, path, errors) => {
    const port = isObject(backend['port']) ? backend['port'] : {};
    if (port['number'] !== undefined && port['number'] !== 0) portNumber(port['number'], `${path}.port.number`, errors);
    else if (port['name'] === undefined) errors.required(path, 'port name or number is required');
  },
  'networking.v1.IngressSpec': (spec, path, errors) => {
    if (listOf(spec['rules']).length === 0 && spec['defaultBackend'] === undefined)
      errors.invalid(path, spec, 'either `defaultBackend` or `rules` must be specified');
  },
  'rbac.v1.RoleRef': (reference, path, errors) => {
    oneOf(reference['kind'], ['ClusterRole', 'Role'], `${path}.kind`, errors);
  },
  'rbac.v1.Subject': (subject, path, errors) => {
    oneOf(subject['kind'], ['Group', 'ServiceAccount', 'User'], `${path}.kind`, errors);
    if (subject['kind'] === 'ServiceAccount' && subject['namespace'] === undefined)
      errors.required(`${path}.namespace`);
  },
  'rbac.v1.PolicyRule': (rule, path, errors) => {
    if (!Array.isArray(rule['verbs']) || rule['verbs'].length === 0)
      errors.required(`${path}.verbs`, 'verbs must contain at least one value');
    if (rule['nonResourceURLs'] !== undefined) return;
    if (!Array.isArray(rule['apiGroups']) || rule['apiGroups'].length === 0)
      errors.required(`${path}.apiGroups`, 'resource rules must supply at least one api group');
    if (!Array.isArray(rule['resources']) || rule['resources'].length === 0)
      errors.required(`${path}.resources`, 'resource rules must supply at least one resource');
  },
};

/** What secrets of a type must hold. */
const wantedKeys: { [type: string]: readonly string[] } = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

function checkWorkload(spec: JsonObject, path: string, errors: FieldErrors): void {
  atLeast0(spec['replicas'], `${path}.replicas`, errors);
  atLeast0(spec['minReadySeconds'], `${path}.minReadySeconds`, errors);
  atLeast0(spec['revisionHistoryLimit'], `${path}.revisionHistoryLimit`, errors);
  const selector = isObject(spec['selector']) ? spec['selector'] : undefined;
  const labels = valueIn(spec, 'template', 'metadata', 'labels');
  const given = isObject(labels) ? labels : {};
  const matched = selector && isObject(selector['matchLabels']) ? selector['matchLabels'] : {};
  const empty = Object.keys(matched).length === 0 && listOf(selector?.['matchExpressions']).length === 0;
  if (!selector) errors.required(`${path}.selector`);
  else if (empty) errors.invalid(`${path}.selector`, selector, 'empty selector is invalid for deployment');
  if (!selector || Object.entries(matched).some(([key, value]) => given[key] !== value))
    errors.invalid(`${path}.template.metadata.labels`, labels, '`selector` does not match template `labels`');
  if (valueIn(spec, 'template', 'spec') === undefined) errors.required(`${path}.template.spec.containers`);
  const policy = valueIn(spec, 'template', 'spec', 'restartPolicy');
  if (policy !== undefined && policy !== 'Always')
    errors.notSupported(`${path}.template.spec.restartPolicy`, policy, ['Always']);
}

function checkResources(resources: JsonObject, path: string, errors: FieldErrors): void {
  checkAmounts(resources['limits'], `${path}.limits`, errors);
  checkAmounts(resources['requests'], `${path}.requests`, errors);
  const [limits, requests] = [resources['limits'], resources['requests']];
  if (!isObject(limits ?? null) || !isObject(requests ?? null)) return;
  for (const [name, request] of Object.entries(isObject(requests) ? requests : {})) {
    const limit = isObject(limits) ? limits[name] : undefined;
    const [asked, most] = [parseQuantity(String(request)), parseQuantity(String(limit))];
    if (asked !== undefined && most !== undefined && asked > most)
      errors.invalid(`${path}.requests`, request, `must be less than or equal to ${name} limit of ${String(limit)}`);
  }
}

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function checkAmounts(amounts: Json | undefined, path: string, errors: FieldErrors): void {
  if (!isObject(amounts ?? null)) return;
  for (const [name, amount] of Object.entries(isObject(amounts) ? amounts : {})) {
    const value = parseQuantity(String(amount));
    if (value === undefined) errors.invalid(`${path}[${name}]`, amount, QUANTITY);
    else if (value < 0n) errors.invalid(`${path}[${name}]`, amount, 'must be greater than or equal to 0');
  }
}

function checkService(spec: JsonObject, path: string, errors: FieldErrors): void {
  oneOf(spec['type'], ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'], `${path}.type`, errors);
  const ports = listOf(spec['ports']);
  if (ports.length === 0 && spec['clusterIP'] !== 'None' && spec['type'] !== 'ExternalName')
    errors.required(`${path}.ports`);
  if (spec['type'] === 'ExternalName' && spec['externalName'] === undefined) errors.required(`${path}.externalName`);
  const names = new Set<Json>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `${path}.ports[${index}]`;
    portNumber(port['port'], `${at}.port`, errors);
    if (typeof port['targetPort'] === 'number') portNumber(port['targetPort'], `${at}.targetPort`, errors);
    oneOf(port['protocol'], ['SCTP', 'TCP', 'UDP'], `${at}.protocol`, errors);
    const name = port['name'];
    if (name === undefined && ports.length > 1) errors.required(`${at}.name`);
    if (typeof name === 'string') {
      const problem = labelProblem(name);
      if (problem !== undefined) errors.invalid(`${at}.name`, name, problem);
      if (names.has(name)) errors.duplicate(`${at}.name`, name);
      names.add(name);
    }
    const nodePort = port['nodePort'];
    if (typeof nodePort === 'number' && nodePort !== 0 && spec['type'] === 'ClusterIP')
      errors.forbidden(`${at}.nodePort`, "may not be used when `type` is 'ClusterIP'");
    const both = `${String(port['port'])}/${String(port['protocol'])}`;
    if (numbers.has(both)) errors.duplicate(at, { port: port['port'] ?? null, protocol: port['protocol'] ?? null });
    numbers.add(both);
  }
}

function checkKeys(data: Json | undefined, path: string, errors: FieldErrors): void {
  if (!isObject(data ?? null)) return;
  for (const key of Object.keys(isObject(data) ? data : {})) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key) || key.length > 253)
      errors.invalid(
        `${path}[${key}]`,
        key,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      );
  }
}

function portNumber(port: Json | undefined, path: string, errors: FieldErrors): void {
  if (port === undefined) return errors.required(path);
  if (typeof port === 'number' && (port < 1 || port > 65_535))
    errors.invalid(path, port, 'must be between 1 and 65535, inclusive');
}

function atLeast0(value: Json | undefined, path: string, errors: FieldErrors): void {
  if (typeof value === 'number' && value < 0) errors.invalid(path, value, 'must be greater than or equal to 0');
}

function oneOf(value: Json | undefined, supported: readonly string[], path: string, errors: FieldErrors): void {
  if (typeof value === 'string' && !supported.includes(value)) errors.notSupported(path, value, supported);
}

const isZero = (value: Json | undefined): boolean => value === 0 || value === '0%';

const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function valueIn(value: JsonObject, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, name) => (at !== undefined && isObject(at) ? at[name] : undefined), value);
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function knownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
