/** The Kubernetes versions on offer, newest first. */
export const versions = ['v1.36.3+k3s1', 'v1.35.6+k3s1', 'v1.34.1+k3s1'] as const;

export const newestVersion: string = versions[0];
