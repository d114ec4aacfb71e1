import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, and would run alone at the end if they didn't start first. */
const longest = ['test/infra/permissions', 'test/faults/faults', 'test/infra/checks'];

const rank = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((path) => moduleId.includes(path));
  return place < 0 ? longest.length : place;
};

/** Runs the longest files first, and the others in Vitest's order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
