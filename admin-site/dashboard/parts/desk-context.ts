import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Desk } from '#dashboard/desk/desk.ts';

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk that the page works with. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('No desk around this component');
  return desk;
}
