/** Orders that no list has: all tickets that match are read and sorted, by the latest event that the customer may see, or by how long customers wait. */
const readSorts = ['activity', 'waiting'] as const;
export type ReadSort = (typeof readSorts)[number];

/** The orders of a list of tickets; the first two are of their submission. */
export const sorts = ['newest', 'oldest', ...readSorts] as const;
export type Sort = (typeof sorts)[number];
