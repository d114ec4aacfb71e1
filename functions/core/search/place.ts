import type { Position } from '#core/ticket/ticket.ts';
import type { Place } from './ports.ts';

/** Before and after all places, as they sort. */
export const FIRST_PLACE: Place = '0';
export const LAST_PLACE: Place = '~';

export const placeOf = ({ createdAt, id }: Position): Place => `${createdAt}#${id}`;

export function positionOf(place: Place): Position {
  const [createdAt = '', id = ''] = place.split('#');
  return { createdAt, id };
}
