import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** A ticket's customer as they are known today, whose code loads beside the page; undefined until then. */
export const customerProfile = signal<ComponentType<{ readonly ticket: Ticket }> | undefined>(undefined);
