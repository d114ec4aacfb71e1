import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, and would go on alone at the end if it did not begin first. */
const longest = ['test/infra/permissions', 'test/faults/faults', 'test/infra/checks'];

const rank = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((path) => moduleId.includes(path));
  return place < 0 ? longest.length : place;
};

/** Runs the longest files first, and the others as Vitest does. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
