import { ActionFailure } from '../action.ts';
import type { Services } from '../services.ts';
import { productCatalogue } from './catalogue.ts';
import type { Solution } from './solution.ts';

/** The marketplace of this wizard, by id. */
export function solutionsOf(services: Pick<Services, 'solutions'>): ReadonlyMap<string, Solution> {
  return (services.solutions ?? productCatalogue()).solutions;
}

/** A solution that is on offer. Rejects with what there is instead. */
export function solutionNamed(services: Pick<Services, 'solutions'>, id: string): Solution {
  const solutions = solutionsOf(services);
  const solution = solutions.get(id);
  if (solution) return solution;
  const known = [...solutions.keys()].join(', ');
  throw new ActionFailure('NOT_FOUND', `There is no solution "${id}" in the marketplace. There are: ${known}.`);
}

/** A solution that can be installed. One that nobody maintains any more is refused, with what to take instead. */
export function livingSolution(services: Pick<Services, 'solutions'>, id: string): Solution {
  const solution = solutionNamed(services, id);
  if (solution.state === 'living') return solution;
  throw new ActionFailure('RETIRED', solution.note ?? `${solution.title} cannot be installed from here.`);
}

/** What people call the sorts of solutions. */
export const categoryTitles: { readonly [category in Solution['category']]: string } = {
  office: 'Office and files',
  social: 'Talking and sharing',
  develop: 'For developers',
  publish: 'Websites and wikis',
  data: 'Data and storage',
  chain: 'Blockchain nodes',
  platform: 'Looking after the data center',
};

/** What people call a size. */
export function sizeTitle(id: string): string {
  return `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;
}
