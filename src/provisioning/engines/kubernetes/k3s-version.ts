import { ActionFailure } from '../../action.ts';

interface Version {
  major: number;
  minor: number;
  patch: number;
  build: number;
}

/** `v1.36.3+k3s1` as image tags write it: `v1.36.3-k3s1`. */
export const toTag = (version: string): string => version.replace('+', '-');

/** `v1.36.3-k3s1` as nodes and people write it. */
export const fromTag = (tag: string): string => tag.replace('-', '+');

/** Below zero where the first is older. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [read(first), read(second)];
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || a.build - b.build;
}

/**
 * Refuses the upgrades that k3k itself would carry out and etcd would not survive: back to an older version, or over a
 * minor. `available` makes the sentence name the step that is allowed.
 */
export function checkUpgrade(from: string, to: string, available: readonly string[]): void {
  const [now, then] = [read(from), read(to)];
  if (compareVersions(from, to) > 0) {
    refuse(`${to} is older than ${from}, and Kubernetes data cannot go back. Take a newer version.`);
  }
  if (then.major !== now.major || then.minor > now.minor + 1) {
    const step = available.find((version) => {
      const { major, minor } = read(version);
      return major === now.major && minor === now.minor + 1;
    });
    const way = step === undefined ? `a v${now.major}.${now.minor + 1} first` : `${step} first`;
    refuse(`From ${from} to ${to} skips a minor version, which Kubernetes does not survive. Take ${way}.`);
  }
}

function read(version: string): Version {
  const parts = /^v(\d+)\.(\d+)\.(\d+)(?:[+-]k3s(\d+))?$/.exec(version);
  if (!parts) refuse(`"${version}" is no k3s version such as v1.36.3+k3s1.`);
  const [, major, minor, patch, build = 0] = parts;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), build: Number(build) };
}

function refuse(message: string): never {
  throw new ActionFailure('INVALID_SPEC', message);
}
