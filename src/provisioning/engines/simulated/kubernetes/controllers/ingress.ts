import { objectsAt, textAt } from '#src/cluster/index.ts';

import { ingressClasses, ingresses, services } from '../kinds/index.ts';
import type { Controller } from './controller.ts';
import { balancerAddresses } from './service.ts';

const TRAEFIK = 'traefik.io/ingress-controller';
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** Ingresses of Traefik's class get the addresses of its LoadBalancer. */
export const ingressController: Controller = {
  name: 'traefik',
  watches: [ingresses, ingressClasses, services],
  reconcile(cluster) {
    const classes = cluster.store.list(ingressClasses);
    const usual = classes.find((each) => each.metadata.annotations?.[DEFAULT_CLASS] === 'true')?.metadata.name;
    const ours = new Set(
      classes.filter((each) => textAt(each, 'spec', 'controller') === TRAEFIK).map((each) => each.metadata.name),
    );
    const traefik = balancerAddresses(cluster.store.get(services, 'kube-system', 'traefik'));
    for (const ingress of cluster.store.list(ingresses)) {
      const named =
        textAt(ingress, 'spec', 'ingressClassName') ??
        ingress.metadata.annotations?.['kubernetes.io/ingress.class'] ??
        usual;
      const addresses = named !== undefined && ours.has(named) ? traefik.map(({ ip }) => ({ ip: ip ?? '' })) : [];
      const before = objectsAt(ingress, 'status', 'loadBalancer', 'ingress');
      if (JSON.stringify(before) === JSON.stringify(addresses)) continue;
      cluster.update(ingresses, {
        ...ingress,
        status: { loadBalancer: addresses.length > 0 ? { ingress: addresses } : {} },
      });
    }
    return undefined;
  },
};
