import type { OwnTicketJson } from '#http/own-tickets/own-ticket-json.ts';
import type { UploadedFile } from '#site/files/upload-job.ts';
import type { Answer, FinalAnswer } from './answer.ts';
import type { Explanation } from './explanation.ts';
import { laterScript } from './later-script.ts';
import type { Obstacle } from './retry-request.ts';

/** A file of a message. */
export type Attachment = OwnTicketJson['attachments'][number];
export type { UploadedFile };

/** The part of `Work` that files need. */
interface FilesWork {
  begin(task: (signal: AbortSignal) => Promise<void>): void;
  end(): void;
  retryRequest<T>(
    request: (token: string) => Promise<Answer<T>>,
    signal: AbortSignal,
    show: (obstacle: Obstacle | undefined) => void,
  ): Promise<FinalAnswer<T>>;
}

/** The dialogue that files belong to. */
export interface FilesDialogue {
  /** Loads the script for files; resolves to undefined if it can't be loaded. */
  files(): Promise<FilesScript | undefined>;
  /** Creates work that ends with the dialogue. */
  work(): FilesWork;
  /** Announces a text to screen readers. */
  say(text: string): void;
}

/** The dialogue that uploads belong to. */
export interface Uploading extends FilesDialogue {
  /** Called with the reason why uploads wait for the customer, and with undefined once they don't. */
  explain(explanation: Explanation | undefined): void;
}

/** The files of a message that is being written. */
export interface UploadList {
  /** The files for a draft; those without an id aren't uploaded yet. */
  readonly files: readonly UploadedFile[];
  /** The reason why the message can't be sent yet, as a sentence; empty if it can. */
  readonly obstacle: string;
  add(files: readonly File[]): void;
  /** Replaces all files by those of a draft. */
  restore(files: readonly UploadedFile[]): void;
  /** Marks files that no message can have any more, by their places in `files`. */
  refuse(places: readonly number[]): void;
  /** Forbids changes while the message is being sent. */
  freeze(isFrozen: boolean): void;
}

/** The script for files of one desk, which an element loads once it has some to show or to upload. */
export interface FilesScript {
  /** Shows the files of a ticket's message in a list. */
  showFiles(list: HTMLElement, files: readonly Attachment[], ticketId: string, dialogue: FilesDialogue): void;
  /** Shows the files of a message that is being written in a list. Calls `changed` after every change, and `focus` if the focus would be lost. */
  uploadList(list: HTMLElement, uploading: Uploading, changed: () => void, focus: () => void): UploadList;
}

/** The name of the script, which build.ts inserts. */
declare const FILES_SCRIPT: string;

/** Returns a function that loads the script for files of the desk at an origin, whose style sheet it adds to `root`. */
export const filesScript = (desk: string, root: ShadowRoot): FilesDialogue['files'] =>
  laterScript(
    `${desk}/static/${FILES_SCRIPT}`,
    ({ filesOf }: { filesOf(desk: string, root: ShadowRoot): FilesScript }) => filesOf(desk, root),
  );
