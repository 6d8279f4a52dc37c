import type { Check, LineDraft } from '../check.ts';
import { NEWEST_KNOWN_MINOR } from '../facts/removed-apis.ts';
import { minorName, minorOf, parseVersion } from '../version.ts';
import { count } from '../wording.ts';

/** Forwards only, and one minor at a time: Kubernetes knows no other way. */
export const versionPath: Check = {
  subject: 'The way to the new version',
  needs: [],
  fine: 'The new version is one step away.',
  *judge({ path }): Generator<LineDraft> {
    const { from, to, hops, refused } = path;
    const evidence = [{ value: from, text: `The cluster runs ${from}.` }];
    switch (refused) {
      case 'unknown':
        yield { verdict: 'blocks', title: `"${from}" is no version that the wizard can read.`, evidence };
        return;
      case 'same':
        yield {
          verdict: 'blocks',
          title: `The cluster runs ${from} already: there is nothing to upgrade.`,
          detail: 'Name a newer version.',
          evidence,
        };
        return;
      case 'downgrade':
        yield {
          verdict: 'blocks',
          title: `${to} is older than ${from}, and Kubernetes does not go back.`,
          detail:
            'What a newer version has written, an older one cannot read. The way back is to restore a backup that was made with the older version, together with that version.',
          evidence,
        };
        return;
      case 'far':
        yield {
          verdict: 'blocks',
          title: `There is no Kubernetes ${to} yet.`,
          detail: 'Name a version that has been released, such as v1.36.',
          evidence,
        };
        return;
      default:
    }
    if (minorOf(to) > NEWEST_KNOWN_MINOR) {
      yield {
        verdict: 'warn',
        title: `What ${minorName(to)} removes is known from announcements only.`,
        detail: `These checks know every release up to ${minorName(NEWEST_KNOWN_MINOR)}. Read the release notes of what comes after.`,
        evidence: [{ value: to, text: `${to} is newer.` }],
      };
    }
    const vague = hops.filter((hop) => parseVersion(hop)?.patch === undefined);
    yield {
      verdict: 'ok',
      title:
        hops.length === 1
          ? `From ${from} to ${to} is one step.`
          : `From ${from} to ${to} in ${count(hops.length, 'step')}, one minor at a time: ${hops.join(', then ')}.`,
      ...(vague.length > 0 ? { detail: 'Of a minor alone, take the newest release there is.' } : {}),
      evidence,
    };
  },
};
