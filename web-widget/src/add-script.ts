interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Adds one of our own scripts to the page. */
export function addScript(url: string, events: { failed?: () => void } = {}): void {
  const script = document.createElement('script');
  script.src = trusted(url);
  script.async = true;
  if (events.failed) script.addEventListener('error', events.failed);
  document.head.append(script);
}

/** Pages with Trusted Types let only a policy name a script, and let it be made once: the loader and the core share it. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const link = globalThis.ThreebotChat?.link;
  if (!trustedTypes || !link) return url;
  link.policy ??= trustedTypes.createPolicy('threebot-chat', { createScriptURL: (own) => own });
  return link.policy.createScriptURL(url);
}
